import { expect, test } from 'vitest';
import { clickByName, detailText, selectEvent, settled } from '../panel-rows.ts';
import { onPage, shows, type Stage, until } from '../stage.ts';

export function resendSpecs(stage: () => Stage): void {
  test('a resent batch reaches the receiver byte for byte, once, after a confirmation', async () => {
    const { receiver } = stage();
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await page.click('#danish');
      await settled(panel, 2);
      await selectEvent(panel, 0);
      await clickByName(panel, 'button', 'Resend');
      await shows(panel, `by the extension, to ${receiver.endpoint}`);
      await shows(panel, 'with key 3f2a…c9');
      expect(receiver.requests).toHaveLength(1);
      await clickByName(panel, 'button', 'Send');

      const rows = await settled(panel, 4);
      expect(receiver.requests).toHaveLength(2);
      const [original, copy] = receiver.requests;
      expect(Buffer.from(copy!.body).equals(Buffer.from(original!.body))).toBe(true);
      expect(copy!.headers['content-type']).toBe(original!.headers['content-type']);
      expect(copy!.headers['cookie']).toBeUndefined();
      expect(rows.map(({ brief }) => brief.includes('resent'))).toEqual([false, false, true, true]);

      await clickByName(panel, 'button', 'Sent again at');
      await shows(panel, 'This is a resend');
      await clickByName(panel, 'button', 'This is a resend');
      await shows(panel, 'Sent again at');
    });
  });

  test('a body that is no text is resent byte for byte', async () => {
    const { receiver } = stage();
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await page.click('#not-utf8');
      await settled(panel, 1);
      await selectEvent(panel, 0);
      await clickByName(panel, 'button', 'Resend');
      await clickByName(panel, 'button', 'Send');
      await settled(panel, 2);
      const [original, copy] = receiver.requests;
      expect(Buffer.from(copy!.body).equals(Buffer.from(original!.body))).toBe(true);
    });
  });

  test('a cancelled resend sends nothing', async () => {
    const { receiver } = stage();
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await page.click('#unknown-type');
      await settled(panel, 1);
      await selectEvent(panel, 0);
      await clickByName(panel, 'button', 'Resend');
      await clickByName(panel, 'button', 'Cancel');
      await until(() => panel.evaluate(() => document.querySelector('dialog') === null));
      expect(receiver.requests).toHaveLength(1);
      expect(await detailText(panel)).toContain('ProductSneezedAt');
      await settled(panel, 1);
    });
  });
}
