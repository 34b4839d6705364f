import { expect, test } from 'vitest';
import { keyA, keyB } from '../../shop/keys.ts';
import { customerJourney } from '../../shop/journey.ts';
import { shortKey } from '../../../lib/wire/keys.ts';
import type { Panel } from '../drivers/driver.ts';
import { clickByName } from '../panel-rows.ts';
import { onPage, pageReady, shows, type Stage, until } from '../stage.ts';

/** Someone who has never seen the panel, and goes by what is written on it. */
export function newcomerSpecs(stage: () => Stage): void {
  test('a newcomer finds an order that went wrong, sees why, compares it with a right one, and filters to its key', async () => {
    const { shop } = stage();
    await onPage(stage(), '/?interval=100', async ({ page, panel }) => {
      await customerJourney(page, shop.url);
      await page.goto(`${shop.url}/faults`);
      await pageReady(page);
      await page.click('#wrong-field');

      const orders = () => rows(panel, 'OrderCreated');
      await until(
        async () => (await orders()).map(outcome).join() === '202,400',
        () => rows(panel, ''),
      );
      await clickByName(panel, 'button', 'OrderCreated');
      await until(
        async () => (await rows(panel, 'Product')).length === 0,
        () => rows(panel, ''),
      );
      expect(await orders()).toHaveLength(2);
      expect((await signs(panel)).map((sign) => sign.replace(/^\d+ /, ''))).toEqual([
        'issues, worst: error',
      ]);

      await clickByName(panel, 'row', '10046');
      await shows(panel, 'Not a currency code');
      await shows(panel, 'expected ISO 4217');
      await shows(panel, 'found the batch invalid');

      await clickByName(panel, 'button', 'Compare');
      await clickByName(panel, 'menuitem', 'previous of its type');
      await until(
        async () => (await rows(panel, 'currency')).some((row) => /"DKK"\s+"kr"/.test(row)),
        () => rows(panel, ''),
      );

      await clickByName(panel, 'button', 'Clear filter');
      await clickByName(panel, 'button', `Actions on the key ${shortKey(keyA)}`);
      await clickByName(panel, 'menuitem', 'Only this key');
      await until(
        async () => (await rows(panel, shortKey(keyB))).length === 0,
        () => rows(panel, ''),
      );
      const left = await rows(panel, shortKey(keyA));
      expect(left.some((row) => row.includes('10046'))).toBe(true);
      expect(left.some((row) => row.includes('ProductAddedToCart'))).toBe(true);
      await clickByName(panel, 'button', 'Clear filter');
    });
  });
}

/** Rows, of whatever table, in which a text stands, as they read. */
function rows(panel: Panel, text: string): Promise<string[]> {
  return panel.evaluate(
    (text) =>
      [...document.querySelectorAll<HTMLElement>('[role=row], tr')]
        .map(({ innerText }) => innerText.replaceAll(/\s+/g, ' ').trim())
        .filter((row) => row.includes(text)),
    text,
  );
}

/** What the signs in front of the events are called. */
function signs(panel: Panel): Promise<string[]> {
  return panel.evaluate(() =>
    [...document.querySelectorAll('[role=row] [role=gridcell]:first-child [role=img]')].map(
      ({ ariaLabel }) => ariaLabel ?? '',
    ),
  );
}

/** The status at the end of a row. */
function outcome(row: string): string {
  return row.slice(row.lastIndexOf(' ') + 1);
}
