import { expect, test } from 'vitest';
import type { Panel, Scriptable } from '../drivers/driver.ts';
import { clickByName, eventRows, settled } from '../panel-rows.ts';
import { onPage, shows, type Stage, until } from '../stage.ts';

/** How a user goes through the list. */
export function listSpecs(stage: () => Stage): void {
  test('the list selects, folds, and has the columns and the batches that are asked for, by keys and mouse', async () => {
    const { driver } = stage();
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await page.click('#danish');
      await settled(panel, 2);
      await page.click('#unknown-type');
      await settled(panel, 3);

      await panel.click('.line.event');
      await selects(panel, [0]);
      await panel.press('Shift+ArrowDown');
      await shows(panel, '2 selected');
      await selects(panel, [0, 1]);
      await clickWith(panel, 2, { ctrlKey: true });
      await shows(panel, '3 selected');
      await clickWith(panel, 1, { ctrlKey: true });
      await selects(panel, [0, 2]);
      await clickWith(panel, 1, {});
      await clickWith(panel, 2, { shiftKey: true });
      await selects(panel, [1, 2]);
      await panel.press('Control+a');
      await shows(panel, '3 selected');

      // Enter leads to the detail; without it, the keys go on from where they were.
      await panel.press('Home');
      await panel.press('ArrowDown');
      await until(() => panel.evaluate(() => document.querySelector('.detail') !== null));
      await panel.press('Enter');
      await until(() => panel.evaluate(() => document.activeElement?.role === 'tab'));
      await clickByName(panel, 'button', 'Close');
      await until(() => panel.evaluate(() => document.activeElement?.role === 'treegrid'));
      await selects(panel, []);
      await panel.press('ArrowDown');
      await selects(panel, [2]);

      await clickByName(panel, 'button', 'Choose columns');
      await clickByName(panel, 'checkbox', 'query');
      await clickByName(panel, 'checkbox', 'Values');
      await panel.press('Escape');
      await until(async () => (await headings(panel)).join() === 'Time,Key,Type,Status,query');
      await until(async () => (await fieldCells(panel)).some((text) => text !== ''));
      const cells = await fieldCells(panel);
      expect(cells.map((text) => text.slice(0, 14))).toEqual(['rødgrød på Ærø', '', '']);
      await focusResizer(panel, 'query');
      const width = await widthOf(panel, 'query');
      await panel.press('ArrowRight');
      await until(async () => (await widthOf(panel, 'query')) === width + 10);
      await until(
        async () => (await driver.background.evaluate(storedColumns)) === `query ${width + 10}`,
      );
      await clickByName(panel, 'button', 'Choose columns');
      // What is chosen in stays, though the list may have become empty meanwhile.
      await panel.evaluate(writeFilter, 'nothing');
      await until(async () => (await eventRows(panel)).length === 0);
      await clickByName(panel, 'button', 'The usual ones');
      await panel.evaluate(writeFilter, '');
      await panel.press('Escape');
      await until(() => panel.evaluate(() => document.querySelector('dialog') === null));
      await until(async () => (await headings(panel)).join() === 'Time,Key,Type,Values,Status');

      await panel.evaluate(() => document.querySelector<HTMLElement>('[role=treegrid]')!.focus());
      await panel.press('Home');
      await selects(panel, [0]);
      await panel.press('ArrowLeft');
      await until(async () => (await active(panel)).text.includes('3 events'));
      await panel.press('ArrowLeft');
      await until(async () => (await eventRows(panel)).length === 0);
      await until(async () => (await active(panel)).expanded === 'false');
      // What is looked at stays open, though its line is folded away.
      expect(await panel.evaluate(() => document.querySelector('[role=tabpanel]') !== null)).toBe(
        true,
      );
      await panel.press('ArrowRight');
      await settled(panel, 3);
      await until(async () => (await active(panel)).expanded === 'true');
      await panel.press('End');
      await selects(panel, [2]);

      await clickByName(panel, 'checkbox', 'By batch');
      expect((await settled(panel, 2)).map(({ type }) => type)).toEqual(['2 events', '1 event']);
      await panel.click('.line.event');
      await selects(panel, [0]);
      await clickByName(panel, 'checkbox', 'By batch');
      await settled(panel, 3);
      await selects(panel, [0]);
    });
  });

  test('beside the page time, type and status stand in columns, whatever marks a row has', async () => {
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await page.click('#unknown-type');
      await settled(panel, 1);
      await page.click('#same-event-twice');
      await settled(panel, 3);
      await panel.resize(360, 700);
      const types = () => cellsOf(panel, 'type');
      await until(async () => (await types()).every(({ width }) => width > 60), types);
      for (const name of ['time', 'type', 'outcome']) {
        const cells = await cellsOf(panel, name);
        expect(new Set(cells.map(({ left }) => left)).size).toBe(1);
        expect(cells.every(({ isInView }) => isInView)).toBe(true);
      }
      const whole = [...(await cellsOf(panel, 'time')), ...(await cellsOf(panel, 'outcome'))];
      expect(whole.every(({ isCut }) => !isCut)).toBe(true);
      // Their widths are given there: what would change nothing is not offered.
      expect(await panel.evaluate(resizable)).not.toContain('Type');
      await panel.resize(1100, 700);
      await until(async () => (await panel.evaluate(resizable)).includes('Type'));
    });
  });

  test('columns that have no room side by side stay legible and as wide as they are made, and the list scrolls sideways', async () => {
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await page.click('#unknown-type');
      await settled(panel, 1);
      for (const name of ['Page', 'Receiver', 'Duration']) {
        await clickByName(panel, 'button', 'Choose columns');
        await clickByName(panel, 'checkbox', name);
        await panel.press('Escape');
      }
      await until(async () => (await headings(panel)).length === 8);
      expect(await panel.evaluate(sideways)).toBe(0);

      await panel.resize(360, 700);
      await until(async () => (await panel.evaluate(sideways)) > 0);
      for (const name of ['type', 'page', 'host', 'duration']) {
        const [cell] = await cellsOf(panel, name);
        expect(cell!.width).toBeGreaterThanOrEqual(name === 'type' ? 64 : 56);
      }
      // What leads to other columns is where it was.
      expect(await panel.evaluate(isChoiceInView)).toBe(true);

      await panel.resize(620, 700);
      await focusResizer(panel, 'Page');
      // From what is seen, which is less than usual there.
      const drawn = (await cellsOf(panel, 'page'))[0]!.width;
      expect(drawn).toBeLessThan(160);
      for (let step = 0; step < 12; step += 1) await panel.press('ArrowRight');
      const wanted = await widthOf(panel, 'Page');
      expect(wanted).toBe(Math.round(drawn) + 120);
      await until(async () => (await cellsOf(panel, 'page'))[0]!.width === wanted);
      await panel.evaluate(() => document.querySelector('[role=treegrid]')!.scrollTo(1000, 0));
      const [last] = await cellsOf(panel, 'duration');
      expect(last!.isInView).toBe(true);
      const [heading, cell] = await panel.evaluate(() =>
        ['.columns .duration', '.line .duration'].map(
          (one) => document.querySelector(one)!.getBoundingClientRect().left,
        ),
      );
      expect(heading).toBe(cell);
      await panel.resize(1100, 700);
      await clickByName(panel, 'button', 'Choose columns');
      await clickByName(panel, 'button', 'The usual ones');
      await panel.press('Escape');
      await until(async () => (await headings(panel)).length === 5);
    });
  });

  test('the list follows its end until the user leaves it, and says how many have come since', async () => {
    const { receiver } = stage();
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      const send = (count: number) => sendEvents(page, receiver.endpoint, count);
      await send(80);
      await shows(panel, '80 events');
      await until(() => atEnd(panel));
      await scrollTo(panel, 300);
      await until(() => hasButton(panel, 'To the end'));
      await send(3);
      await shows(panel, '3 new');
      expect(await panel.evaluate(scrolled)).toBe(300);
      await clickByName(panel, 'button', 'To the end');
      await until(() => atEnd(panel));
      await send(2);
      await shows(panel, '85 events');
      await until(() => atEnd(panel));
      expect(await hasButton(panel, 'To the end')).toBe(false);
      // From the end to the beginning, whose lines are not held, and on from there.
      await panel.click('.line.event:last-child');
      await panel.press('Home');
      await until(async () => (await panel.evaluate(scrolled)) < 100);
      await panel.press('ArrowDown');
      await selects(panel, [1]);
    });
  });

  test('what is looked at stays in view as the filter is written and cleared', async () => {
    const { receiver } = stage();
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await sendEvents(page, receiver.endpoint, 40);
      await page.click('#unknown-type');
      await shows(panel, '41 events');
      await sendEvents(page, receiver.endpoint, 60);
      await shows(panel, '101 events');
      await panel.type('input.filter', 'sneezed');
      await settled(panel, 1);
      await panel.click('.line.event');
      await selects(panel, [0]);
      await panel.evaluate(writeFilter, '');
      await shows(panel, '101 events');
      const inView = () => panel.evaluate(isSelectedInView);
      await until(inView);
      await panel.evaluate(writeFilter, 'type:viewed');
      await shows(panel, '100 of 101 events');
      await panel.evaluate(writeFilter, '');
      await until(inView);
    });
  });

  test('a long list above its detail scrolls by itself, in a wide panel as well', async () => {
    const { receiver } = stage();
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await sendEvents(page, receiver.endpoint, 200);
      await shows(panel, '200 events');
      await panel.click('.line.event');
      await clickByName(panel, 'button', 'Place of the detail');
      await clickByName(panel, 'menuitemradio', 'Below the list');
      const seen = () =>
        panel.evaluate(() => {
          const [list, detail] = ['.list', '.detail-box'].map((one) =>
            document.querySelector(one)!.getBoundingClientRect(),
          );
          return { list: list!.height, isIn: detail!.bottom <= innerHeight };
        });
      await until(async () => {
        const { list, isIn } = await seen();
        return list > 60 && list < 500 && isIn;
      }, seen);
      await panel.evaluate(() => document.querySelector<HTMLElement>('[role=treegrid]')!.focus());
      for (const [key, isThere] of [
        ['End', (top: number) => top > 3000],
        ['Home', (top: number) => top < 50],
      ] as const) {
        await panel.press(key);
        await until(async () => isThere(await panel.evaluate(scrolled)));
        await until(() => panel.evaluate(isSelectedInView));
      }
      await clickByName(panel, 'button', 'Place of the detail');
      await clickByName(panel, 'menuitemradio', 'By the width of the panel');
    });
  });

  test('the list keeps its place as events come in above what is in view', async () => {
    const { receiver } = stage();
    await onPage(stage(), '/checkout', async ({ page, panel }) => {
      const frame = page.frame('#checkout');
      await until(() => frame.evaluate(() => 'ready' in document.documentElement.dataset));
      await sendEvents(page, receiver.endpoint, 1);
      await sendEvents(frame, receiver.endpoint, 80);
      await shows(panel, '81 events');
      await until(() => atEnd(panel));
      await scrollTo(panel, 600);
      await until(() => hasButton(panel, 'To the end'));
      const before = await firstInView(panel);
      // Of the page, whose visit began before its frame's.
      for (const [count, sum] of [
        [1, 82],
        [300, 382],
      ] as const) {
        await sendEvents(page, receiver.endpoint, count);
        await shows(panel, `${sum} events`);
        await until(
          async () => (await panel.evaluate(scrolled)) === 600 + (sum - 81) * 22,
          () => panel.evaluate(scrolled),
        );
        expect(await firstInView(panel)).toEqual(before);
      }
    });
  });

  test('keys that the panel has a use for are kept from DevTools, and others are not', async () => {
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await page.click('#danish');
      await settled(panel, 2);
      // DevTools listens there as well: Escape would open its drawer, Ctrl+F its search.
      await panel.evaluate(() => {
        document.addEventListener('keydown', ({ key }) => (document.body.dataset['heard'] += key));
        document.body.dataset['heard'] = '';
      });
      const heard = () => panel.evaluate(() => document.body.dataset['heard']);

      await panel.click('.line.event');
      await selects(panel, [0]);
      await panel.press('Escape');
      await selects(panel, []);
      await panel.press('Control+f');
      await until(() => panel.evaluate(() => document.activeElement?.role === 'combobox'));
      await panel.press('Escape');
      await until(() => panel.evaluate(() => document.activeElement?.role !== 'combobox'));
      await panel.press('?');
      await until(() => panel.evaluate(() => document.querySelector('dialog[open]') !== null));
      await panel.press('Control+f');
      await panel.press('Escape');
      await until(() => panel.evaluate(() => document.querySelector('dialog') === null));
      expect((await heard())?.replaceAll('Control', '')).toBe('');

      await panel.press('F9');
      await until(async () => (await heard())?.endsWith('F9') === true, heard);
    });
  });
}

