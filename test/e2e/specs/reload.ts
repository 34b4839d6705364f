import { expect, test } from 'vitest';
import { expectAccessible } from '../accessible.ts';
import { clickByName, settled } from '../panel-rows.ts';
import { onPage, shows, type Stage, until } from '../stage.ts';

export function reloadSpecs(stage: () => Stage): void {
  // Chromium closes DevTools with the extension, Firefox takes the panel out and puts it back.
  test('after the extension has been reloaded the panel, opened again, goes on recording', async () => {
    const { driver } = stage();
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await page.click('#unknown-type');
      await settled(panel, 1);
      await driver.reloadExtension();
      const again = await page.openPanel();
      await shows(again, 'Recording');
      await page.goto(await page.url());
      await page.click('#unknown-type');
      const [row] = await settled(again, 1);
      expect(row!.type).toBe('ProductSneezedAt');
    });
  });

  // No browser that we know leaves one; should one do so, it looks like this.
  test('a panel that is left over says so, and comes back when it is reloaded', async () => {
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await panel.evaluate(() => {
        const extension = globalThis.browser ?? globalThis.chrome;
        Object.defineProperty(extension, 'runtime', { value: undefined });
      });
      await shows(panel, 'The extension was reloaded or updated');
      // What it said before is not known to hold any more.
      await shows(panel, 'Capture: not connected');
      await shows(panel, 'Connecting…');
      expect(await panel.evaluate(() => document.body.innerText)).not.toContain('Complete');
      await expectAccessible(stage(), panel);
      await clickByName(panel, 'button', 'Reload the panel');
      await until(() =>
        panel.evaluate(() => !document.body.innerText.includes('The extension was reloaded')),
      );
      await shows(panel, 'Recording');
      await page.click('#unknown-type');
      await settled(panel, 1);
    });
  });
}
