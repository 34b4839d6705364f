import { expect, test } from 'vitest';
import { keyA, keyB } from '../../shop/keys.ts';
import type { Page, Panel } from '../drivers/driver.ts';
import { choose, chooseNamed, field, submit, withOptions } from '../options-page.ts';
import { clickByName, detailText, eventRows, selectEvent, settled } from '../panel-rows.ts';
import { onPage, shows, type Stage, until } from '../stage.ts';

export function settingsSpecs(stage: () => Stage): void {
  test('a key with alias, environment and colour is shown by them, and one that has none stands out', async () => {
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
      await page.evaluate(
        async (url, instrumentationKey) => {
          const body = JSON.stringify({ instrumentationKey, events: [{ eventType: 'Own' }] });
          await fetch(url, { method: 'POST', body, mode: 'no-cors' });
        },
        stage().receiver.endpoint,
        keyB,
      );
      await settled(panel, 2);
      expect(await unknownKeys(panel)).toEqual(['9c41…e0', '9c41…e0']);

      const inMenu = async (key: string, item: string) => {
        await clickByName(panel, 'button', `Actions on the key ${key}`);
        await clickByName(panel, 'menuitem', item);
      };
      const rowKeys = async () => (await eventRows(panel)).map(({ key }) => key).join();
      await inMenu('Shop DK', 'All but this key');
      await until(async () => (await rowKeys()) === '9c41…e0');
      await inMenu('Shop DK', 'Only this key');
      await until(async () => (await rowKeys()) === 'Shop DK · production');
      await clickByName(panel, 'button', 'Clear filter');
      await inMenu('9c41…e0', 'Show the key in full');
      await shows(panel, keyB);
      await inMenu('9c41…e0', 'Show the key shortened');
      await until(
        async () => !(await panel.evaluate(() => document.body.innerText)).includes(keyB),
      );
      await selectEvent(panel, 1);
      await clickByName(panel, 'tab', 'Request');
      await clickByName(panel, 'button', 'Show the key in full');
      await until(async () => (await detailText(panel)).includes(keyB));

      await withOptions(stage(), async (options) => {
        for (const [colour, seen] of [
          ['olive', 'rgb(79, 91, 0)'],
          ['pink', 'rgb(168, 0, 91)'],
        ] as const) {
          await chooseNamed(options, 'Colour of Shop DK', colour);
          const dots = () => keyDots(panel, 'Shop DK');
          await until(async () => (await dots()).join(' ') === `${seen} ${seen}`, dots);
        }
      });

      await withOptions(stage(), (options) => clickByName(options, 'button', 'Remove Shop DK'));
      await until(async () => (await settled(panel, 2))[0]!.key === '3f2a…c9');
      expect(await unknownKeys(panel)).toEqual([]);
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

/** The colours of the marks of a key, in its chip and its row. */
function keyDots(panel: Panel, name: string): Promise<string[]> {
  return panel.evaluate(
    (name) =>
      [...document.querySelectorAll<HTMLElement>('.chip, [role=row] .key')]
        .filter(({ innerText }) => innerText.includes(name))
        .map((one) => getComputedStyle(one.querySelector('.dot')!).backgroundColor),
    name,
  );
}

/** The keys, of rows and chips, that are marked as unknown. */
function unknownKeys(panel: Panel): Promise<string[]> {
  return panel.evaluate(() =>
    [...document.querySelectorAll('[role=img][aria-label="unknown key"]')].map((sign) => {
      const around = sign.closest('.key, .chip');
      return /\S+…\S\S/.exec(around?.textContent ?? '')?.[0].replace('?', '') ?? '';
    }),
  );
}
