import type { Panel } from '../e2e/drivers/driver.ts';
import { clickByName, openTab, selectEvent, settled } from '../e2e/panel-rows.ts';
import { onPage, shows, type Stage, until } from '../e2e/stage.ts';
import type { Look } from './walk.ts';

const CLICKS = ['unknown-type', 'same-event-twice', 'danish', 'answer-500', 'malformed-json'];
/** Of the order that the receiver refuses, the last but one. */
const ORDER = 6;
/** A product that was viewed after others were. */
const VIEWED = 5;

/** There are events, of all sorts. */
export async function walkEvents(stage: Stage, look: Look): Promise<void> {
  await onPage(stage, '/faults', async ({ page, panel }) => {
    let count = 0;
    for (const id of [...CLICKS.slice(0, 4), 'wrong-field', ...CLICKS.slice(4)]) {
      await page.click(`#${id}`);
      count += ['same-event-twice', 'danish'].includes(id) ? 2 : 1;
      await settled(panel, count);
    }
    await look('events', panel);
    await panel.evaluate(() => document.querySelector<HTMLElement>('[role=slider]')!.focus());
    for (const key of ['Home', 'ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight']) {
      await panel.press(key);
    }
    await look('time-range', panel);
    await panel.press('Escape');

    await selectEvent(panel, ORDER);
    for (const tab of ['Event', 'Batch', 'Request', 'Response']) {
      await openTab(panel, tab);
      await look(tab.toLowerCase(), panel);
    }
    await selectEvent(panel, VIEWED);
    await panel.press('c');
    await shows(panel, 'changed');
    await look('comparison', panel);
    await clickByName(panel, 'button', 'Close the comparison');
    await selectEvent(panel, ORDER);
    await clickByName(panel, 'button', 'Capture:');
    await shows(panel, 'What was watched of this page');
    await look('coverage', panel);
    await clickByName(panel, 'button', 'Close');
    await walkFilter(panel, look);
  });
}

async function walkFilter(panel: Panel, look: Look): Promise<void> {
  await panel.type('.filter', 'type:');
  await shows(panel, 'ProductSneezedAt');
  await look('completion', panel);
  await panel.press('Escape');
  await until(() => panel.evaluate(() => document.querySelector('[role=listbox]') === null));
  await panel.press('Escape');
  const isEmpty = () => document.querySelector<HTMLInputElement>('.filter')!.value === '';
  await until(() => panel.evaluate(isEmpty));
  await panel.type('.filter', 'type:OrderCreated status:much');
  await shows(panel, 'The last good filter stays in force');
  await look('filter-fault', panel);
  await clickByName(panel, 'button', 'Clear filter');
  await panel.type('.filter', 'type:OrderCreated totalPrice>99999 ');
  await shows(panel, 'No event matches the filter');
  await look('nothing-matches', panel);
  await clickByName(panel, 'button', 'Clear filter');
}
