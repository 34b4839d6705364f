import { expect, test } from 'vitest';
import { expectAccessible } from '../accessible.ts';
import { paste, setRule, submit, withOptions } from '../options-page.ts';
import { clickByName, openTab, selectEvent, settled } from '../panel-rows.ts';
import { onPage, shows, type Stage, until } from '../stage.ts';

const CONTRACTS = 'Contracts';
const SAME_ID = 'An event id is sent twice';
const CAMPAIGN = JSON.stringify({
  type: 'object',
  required: ['campaign'],
  properties: { eventType: { const: 'ProductSneezedAt' } },
});

/** What a user has loaded, and what the user says of rules, is heeded at once. */
export function contractSpecs(stage: () => Stage): void {
  test('a loaded contract is named in what it finds, in events that are there already, and can be removed', async () => {
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await page.click('#unknown-type');
      expect((await settled(panel, 1))[0]!.sign).toBe('1 issue, worst: warning');
      await withOptions(stage(), async (options) => {
        await options.type(nameField, 'Campaign plan');
        await paste(options, CONTRACTS, '{ "type": ');
        await submit(options, CONTRACTS);
        await shows(options, 'Line 1, column');
        await paste(options, CONTRACTS, CAMPAIGN);
        await submit(options, CONTRACTS);
        await shows(options, 'ProductSneezedAt');
        await expectAccessible(stage(), options);
      });
      await until(async () => (await settled(panel, 1))[0]!.sign === '1 issue, worst: error');
      await selectEvent(panel, 0);
      expect(await openTab(panel, 'Event')).toMatch(/campaign.*\[Campaign plan/s);
      await withOptions(stage(), (options) =>
        clickByName(options, 'button', 'Remove Campaign plan'),
      );
      await until(async () => (await settled(panel, 1))[0]!.sign === '1 issue, worst: warning');
    });
  });

  test('a rule that is switched off is silent in events that are there already, and speaks again', async () => {
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await page.click('#same-event-twice');
      const signs = async () => (await settled(panel, 2)).map(({ sign }) => sign);
      const speaks = async () => (await signs()).join(' ').includes('warning');
      await until(speaks, signs);
      await withOptions(stage(), (options) => setRule(options, SAME_ID, 'off'));
      await until(async () => !(await speaks()), signs);
      await withOptions(stage(), (options) => setRule(options, SAME_ID, ''));
      await until(speaks, signs);
    });
  });
}

const section = `section[aria-label="${CONTRACTS}"]`;
const nameField = `${section} form label:nth-of-type(3) input`;
