import { expect, test } from 'vitest';
import { keyA } from '../../shop/keys.ts';
import type { Page, Panel } from '../drivers/driver.ts';
import { setRule, withOptions } from '../options-page.ts';
import { clickByName, detailText, openTab, selectEvent, settled } from '../panel-rows.ts';
import { onPage, shows, type Stage, until } from '../stage.ts';

const EVENT =
  '{"eventType":"OrderCreated", "orderId":"10047", "totalPrice":"1299,50", "shipping":49.90,' +
  ' "ticket":12345678901234567890, "currency":"DKK", "currency":"EUR", "lines":[]}';

/** What a user sees of one event: as it was written, with what is wrong where it is. */
export function detailSpecs(stage: () => Stage): void {
  test('an event is shown as it is written, with its issues on their fields', async () => {
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await send(page, `{"instrumentationKey":"${keyA}","events":[${EVENT}]}`, stage());
      await settled(panel, 1);
      await selectEvent(panel, 0);
      const text = await openTab(panel, 'Event');
      expect(text).toMatch(/shipping\s+49\.90\s/);
      expect(text).toMatch(/ticket\s+12345678901234567890\s+read as 12345678901234567000/);
      expect(text).toMatch(/currency\s+stands 2 times: a later one counts\s+"DKK"/);
      expect(text).toMatch(/currency\s+stands 2 times: this one counts\s+"EUR"/);
      expect(text).toMatch(
        /totalPrice\s+"1299,50"\s+⚠ .*expected number.*\[built-in, inferred\]\s+Suggested: 1299\.5\s+shipping/s,
      );

      await panel.click(`.fields > li:nth-child(4) > .field > .copy`);
      await until(() => panel.evaluate(() => document.querySelector('.copied') !== null));

      await clickByName(panel, 'button', 'Show in the source');
      await until(
        async () => (await marked(panel)) === EVENT,
        () => detailText(panel),
      );
      expect(await panel.evaluate(() => document.body.innerText)).not.toContain(keyA);
      await clickByName(panel, 'checkbox', 'As bytes');
      await until(async () => (await detailText(panel)).includes('000000  7b 22 69'));

      await send(page, '{"events":[{"eventType":"Whole"},!', stage());
      await settled(panel, 2);
      await selectEvent(panel, 1);
      await until(async () => (await atFault(panel)) === '!');
    });
  });

  test('of a thousand fields the first are shown, and all of them when they are asked for', async () => {
    const fields = Object.fromEntries(Array.from({ length: 998 }, (_, n) => [`field${n}`, n]));
    const event = JSON.stringify({ eventType: 'Many', ...fields, last: 'needle' });
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await send(page, `{"instrumentationKey":"${keyA}","events":[${event}]}`, stage());
      await settled(panel, 1);
      await selectEvent(panel, 0);
      const text = await openTab(panel, 'Event');
      expect(text).toContain('field198');
      expect(text).not.toContain('field199');
      await clickByName(panel, 'button', 'Show more: 800');
      await until(async () => (await detailText(panel)).includes('field598'));
      await clickByName(panel, 'button', 'Show more: 400');
      await until(async () => (await detailText(panel)).includes('needle'));
      // The keys go on at the first of them.
      const at = () => panel.evaluate(() => document.activeElement?.ariaLabel);
      await until(async () => (await at())?.startsWith('field599 ') === true, at);
    });
  });

  test('all of a long source can be read, part by part', async () => {
    const event = `{"eventType":"Long","text":"${'x'.repeat(45_000)}","last":"needle"}`;
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await send(page, `{"instrumentationKey":"${keyA}","events":[${event}]}`, stage());
      await settled(panel, 1);
      await selectEvent(panel, 0);
      expect(await openTab(panel, 'Source')).toContain('Characters 1 to 20,000 of 45,1');
      await clickByName(panel, 'button', 'Later part');
      await shows(panel, 'Characters 20,001 to 40,000');
      await clickByName(panel, 'button', 'Later part');
      await shows(panel, 'Characters 40,001 to 45,1');
      expect(await detailText(panel)).toContain('"last":"needle"');
      expect(await panel.evaluate(() => document.activeElement?.textContent)).toBe('Later part');
      // Each is read from its beginning.
      const scrolled = () =>
        panel.evaluate(() => document.querySelector('[role=tabpanel]')!.scrollTop);
      await panel.evaluate(() => document.querySelector('[role=tabpanel]')!.scrollTo(0, 10_000));
      await until(async () => (await scrolled()) > 100);
      await clickByName(panel, 'button', 'Earlier part');
      await shows(panel, 'Characters 20,0');
      await until(async () => (await scrolled()) === 0);
    });
  });

  test('a duplicate leads to its original', async () => {
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await page.click('#same-event-twice');
      await settled(panel, 2);
      await selectEvent(panel, 1);
      expect(await selectedRow(panel)).toBe(1);
      await shows(panel, 'Show the original');
      await clickByName(panel, 'button', 'Show the original');
      await until(async () => (await selectedRow(panel)) === 0);
      await until(async () => (await detailText(panel)).includes('productId'));
      expect(await detailText(panel)).not.toContain('Show the original');
    });
  });

  test('what is there is checked anew as a rule changes, and stays where it is', async () => {
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await page.click('#same-event-twice');
      await settled(panel, 2);
      await selectEvent(panel, 1);
      await shows(panel, 'Show the original');
      await noteBlanks(panel);
      await withOptions(stage(), (options) => setRule(options, 'An event id is sent twice', 'off'));
      await shows(panel, 'Checked anew: 2 of 2');
      await until(async () => !(await detailText(panel)).includes('Show the original'));
      expect(await selectedRow(panel)).toBe(1);
      expect(await panel.evaluate(() => document.body.dataset['blanks'])).toBe('0');
      // What was told anew is gone through as before.
      await clickByName(panel, 'treeitem', 'productId');
      await panel.press('Home');
      await until(async () => (await tabStop(panel)).startsWith('eventType'));
      await withOptions(stage(), (options) => setRule(options, 'An event id is sent twice', ''));
      await shows(panel, 'Show the original');
    });
  });
}

