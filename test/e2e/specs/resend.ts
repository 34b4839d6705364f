import { expect, test } from 'vitest';
import type { Receiver } from '../../receiver/receiver.ts';
import type { Page } from '../drivers/driver.ts';
import { keyA } from '../../shop/keys.ts';
import { field, submit, withOptions } from '../options-page.ts';
import { clickByName, detailText, openTab, rowsOf, settled } from '../panel-rows.ts';
import { askToResend, mayClick, openResend, TEST_HOSTS, withSettings } from '../resending.ts';
import { onPage, shows, type Stage, until } from '../stage.ts';

/** Requests that the bulk resend sends again. */
/** As many as a sample of CI; `BULK=500` in the environment for more. */
const BULK = Number(process.env['BULK'] ?? 60);

export function resendSpecs(stage: () => Stage): void {
  test('production is resent to only once that is agreed to, and links original and copy; a lock holds', async () => {
    const { driver, receiver } = stage();
    const keys = [{ key: keyA, alias: 'Shop DK', environment: 'production' as const }];
    await withSettings(driver, { keys }, () =>
      onPage(stage(), '/faults', async ({ page, panel: first }) => {
        let panel = first;
        await page.click('#danish');
        await settled(panel, 2);
        await openResend(panel);
        await shows(panel, `adds 2 events to Shop DK · production at ${receiver.endpoint}`);
        expect(await mayClick(panel, 'Send')).toBe(false);
        await clickByName(panel, 'button', 'Cancel');
        await until(() => panel.evaluate(() => document.querySelector('dialog') === null));
        expect(receiver.requests).toHaveLength(1);

        await openResend(panel);
        await clickByName(
          panel,
          'checkbox',
          'I know that this adds to the statistics of production',
        );
        await clickByName(panel, 'checkbox', 'ask again for these keys');
        await clickByName(panel, 'button', 'Send');
        const rows = await settled(panel, 4);
        const resent = rows.map(({ brief }) => brief.includes('resent'));
        expect(resent).toEqual([false, false, true, true]);
        // They are not counted as the page's own.
        expect((await rowsOf(panel))[0]?.text).toContain('2 events');
        await shows(panel, '1 of 1 answered');
        await clickByName(panel, 'button', 'Sent again: 1');
        await shows(panel, 'This is a resend');
        await clickByName(panel, 'button', 'This is a resend');
        await clickByName(panel, 'button', 'Sent again at');
        await shows(panel, 'This is a resend');
        await openTab(panel, 'Response');
        await clickByName(panel, 'button', 'Compare with the original');
        await until(
          async () => /Status\s+202\s+202/.test(await detailText(panel)),
          () => detailText(panel),
        );
        await clickByName(panel, 'button', 'This is a resend');
        await shows(panel, 'Sent again at');

        await openResend(panel);
        await until(() => mayClick(panel, 'Send'));
        await panel.close();
        panel = await page.openPanel();
        await settled(panel, 4);
        await openResend(panel);
        await shows(panel, 'Real statistics may be at stake');
        expect(await mayClick(panel, 'Send')).toBe(false);
        await clickByName(panel, 'button', 'Cancel');
        await withOptions(stage(), async (options) => {
          await field(options, 'Resend lock', 0, '127.0.0.1');
          await submit(options, 'Resend lock');
        });
        await openResend(panel);
        await shows(panel, 'The options forbid resending to 127.0.0.1.');
        expect(await mayClick(panel, 'Send')).toBe(false);
        await clickByName(panel, 'button', 'Cancel');
        // Nor by whoever could speak as the panel does.
        await panel.evaluate(askToResend, 'extension');
        await shows(panel, '✖ 1 failed');
        // And what speaks from a page is not heard at all, locked or not.
        await withSettings(driver, {}, async () => {
          expect(await driver.background.evaluate(askFromPage, await page.url())).toBe('unheard');
        });
        expect(receiver.requests).toHaveLength(2);
      }),
    );
  });

  test('many requests are resent in order; none twice where the background is killed, none once cancelled', async () => {
    const { driver, receiver } = stage();
    await withSettings(driver, TEST_HOSTS, () =>
      onPage(stage(), '/faults', async ({ page, panel }) => {
        const sent = bulkBodies();
        await sendAll(page, receiver.endpoint, sent);
        await shows(panel, `${BULK} events`);
        const resendAll = async () => {
          receiver.clear();
          await openResend(panel);
          await clickByName(panel, 'radio', 'All that the filter shows');
          await shows(panel, `Resend ${BULK} requests?`);
          await clickByName(panel, 'button', 'Send');
        };
        await resendAll();
        await until(() => receiver.requests.length === BULK, undefined, 60_000);
        await shows(panel, `${BULK} of ${BULK} answered`);
        expect(bodiesOf(receiver)).toEqual(sent);

        await clickByName(panel, 'button', 'Close the report');
        await resendAll();
        await until(() => receiver.requests.length >= BULK / 4);
        await driver.killBackground();
        await shows(panel, 'Interrupted: the extension was stopped in the middle.');
        const before = receiver.requests.length;
        await clickByName(panel, 'button', 'Continue');
        await until(() => receiver.requests.length >= before + BULK / 4);
        await clickByName(panel, 'button', 'Cancel the rest');
        await shows(panel, 'Cancelled.');
        const arrived = bodiesOf(receiver);
        // At the most the one that was under way is missing.
        expect(new Set(arrived).size).toBe(arrived.length);
        const missing = sent.slice(0, arrived.length).filter((body) => !arrived.includes(body));
        expect(missing.length).toBeLessThanOrEqual(1);
        expect(arrived).toEqual(sent.filter((body) => arrived.includes(body)));
        await panel.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
        expect(receiver.requests).toHaveLength(arrived.length);
      }),
    );
  });
}

/** Numbers as no serialiser writes them, and letters beyond ASCII. */
function bulkBodies(): string[] {
  return Array.from({ length: BULK }, (_, n) => {
    const event = `{"eventType":"ProductViewed","eventId":"bulk-${n}","name":"blå","price":${n}.50}`;
    return `{"instrumentationKey":"bulk-key","events":[${event}]}`;
  });
}

/** Sends them one after the other: in a burst, DevTools' clock and the network's may differ by much. */
function sendAll(page: Page, endpoint: string, bodies: string[]): Promise<void> {
  return page.evaluate(
    async (endpoint, bodies) => {
      for (const body of bodies) await fetch(endpoint, { method: 'POST', body });
    },
    endpoint,
    bodies,
  );
}

function bodiesOf({ requests }: Receiver): string[] {
  return requests.map(({ body }) => Buffer.from(body).toString());
}

/** Runs in the background, and from there in the page's content world: it may say more than the page can. */
async function askFromPage(url: string): Promise<string> {
  const { scripting, tabs } = globalThis.browser ?? globalThis.chrome;
  const [tab] = (await tabs.query({})).filter((one) => one.url === url);
  const [answer] = await scripting.executeScript({
    target: { tabId: tab!.id! },
    func: async () => {
      const { runtime } = globalThis.browser ?? globalThis.chrome;
      const how = { captures: ['x'], way: 'page', pace: 0, confirmed: true };
      const message = { command: 'resend', job: 'page', tab: 'x', ...how };
      const reply: unknown = await runtime.sendMessage(message).catch(() => undefined);
      return reply === undefined || reply === null ? 'unheard' : 'heard';
    },
  });
  return String(answer?.result);
}
