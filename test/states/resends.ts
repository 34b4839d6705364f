import { clickByName, openTab, selectEvent, settled } from '../e2e/panel-rows.ts';
import { onPage, shows, type Stage, until } from '../e2e/stage.ts';
import type { Look } from './walk.ts';

/** A batch is edited and sent again, its answer compared, and more is sent than goes at once. */
export async function walkResends(stage: Stage, look: Look): Promise<void> {
  await onPage(stage, '/faults', async ({ page, panel }) => {
    await page.click('#wrong-field');
    await settled(panel, 1);
    await selectEvent(panel, 0);

    await clickByName(panel, 'button', 'Edit and resend');
    await until(() => panel.evaluate(() => document.querySelector('.cm-lintRange') !== null));
    await look('draft', panel);
    await panel.evaluate(() => {
      document.querySelector<HTMLDetailsElement>('.own-headers')!.open = true;
    });
    await clickByName(panel, 'button', 'Add a header');
    await panel.type('.own-headers li:last-child .header-name', 'Cookie');
    await shows(panel, 'The browser alone sets Cookie');
    await clickByName(panel, 'checkbox', 'Show the difference');
    await panel.type('.cm-content[role=textbox]', 'x');
    await shows(panel, 'Not valid JSON');
    await panel.press('Control+f');
    await until(() => panel.evaluate(() => document.querySelector('.cm-search') !== null));
    await look('draft-faults', panel);
    await clickByName(panel, 'button', 'and keep the draft');

    await clickByName(panel, 'button', 'Resend');
    await shows(panel, 'Real statistics may be at stake');
    await look('resend', panel);
    await clickByName(panel, 'radio', 'Through the page');
    await shows(panel, 'asks the receiver first');
    await clickByName(panel, 'checkbox', 'I know that this adds');
    await look('resend-through-page', panel);
    await clickByName(panel, 'button', 'Send');
    await settled(panel, 2);
    await shows(panel, '1 of 1 answered');
    await openTab(panel, 'Response');
    await clickByName(panel, 'button', 'Compare with the answer to the resend');
    await until(() => panel.evaluate(() => document.querySelector('.answers') !== null));
    await look('answers', panel);

    await page.click('#answer-429');
    await settled(panel, 3);
    await selectEvent(panel, 0);
    await clickByName(panel, 'button', 'Resend');
    await clickByName(panel, 'radio', 'All that the filter shows');
    await clickByName(panel, 'checkbox', 'I know that this adds');
    await panel.evaluate(() => {
      const list = document.querySelector<HTMLSelectElement>('dialog[open] select')!;
      list.value = '5000';
      list.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await clickByName(panel, 'button', 'Send');
    await shows(panel, '1 of 2 answered');
    await clickByName(panel, 'button', 'Pause');
    await shows(panel, 'Paused.');
    await look('resend-progress', panel);
    await clickByName(panel, 'button', 'Cancel the rest');
    await shows(panel, 'Cancelled.');
  });
}
