import { expect, test } from 'vitest';
import type { Page } from '../drivers/driver.ts';
import { expectAccessible } from '../accessible.ts';
import { field, submit, withOptions } from '../options-page.ts';
import { clickByName, eventRows, settled } from '../panel-rows.ts';
import { onPage, shows, type Stage, until } from '../stage.ts';

/** Characters of each batch below: three of them fit into the smallest log, four do not. */
const LARGE = 3_000_000;

export function limitsSpecs(stage: () => Stage): void {
  test('a log over its limit drops its oldest visits, says so, and keeps the newest', async () => {
    const { receiver } = stage();
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await setLimit(stage(), '10');
      for (let visit = 1; visit <= 5; visit += 1) {
        if (visit > 1) await page.goto(await page.url());
        await sendLarge(page, receiver.endpoint, `Visit${visit}`);
        await until(async () => (await eventRows(panel)).at(-1)?.type === `Visit${visit}`);
      }
      const rows = await settled(panel, 3);
      expect(rows.map(({ type }) => type)).toEqual(['Visit3', 'Visit4', 'Visit5']);
      await shows(panel, 'Log over its limit, the oldest were dropped: 2 visits (2 requests)');
      await expectAccessible(stage(), panel);
      await withOptions(stage(), (options) => shows(options, 'The log takes 9.0 MB at present'));

      // What a panel reads of the log is what the other one was told.
      await panel.close();
      const again = await page.openPanel();
      expect((await settled(again, 3)).map(({ type }) => type)).toEqual(
        rows.map(({ type }) => type),
      );
      await shows(again, '2 visits (2 requests)');
    });
    await setLimit(stage(), '200');
  });

  test('a limit out of bounds is refused, with the bounds', async () => {
    await withOptions(stage(), async (options) => {
      for (const limit of ['9', '2001', '10.5', 'much']) {
        await field(options, 'Log', 0, limit);
        await submit(options, 'Log');
        await shows(options, 'A whole number from 10 to 2,000');
      }
    });
  });
}

/** Sets the log's limit in an empty log. */
function setLimit(stage: Stage, megabytes: string): Promise<void> {
  return withOptions(stage, async (options) => {
    await field(options, 'Log', 0, megabytes);
    await submit(options, 'Log');
    await clickByName(options, 'button', 'Reset log');
    await shows(options, 'The log was reset');
  });
}

async function sendLarge(page: Page, endpoint: string, eventType: string): Promise<void> {
  await page.evaluate(
    async (url, eventType, size) => {
      const events = [{ eventType, filler: 'x'.repeat(size) }];
      const body = JSON.stringify({ instrumentationKey: 'large', events });
      await fetch(url, { method: 'POST', body, mode: 'no-cors' });
    },
    endpoint,
    eventType,
    LARGE,
  );
}
