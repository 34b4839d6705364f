import { expect, test } from 'vitest';
import { focuses, goTo } from '../keyboard.ts';
import { detailText, settled } from '../panel-rows.ts';
import { mayClick } from '../resending.ts';
import { onPage, shows, type Stage, until } from '../stage.ts';

/** With keys alone, as they are pressed: nothing is clicked, and nothing focused by a script. */
export function resendKeySpecs(stage: () => Stage): void {
  test('with the keyboard alone a batch is selected, edited, sent through the page, and its answer compared', async () => {
    const { receiver, shop } = stage();
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await page.click('#danish');
      await settled(panel, 2);

      await goTo(panel, 'Events');
      await panel.press('ArrowDown');
      await shows(panel, 'Edit and resend');
      await goTo(panel, 'Edit and resend');
      await panel.press('Enter');
      await shows(panel, 'Close, and keep the draft');
      await goTo(panel, 'Headers');
      await panel.press('Enter');
      await goTo(panel, 'Add a header');
      await panel.press('Enter');
      await focuses(panel, 'Name of header');
      for (const key of 'X-Own') await panel.press(key);
      await goTo(panel, 'Value of header');
      await panel.press('1');
      await goTo(panel, 'Text of the batch');
      await panel.press('Control+End');
      await panel.press('Enter');
      await shows(panel, '2 events, ');
      await until(() => mayClick(panel, 'Send…'));
      await goTo(panel, 'Send…');
      await panel.press('Enter');

      await focuses(panel, 'Resend this batch?');
      await goTo(panel, 'By the extension.');
      await panel.press('ArrowDown');
      await focuses(panel, 'Through the page.');
      await goTo(panel, 'I know that this adds');
      await panel.press(' ');
      await goTo(panel, 'Send');
      await panel.press('Enter');
      await until(() => receiver.requests.length === 2);
      const [original, resent] = receiver.requests;
      expect(Buffer.from(resent!.body).toString()).toBe(
        `${Buffer.from(original!.body).toString()}\n`,
      );
      expect(resent!.headers).toMatchObject({ origin: shop.url, 'x-own': '1' });
      await settled(panel, 4);

      await focuses(panel, 'Edit and resend');
      await goTo(panel, 'Sent again at');
      await panel.press('Enter');
      await shows(panel, 'This is a resend');
      // The tab before its menus, and not what it shows, which is called the same.
      await goTo(panel, /^Compare/, 'Shift+Tab');
      await goTo(panel, /^Event$/, 'Shift+Tab');
      for (const name of ['Batch', 'Request', 'Response']) {
        await panel.press('ArrowRight');
        await focuses(panel, name);
      }
      await goTo(panel, 'Compare with the original');
      await panel.press('Enter');
      const compared = () => detailText(panel);
      await until(async () => /Status\s+202\s+202/.test(await compared()), compared);
    });
  });
}