/** Runs in the panel: the event that is selected is drawn where it can be seen. */
function isSelectedInView(): boolean {
  const box = document.querySelector('[role=treegrid]')!.getBoundingClientRect();
  const line = document.querySelector('.line[aria-selected=true]')?.getBoundingClientRect();
  return line !== undefined && line.top >= box.top && line.bottom <= box.bottom;
}

/** Runs in the panel: a dialog keeps a user from the filter, but not what comes and goes. */
function writeFilter(text: string): void {
  const field = document.querySelector<HTMLInputElement>('input.filter')!;
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

/** Waits until just these of the events that are drawn are selected, from 0. */
function selects(panel: Panel, wanted: number[]): Promise<void> {
  const now = () => selected(panel);
  return until(async () => (await now()).join() === wanted.join(), now);
}

function selected(panel: Panel): Promise<number[]> {
  return panel.evaluate(() =>
    [...document.querySelectorAll('.line.event')].flatMap((row, at) =>
      row.ariaSelected === 'true' ? [at] : [],
    ),
  );
}

/** Clicks an event that is drawn, from 0, with keys held. */
function clickWith(
  panel: Panel,
  index: number,
  keys: { ctrlKey?: boolean; shiftKey?: boolean },
): Promise<void> {
  return panel.evaluate(
    (index, keys) => {
      const row = [...document.querySelectorAll('.line.event')][index];
      row!.dispatchEvent(new MouseEvent('click', { bubbles: true, ...keys }));
    },
    index,
    keys,
  );
}

/** The line that the keys act on, as assistive technology is told. */
function active(panel: Panel) {
  return panel.evaluate(() => {
    const grid = document.querySelector('[role=treegrid]')!;
    const line = document.getElementById(grid.getAttribute('aria-activedescendant') ?? '');
    return { text: line?.textContent ?? '', expanded: line?.ariaExpanded ?? null };
  });
}

/** What the columns are headed by, in their order. */
function headings(panel: Panel): Promise<string[]> {
  return panel.evaluate(() =>
    [...document.querySelectorAll('[role=columnheader].column')].map(
      ({ textContent }) => textContent,
    ),
  );
}

/** What the events have in the column of a field. */
function fieldCells(panel: Panel): Promise<string[]> {
  return panel.evaluate(() =>
    [...document.querySelectorAll('.line.event .field')].map(({ textContent }) => textContent),
  );
}

/** Where the cells of a column are, in CSS pixels. */
function cellsOf(panel: Panel, column: string) {
  return panel.evaluate((column) => {
    const { right } = document.querySelector('[role=treegrid]')!.getBoundingClientRect();
    return [...document.querySelectorAll(`.line.event .${column}`)].map((cell) => {
      const box = cell.getBoundingClientRect();
      const isCut = cell.scrollWidth > cell.clientWidth;
      return { left: box.left, width: box.width, isInView: box.right <= right, isCut };
    });
  }, column);
}

/** Runs in the panel: CSS pixels that the list can be scrolled by, to the side. */
function sideways(): number {
  const { scrollWidth, clientWidth } = document.querySelector('[role=treegrid]')!;
  return scrollWidth - clientWidth;
}

/** Runs in the panel. */
function isChoiceInView(): boolean {
  const { right } = document.querySelector('[role=treegrid]')!.getBoundingClientRect();
  return document.querySelector('.choose button')!.getBoundingClientRect().right <= right;
}

/** Titles of the columns that offer to be made wider. */
function resizable(): string[] {
  return [...document.querySelectorAll('[role=columnheader]')].flatMap((column) => {
    const resizer = column.querySelector('[role=separator]');
    return resizer?.checkVisibility() ? [column.querySelector('bdi')!.textContent] : [];
  });
}

function widthOf(panel: Panel, column: string): Promise<number> {
  return panel.evaluate(
    (name) =>
      Number(document.querySelector(`[role=separator][aria-label="${name}"]`)?.ariaValueNow),
    `Width of ${column}`,
  );
}

function focusResizer(panel: Panel, column: string): Promise<void> {
  return panel.evaluate(
    (name) =>
      document.querySelector<HTMLElement>(`[role=separator][aria-label="${name}"]`)!.focus(),
    `Width of ${column}`,
  );
}

/** Runs in the background: the last of the columns that are remembered. */
async function storedColumns(): Promise<string> {
  const { settings } = await (globalThis.browser ?? globalThis.chrome).storage.local.get(
    'settings',
  );
  const { columns } = settings as { columns: { id: string; width: number }[] };
  const last = columns.at(-1);
  return `${last?.id.replace('field:', '')} ${last?.width}`;
}

function sendEvents(view: Scriptable, endpoint: string, count: number): Promise<void> {
  return view.evaluate(
    async (endpoint, count) => {
      const events = Array.from({ length: count }, () => ({
        eventType: 'ProductViewed',
        eventId: crypto.randomUUID(),
        timestamp: new Date().toISOString(),
        productId: 'A-1',
      }));
      const body = JSON.stringify({ instrumentationKey: 'k', events });
      await fetch(endpoint, { method: 'POST', body, mode: 'no-cors' });
    },
    endpoint,
    count,
  );
}

/** The first line that is in view, and where. */
function firstInView(panel: Panel): Promise<{ id: string; top: number }> {
  return panel.evaluate(() => {
    const grid = document.querySelector('[role=treegrid]')!.getBoundingClientRect();
    const { left, top } = grid;
    // Below the headings of the columns.
    const line = document.elementFromPoint(left + 40, top + 33)!.closest('[role=row]')!;
    return { id: line.id, top: Math.round(line.getBoundingClientRect().top) };
  });
}

function scrolled(): number {
  return document.querySelector('[role=treegrid]')!.scrollTop;
}

function scrollTo(panel: Panel, top: number): Promise<void> {
  return panel.evaluate((top) => {
    document.querySelector('[role=treegrid]')!.scrollTop = top;
  }, top);
}

function atEnd(panel: Panel): Promise<boolean> {
  return panel.evaluate(() => {
    const { scrollTop, clientHeight, scrollHeight } = document.querySelector('[role=treegrid]')!;
    const last = [...document.querySelectorAll('[role=row][aria-rowindex]')].at(-1);
    const count = document.querySelector('[role=treegrid]')!.ariaRowCount;
    return scrollTop + clientHeight > scrollHeight - 2 && last?.ariaRowIndex === count;
  });
}

function hasButton(panel: Panel, name: string): Promise<boolean> {
  return panel.evaluate(
    (name) =>
      [...document.querySelectorAll('button')].some(({ innerText }) => innerText.includes(name)),
    name,
  );
}
