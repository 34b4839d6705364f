import { expect, test } from 'vitest';
import { attacks } from '../../shop/attack-ids.ts';
import { capturesInLog } from '../log-reader.ts';
import { outline, settled } from '../panel-rows.ts';
import { onPage, pageReady, shows, type Stage, until } from '../stage.ts';

/** A page that is not to be trusted, and what it can see of the extension. */
export function pageBorderSpecs(stage: () => Stage): void {
  test('whatever a page does to its world, its calls go on and are seen by both observers', async () => {
    const { shop } = stage();
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      const since = Date.now();
      for (const [index, id] of attacks.entries()) {
        await page.goto(`${shop.url}/hostile?attack=${id}`);
        await until(() => page.evaluate(() => 'sent' in document.documentElement.dataset));
        const { sent, spied, uncaught }: Record<string, string | undefined> = await page.evaluate(
          () => Object.fromEntries(Object.entries(document.documentElement.dataset)),
        );
        expect({ id, sent, spied, uncaught }).toEqual({
          id,
          sent: '202',
          spied: '{}',
          uncaught: undefined,
        });
        const rows = await settled(panel, index + 1);
        expect(rows.at(-1)!.outcome).toBe('202');
        expect(rows.at(-1)!.brief).toContain(id);
      }
      // A body that throws is not sent, by the network's word; what the page then sends is.
      const seen = await capturesInLog(panel, since);
      const both = seen.filter(({ network, page }) => network && page);
      expect(both).toHaveLength(attacks.length);
    });
  });

  test('a page that has heard the name can forge its own rows only, and so many', async () => {
    const { driver, shop } = stage();
    const since = Date.now();
    const page = await driver.newPage(`${shop.url}/hostile`);
    try {
      await pageReady(page);
      const panel = await page.openPanel();
      await shows(panel, 'Recording');
      await until(() => page.evaluate(() => 'heard' in document.documentElement.dataset));
      await page.click('#forge');
      await until(() => page.evaluate(() => 'forged' in document.documentElement.dataset));
      await until(async () => (await capturesInLog(panel, since)).length > 100);
      // Meanwhile another tab is served as ever.
      await onPage(stage(), '/faults', async (other) => {
        await other.page.click('#unknown-type');
        await settled(other.panel, 1);
        const genuine = (await capturesInLog(panel, since)).filter(({ network }) => network);
        expect(genuine).toHaveLength(1);
      });
      const forged = (await capturesInLog(panel, since)).filter(({ network }) => !network);
      expect(new Set(forged.map(({ visit }) => visit)).size).toBe(1);
      expect(forged.length).toBeLessThanOrEqual(4000);
      const headings = (await outline(panel)).map(([heading]) => heading).join('\n');
      expect(headings).not.toContain('forged.test');
    } finally {
      await page.close();
    }
  });

  test('a page sees no difference between being watched and not', async () => {
    const { driver, shop } = stage();
    const page = await driver.newPage(`${shop.url}/hostile`);
    try {
      await pageReady(page);
      const look = () => page.evaluate(() => document.documentElement.dataset['look']);
      const unwatched = await look();
      const panel = await page.openPanel();
      await shows(panel, 'Recording');
      await page.goto(`${shop.url}/hostile?attack=nothing`);
      await settled(panel, 1);
      expect(await look()).toBe(unwatched);
    } finally {
      await page.close();
    }
  });

  test('a page can load nothing of the extension, nor speak to it', async () => {
    const { driver, shop } = stage();
    const base = await driver.background.evaluate(() => location.origin);
    const page = await driver.newPage(`${shop.url}/hostile`);
    try {
      await pageReady(page);
      for (const file of ['content-scripts/hook.js', 'icons/16.png', 'panel.html']) {
        const loaded = await page.evaluate(
          (url) =>
            new Promise<boolean>((resolve) => {
              const script = document.createElement('script');
              script.addEventListener('load', () => resolve(true));
              script.addEventListener('error', () => resolve(false));
              script.src = url;
              document.body.append(script);
            }),
          `${base}/${file}`,
        );
        expect([file, loaded]).toEqual([file, false]);
      }
      const look = await page.evaluate(() => document.documentElement.dataset['look'] ?? '');
      expect(JSON.parse(look)).toMatchObject({ runtime: 'undefined', browser: 'undefined' });
    } finally {
      await page.close();
    }
  });
}
