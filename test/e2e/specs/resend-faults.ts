import { expect, test } from 'vitest';
import type { Page } from '../drivers/driver.ts';
import { clickByName, selectEvent, settled } from '../panel-rows.ts';
import {
  EDITOR,
  openDraft,
  openResend,
  sendDraft,
  TEST_HOSTS,
  withSettings,
} from '../resending.ts';
import { onPage, shows, type Stage, until } from '../stage.ts';

/** Each says what stands in the way, and what to do. */
export function resendFaultSpecs(stage: () => Stage): void {
  test('a body that can’t be edited, or was not seen whole, says so, and nothing of it is sent', async () => {
    const { driver, receiver, shop } = stage();
    // Chromium gives the bytes of a Blob to the page observer alone, and Firefox the first 16 MiB to nobody else.
    await withSettings(driver, { ...TEST_HOSTS, hookOff: [shop.url] }, () =>
      onPage(stage(), '/faults', async ({ page, panel }) => {
        await sendOdd(page, receiver.endpoint);
        await settled(panel, 3);
        await selectEvent(panel, 0);
        await clickByName(panel, 'button', 'Edit and resend');
        await shows(panel, 'This body is too large to be edited. Resend it as it was.');
        await selectEvent(panel, 1);
        await clickByName(panel, 'button', 'Edit and resend');
        await shows(panel, 'This body is no text that can be edited');
        await selectEvent(panel, 2);
        await clickByName(panel, 'button', 'Resend');
        await clickByName(panel, 'button', 'Send');
        await shows(panel, "This request can't be sent again: its body");
        await shows(panel, '1 failed');
        expect(receiver.requests).toHaveLength(3);
      }),
    );
  });

  test('a receiver that nobody reaches is told by both ways, and the draft stays', async () => {
    const { driver } = stage();
    await withSettings(driver, TEST_HOSTS, () =>
      onPage(stage(), '/faults', async ({ page, panel }) => {
        await page.click('#unreachable');
        await settled(panel, 1);
        for (const way of ['By the extension', 'Through the page']) {
          await openResend(panel);
          await clickByName(panel, 'radio', way);
          await clickByName(panel, 'button', 'Send');
          await shows(panel, 'The receiver could not be reached');
          await clickByName(panel, 'button', 'Close the report');
        }
        await settled(panel, 3);
        await selectEvent(panel, 0);
        await openDraft(panel);
        await panel.type(EDITOR, ' ');
        await sendDraft(panel);
        await shows(panel, 'The receiver could not be reached');
        await openDraft(panel);
        await shows(panel, 'As you left it at');
        await clickByName(panel, 'button', 'and keep the draft');
        await until(() => panel.evaluate(() => document.querySelector('dialog') === null));
      }),
    );
  });
}

/** Five megabytes, bytes that are no text, and 17 MiB of them in a Blob. */
function sendOdd(page: Page, endpoint: string): Promise<void> {
  return page.evaluate(async (endpoint) => {
    const key = '"instrumentationKey":"k"';
    const large = `{${key},"events":[{"eventType":"Large","name":"${'ø'.repeat(2_500_000)}"}]}`;
    const bytes = Uint8Array.from({ length: 256 }, (_, n) => n);
    const blob = new Blob([new Uint8Array(17 * 1024 * 1024).fill(255)]);
    for (const body of [large, bytes, blob]) await fetch(endpoint, { method: 'POST', body });
  }, endpoint);
}
