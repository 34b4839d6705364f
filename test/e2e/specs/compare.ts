import { expect, test } from 'vitest';
import { keyA } from '../../shop/keys.ts';
import type { Page, Panel } from '../drivers/driver.ts';
import { focused, focuses } from '../keyboard.ts';
import { clickByName, detailText, openTab, selectEvent, settled } from '../panel-rows.ts';
import { onPage, shows, type Stage, until } from '../stage.ts';

const FIRST = `{"instrumentationKey":"${keyA}","events":[
  {"eventType":"OrderCreated","orderId":"1","totalPrice":100.5,"currency":"DKK",
   "lines":[{"productId":"A-1","quantity":1,"unitPrice":50},{"productId":"B-2","quantity":1}]},
  {"eventType":"ProductClicked","productId":"A-1"}]}`;
const SECOND = `{"instrumentationKey":"${keyA}","events":[
  {"currency":"kr","eventType":"OrderCreated","orderId":"2","totalPrice":100.50,
   "lines":[{"productId":"C-3","quantity":1,"unitPrice":50},{"productId":"A-1","quantity":2,"unitPrice":50}]}]}`;

/** What can be done with an event that is looked at: go through its fields, copy it, compare it. */
export function compareSpecs(stage: () => Stage): void {
  test('the fields of an event are gone through, searched and filtered by, all with the keyboard', async () => {
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await sendBoth(page, panel, stage());
      await selectEvent(panel, 2);
      // All observers have told of it: nothing is told anew meanwhile.
      const request = () => openTab(panel, 'Request');
      await until(async () => /network, page, devtools/i.test(await request()), request);
      await openTab(panel, 'Event');
      await clickByName(panel, 'treeitem', 'eventType');
      for (const key of ['End', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft'])
        await panel.press(key);
      await until(
        async () => (await fields(panel)).at(-1) === 'lines',
        () => fields(panel),
      );
      await until(async () => (await focused(panel)).name === 'lines');
      await panel.press('ArrowRight');
      await until(async () => (await fields(panel)).at(-1) === '1');
      expect(await fields(panel)).toEqual(
        'currency,eventType,orderId,totalPrice,lines,0,productId,quantity,unitPrice,1'.split(','),
      );

      await panel.press('Control+f');
      await panel.type('#tree-search', 'productid');
      await shows(panel, '1 of 2');
      await panel.press('Enter');
      await shows(panel, '2 of 2');
      await until(async () => (await current(panel)) === 'productId "A-1"');
      await panel.evaluate(() =>
        document.querySelector<HTMLElement>('[role=treeitem][aria-current]')!.focus(),
      );
      await panel.press('Shift+F10');
      await clickByName(panel, 'menuitem', 'Filter out this value');
      await until(async () => (await filterText(panel)) === '-lines.productId=A-1');
      await clickByName(panel, 'button', 'Clear filter');
      await settled(panel, 3);
    });
  });

  test('one issue leads to the next, on to other events, and what is shown is copied', async () => {
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await sendBoth(page, panel, stage());
      await selectEvent(panel, 2);
      for (const issue of ['found the batch invalid', 'Not a currency code', 'not the sum']) {
        await panel.press(']');
        await focuses(panel, issue);
      }
      await panel.press(']');
      await focuses(panel, 'Missing');
      await until(async () => (await selected(panel)) === 0);
      await panel.press('[');
      await focuses(panel, 'not the sum');
      await until(async () => (await selected(panel)) === 2);
      await clickByName(panel, 'button', 'Previous issue');
      await focuses(panel, 'Not a currency code');
      await clickByName(panel, 'button', 'Next issue');
      await focuses(panel, 'not the sum');

      for (const format of ['Event as JSON', 'Request as cURL', 'Request as fetch']) {
        await clickByName(panel, 'button', 'Copy');
        await clickByName(panel, 'menuitem', format);
        await shows(panel, 'Copied');
        await clickByName(panel, 'tab', 'Source');
      }
      expect(await detailText(panel)).toContain('"totalPrice":100.50');
    });
  });

  test('an event is compared with the previous of its type, with one that is marked, and with one that is selected', async () => {
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await sendBoth(page, panel, stage());
      await selectEvent(panel, 2);
      await panel.press('c');
      await shows(panel, '3 changed · 4 added · 3 removed · 1 written otherwise');
      expect(await differences(panel)).toEqual([
        'changed orderId "1" "2"',
        'the same value, written otherwise totalPrice 100.5 100.50',
        'changed currency "DKK" "kr"',
        'lines [2] [2]',
        'added 0 {3}',
        'added productId "C-3"',
        'added quantity 1',
        'added unitPrice 50',
        '1 {3} {3}',
        'changed quantity 1 2',
        'removed 1 {2}',
        'removed productId "B-2"',
        'removed quantity 1',
      ]);
      await clickByName(panel, 'button', 'Swap sides');
      await until(async () => (await differences(panel))[0] === 'changed currency "kr" "DKK"');
      await clickByName(panel, 'button', '1 equal');
      await until(async () =>
        (await differences(panel)).includes('equal eventType "OrderCreated" "OrderCreated"'),
      );

      await selectEvent(panel, 0);
      await panel.press('m');
      await shows(panel, 'marked to compare with');
      await selectEvent(panel, 1);
      await panel.press('c');
      await shows(panel, 'No event of this type was sent before');
      await clickByName(panel, 'button', 'Close the comparison');
      await clickByName(panel, 'button', 'Compare with OrderCreated');
      await until(async () =>
        (await differences(panel)).includes('changed eventType "OrderCreated" "ProductClicked"'),
      );

      await selectEvent(panel, 1);
      await panel.press('Shift+ArrowDown');
      await shows(panel, 'Compare the two selected');
      await panel.press('c');
      await until(async () =>
        (await differences(panel)).includes('changed eventType "ProductClicked" "OrderCreated"'),
      );
    });
  });

  test('whatever goes by a key or a button, the focus is where the user goes on', async () => {
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await sendBoth(page, panel, stage());
      await selectEvent(panel, 0);
      await panel.press('Shift+ArrowDown');
      await clickByName(panel, 'button', 'Compare the two selected');
      await focuses(panel, 'Comparison');
      await until(async () => (await differences(panel)).length > 0);
      await clickByName(panel, 'button', 'Swap sides');
      await until(async () =>
        (await differences(panel)).includes('changed eventType "ProductClicked" "OrderCreated"'),
      );
      await focuses(panel, 'Swap sides');
      // What is compared outlasts a filter that hides one of the two.
      await panel.type('input.filter', 'type:order');
      await settled(panel, 2);
      expect((await differences(panel)).length).toBeGreaterThan(0);
      await clickByName(panel, 'button', 'Clear filter');
      await focuses(panel, 'Filter');
      await settled(panel, 3);
      await clickByName(panel, 'button', 'Swap sides');
      await panel.press('Escape');
      await until(() => panel.evaluate(() => document.querySelector('.comparison') === null));
      await focuses(panel, 'Events');

      // One step at a time, from the list as well.
      await selectEvent(panel, 2);
      await panel.press('c');
      await until(async () => (await differences(panel)).length > 0);
      await panel.press('Escape');
      await until(() => panel.evaluate(() => document.querySelector('.comparison') === null));
      expect(await selected(panel)).toBe(2);
      await panel.press('Escape');
      await until(() => panel.evaluate(() => document.querySelector('.detail') === null));
      await focuses(panel, 'Events');
      await panel.type('input.filter', 'type=NoSuch');
      await shows(panel, 'No event matches the filter');
      await clickByName(panel, 'button', 'NoSuch 0');
      await focuses(panel, 'Events');
      await settled(panel, 3);

      await selectEvent(panel, 2);
      await openTab(panel, 'Event');
      await clickByName(panel, 'button', 'Show in the source');
      await focuses(panel, 'Source');
      await panel.press('Escape');
      await until(() => panel.evaluate(() => document.querySelector('.detail') === null));
      await focuses(panel, 'Events');
      await selectEvent(panel, 2);
      await openTab(panel, 'Batch');
      await panel.press('Control+f');
      await focuses(panel, 'Search');
      await panel.press('Escape');
      await focuses(panel, 'Events');

      await selectEvent(panel, 2);
      await openTab(panel, 'Batch');
      await clickByName(panel, 'treeitem', 'instrumentationKey');
      await panel.press('Shift+F10');
      expect(await whyDisabled(panel, 'Filter by this value')).toContain('Keys are filtered above');
      await panel.press('Escape');
      await clickByName(panel, 'treeitem', 'orderId');
      await panel.press('Shift+F10');
      await clickByName(panel, 'menuitem', 'Filter out this value');
      await until(async () => (await filterText(panel)) === '-orderId=2');
      await settled(panel, 2);
      await focuses(panel, 'Events');
      await panel.type('input.filter', ' nowhere');
      await shows(panel, 'No event matches the filter');
      await clickByName(panel, 'button', 'Remove nowhere from the filter');
      await focuses(panel, 'Events');
      await clickByName(panel, 'button', 'Clear filter');
      await settled(panel, 3);
    });
  });

  test('the detail stands where the user wants it, and is there again', async () => {
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await sendBoth(page, panel, stage());
      await selectEvent(panel, 0);
      expect(await separator(panel)).toEqual(['vertical', '50']);
      await panel.resize(550, 700);
      await until(async () => (await separator(panel))[0] === 'horizontal');
      // Where it is low as well, there is more room beside the list.
      await panel.resize(550, 350);
      await until(async () => (await separator(panel))[0] === 'vertical');
      await until(() => panel.evaluate(isStatusInView));
      await panel.resize(1100, 700);
      await clickByName(panel, 'button', 'Place of the detail');
      await clickByName(panel, 'menuitemradio', 'Below the list');
      await panel.evaluate(() =>
        document.querySelector<HTMLElement>('main > [role=separator]')!.focus(),
      );
      await panel.press('ArrowUp');
      await until(async () => (await separator(panel)).join() === 'horizontal,55');
      await panel.press('?');
      await shows(panel, 'Compare with the previous of its type');
      await panel.press('Escape');
      await until(() => panel.evaluate(() => document.querySelector('dialog') === null));

      await panel.close();
      const again = await page.openPanel();
      await settled(again, 3);
      await selectEvent(again, 0);
      expect(await separator(again)).toEqual(['horizontal', '55']);
      await clickByName(again, 'button', 'Place of the detail');
      await clickByName(again, 'menuitemradio', 'By the width of the panel');
      await until(async () => (await separator(again))[0] === 'vertical');
    });
  });
}

