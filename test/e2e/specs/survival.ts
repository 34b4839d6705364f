import { expect, test } from 'vitest';
import { expectAccessible } from '../accessible.ts';
import { clickByName, settled } from '../panel-rows.ts';
import { onPage, shows, type Stage, until } from '../stage.ts';
import { breakLog } from '../../states/trouble.ts';

export function survivalSpecs(stage: () => Stage): void {
  test('killing the background between two requests loses neither', async () => {
    const { driver } = stage();
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await page.click('#unknown-type');
      await settled(panel, 1);
      await driver.killBackground();
      await page.click('#danish');
      const rows = await settled(panel, 3);
      expect(rows.map(({ type }) => type)).toEqual([
        'ProductSneezedAt',
        'SearchPerformed',
        'ProductViewed',
      ]);
    });
  });

  test('killing the background between a request and its response loses neither', async () => {
    const { driver, receiver } = stage();
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await page.click('#slow');
      await until(() => receiver.requests.length === 1);
      await until(async () =>
        (await panel.evaluate(() => document.body.innerText)).includes('pending'),
      );
      await driver.killBackground();
      const [row] = await settled(panel, 1);
      expect(row!.outcome).toBe('202');
    });
  });

  test('without preserving the log, a new page starts a new list', async () => {
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await page.click('#unknown-type');
      await settled(panel, 1);
      await clickByName(panel, 'checkbox', 'Preserve log');
      await page.goto(await page.url());
      await settled(panel, 0);
      await page.click('#danish');
      await settled(panel, 2);
      await clickByName(panel, 'checkbox', 'Preserve log');
    });
  });

  test('broken settings are told, with a way to reset them', async () => {
    const { driver } = stage();
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      const options = await driver.extensionPage('options.html');
      await options.evaluate(async () => {
        await (globalThis.browser ?? globalThis.chrome).storage.local.set({
          settings: { keys: 7 },
        });
      });
      await options.close();
      await shows(panel, "The settings can't be read (keys");
      await page.click('#unknown-type');
      await settled(panel, 1);
      await clickByName(panel, 'button', 'Reset settings');
      await until(() =>
        panel.evaluate(() => !document.body.innerText.includes("The settings can't be read")),
      );
    });
  });

  test('a broken log is told, with a way to reset it', async () => {
    const { driver } = stage();
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      const options = await driver.extensionPage('options.html');
      await options.evaluate(breakLog);
      await options.close();
      await driver.killBackground();
      await shows(panel, "The log can't be used");
      await expectAccessible(stage(), panel);
      await clickByName(panel, 'button', 'Reset log');
      await until(() =>
        panel.evaluate(() => !document.body.innerText.includes("The log can't be used")),
      );
      await page.click('#unknown-type');
      await settled(panel, 1);
    });
  });
}
