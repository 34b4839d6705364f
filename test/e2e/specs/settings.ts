import { expect, test } from 'vitest';
import { keyA } from '../../shop/keys.ts';
import type { Page } from '../drivers/driver.ts';
import { choose, field, submit, withOptions } from '../options-page.ts';
import { clickByName, settled } from '../panel-rows.ts';
import { onPage, shows, type Stage, until } from '../stage.ts';

export function settingsSpecs(stage: () => Stage): void {
  test('a key with alias and environment is shown by them', async () => {
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await withOptions(stage(), async (options) => {
        await field(options, 'Instrumentation keys', 0, keyA);
        await field(options, 'Instrumentation keys', 1, 'Shop DK');
        await choose(options, 'Instrumentation keys', 'production');
        await submit(options, 'Instrumentation keys');
      });
      await page.click('#unknown-type');
      const [row] = await settled(panel, 1);
      expect(row!.key).toBe('Shop DK · production');
      await withOptions(stage(), (options) => clickByName(options, 'button', 'Remove Shop DK'));
      await until(async () => (await settled(panel, 1))[0]!.key === '3f2a…c9');
    });
  });

  test('requests to an endpoint of the user are recorded as well', async () => {
    const { receiver } = stage();
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      const send = () =>
        page.evaluate(async (url) => {
          const body = JSON.stringify({ instrumentationKey: 'k', events: [{ eventType: 'Own' }] });
          await fetch(url, { method: 'POST', body, mode: 'no-cors' });
        }, `${receiver.url}/collect/t`);
      await send();
      await withOptions(stage(), async (options) => {
        await field(options, 'Endpoints', 0, 'collect');
        await submit(options, 'Endpoints');
        await shows(options, 'That is not an address');
        await field(options, 'Endpoints', 0, `${receiver.url}/collect/*`);
        await submit(options, 'Endpoints');
      });
      await until(async () => {
        await send();
        return (await settled(panel, 1).catch(() => [])).length > 0;
      });
      await withOptions(stage(), (options) => clickByName(options, 'button', 'Remove'));
    });
  });

  test('the panel speaks Danish when it is chosen, at once', async () => {
    await onPage(stage(), '/faults', async ({ panel }) => {
      const choose = (options: Page, language: string) =>
        options.evaluate((language) => {
          const list = document.querySelector<HTMLSelectElement>('section select')!;
          list.value = language;
          list.dispatchEvent(new Event('change', { bubbles: true }));
        }, language);
      await withOptions(stage(), async (options) => {
        await choose(options, 'da');
        await shows(options, 'Instrumenteringsnøgler');
        await shows(panel, 'Ingen tracking-hændelser endnu');
        await choose(options, 'browser');
      });
      await shows(panel, 'No tracking events yet');
    });
  });

  test('the panel takes on the theme of DevTools as it changes', async () => {
    const { driver } = stage();
    await onPage(stage(), '/faults', async ({ panel }) => {
      const ground = () => panel.evaluate(() => getComputedStyle(document.body).backgroundColor);
      expect(await ground()).toBe('rgb(255, 255, 255)');
      await driver.setDark(true);
      await until(async () => (await ground()) === 'rgb(32, 33, 36)');
      await driver.setDark(false);
      await until(async () => (await ground()) === 'rgb(255, 255, 255)');
    });
  });
}