async function sendBoth(page: Page, panel: Panel, { receiver }: Stage): Promise<void> {
  for (const body of [FIRST, SECOND]) {
    await page.evaluate(
      async (url, text) => {
        await fetch(url, { method: 'POST', body: text, mode: 'no-cors' });
      },
      receiver.endpoint,
      body,
    );
  }
  await settled(panel, 3);
}

/** Runs in the panel: the status bar can be seen without scrolling. */
function isStatusInView(): boolean {
  const { top, height } = document.querySelector('.status-bar')!.getBoundingClientRect();
  return Math.floor(top + height) <= innerHeight;
}

/** Why an entry of the menu can't be chosen. */
function whyDisabled(panel: Panel, text: string): Promise<string | null> {
  return panel.evaluate(
    (text) =>
      [...document.querySelectorAll('[role=menuitem][aria-disabled=true]')]
        .find(({ textContent }) => textContent.includes(text))
        ?.getAttribute('aria-description') ?? null,
    text,
  );
}

function current(panel: Panel): Promise<string | null | undefined> {
  return panel.evaluate(() => document.querySelector('[role=treeitem][aria-current]')?.ariaLabel);
}

/** The names of the fields that are seen, from top to bottom. */
function fields(panel: Panel): Promise<string[]> {
  return panel.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[role=treeitem] > .field .name')].map((name) =>
      name.innerText.trim(),
    ),
  );
}