function send(page: Page, body: string, { receiver }: Stage): Promise<void> {
  return page.evaluate(
    async (url, body) => {
      await fetch(url, { method: 'POST', body, mode: 'no-cors' });
    },
    receiver.endpoint,
    body,
  );
}

function marked(panel: Panel): Promise<string | undefined> {
  return panel.evaluate(() => document.querySelector('.source mark')?.textContent);
}

/** What stands in the source where a sign says that it is wrong. */
function atFault(panel: Panel): Promise<string | undefined> {
  return panel.evaluate(
    () =>
      document.querySelector('.source [role=img][aria-label="It stops to be JSON here"]')
        ?.nextSibling?.textContent ?? undefined,
  );
}

/** Which of the events is selected, from 0. */
function selectedRow(panel: Panel): Promise<number> {
  return panel.evaluate(() =>
    [...document.querySelectorAll('.line.event')].findIndex((row) => row.ariaSelected === 'true'),
  );
}

/** The field that Tab leads to. */
function tabStop(panel: Panel): Promise<string> {
  return panel.evaluate(
    () => document.querySelector('[role=treeitem][tabindex="0"]')?.ariaLabel ?? '',
  );
}

/** Counts on the body how often the list has no event from now on. */
function noteBlanks(panel: Panel): Promise<void> {
  return panel.evaluate(() => {
    const { dataset } = document.body;
    dataset['blanks'] = '0';
    new MutationObserver(() => {
      if (document.querySelector('.line.event')) return;
      dataset['blanks'] = String(Number(dataset['blanks']) + 1);
    }).observe(document.querySelector('[role=treegrid]')!, { childList: true, subtree: true });
  });
}
