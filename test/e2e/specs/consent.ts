import { expect, test } from 'vitest';
import type { Panel } from '../drivers/driver.ts';
import { openTab, type Row, rowsOf, selectEvent } from '../panel-rows.ts';
import { onPage, pageReady, type Stage, until } from '../stage.ts';

const MARKED = '1 issue, worst: info';

/** What a customer answers to a consent platform of the page's. */
export function consentSpecs(stage: () => Stage): void {
  test('what is sent before consent is given or after it is refused stands out', async () => {
    const { shop } = stage();
    await onPage(stage(), '/consent?platform=cookiebot', async ({ page, panel }) => {
      await listed(panel, [MARKED, 'Cookiebot: asked for consent']);
      await page.click('#accept');
      await page.click('#send');
      const first = [MARKED, 'Cookiebot: asked for consent', 'Cookiebot: consent given', ''];
      await listed(panel, first);
      await selectEvent(panel, 0);
      expect(await openTab(panel, 'Batch')).toContain('Sent before consent was given');

      await page.goto(`${shop.url}/consent?platform=tcf`);
      await pageReady(page);
      await listed(panel, [...first, MARKED, 'IAB TCF: asked for consent']);
      await page.click('#refuse');
      await page.click('#send');
      const second = [MARKED, 'IAB TCF: asked for consent', 'IAB TCF: consent refused', MARKED];
      await listed(panel, [...first, ...second]);
      await selectEvent(panel, 3);
      expect(await openTab(panel, 'Batch')).toContain('Sent though consent was refused');
    });
  });
}

/** Waits until events, by their signs, and changes of consent, by their beginning, stand in this order. */
async function listed(panel: Panel, expected: string[]): Promise<void> {
  const isListed = ({ kind }: Row) => kind === 'event' || kind === 'other';
  const lines = async () => (await rowsOf(panel)).filter(isListed);
  const isAsExpected = (row: Row, at: number) =>
    row.kind === 'event' ? row.sign === expected[at] : row.text.includes(expected[at] ?? '?');
  await until(
    async () => {
      const rows = await lines();
      return rows.length === expected.length && rows.every(isAsExpected);
    },
    async () => (await lines()).map(({ kind, sign, text }) => [kind, sign, text]),
  );
}