function filterText(panel: Panel): Promise<string> {
  return panel.evaluate(
    () => document.querySelector<HTMLInputElement>('.toolbar input[role]')!.value,
  );
}

/** The rows of a comparison as they are read out, without those that are folded. */
function differences(panel: Panel): Promise<string[]> {
  return panel.evaluate(() =>
    [...document.querySelectorAll<HTMLTableRowElement>('.differences tbody tr')]
      .filter((row) => row.querySelector('th'))
      .map((row) => {
        const sign = row.querySelector('[role=img]')?.ariaLabel ?? '';
        const cells = [...row.cells].map(({ innerText }) => innerText.trim());
        const [name = '', ...values] = cells;
        return [sign, sign ? name.slice(1).trim() : name, ...values].filter(Boolean).join(' ');
      }),
  );
}

function separator(panel: Panel): Promise<string[]> {
  return panel.evaluate(() => {
    const { ariaOrientation, ariaValueNow } = document.querySelector('main > [role=separator]')!;
    return [ariaOrientation ?? '', ariaValueNow ?? ''];
  });
}

/** Which of the events is selected, from 0. */
function selected(panel: Panel): Promise<number> {
  return panel.evaluate(() =>
    [...document.querySelectorAll('.line.event')].findIndex((row) => row.ariaSelected === 'true'),
  );
}
