import type { Panel } from './drivers/driver.ts';
import { until } from './stage.ts';

/** A row of the list as a user reads it. */
export interface Row {
  kind: 'visit' | 'route' | 'event' | 'other';
  text: string;
  type: string;
  key: string;
  brief: string;
  outcome: string;
  sign: string;
}

/** The rows of the list from top to bottom, scrolled through where they do not fit. */
export function rowsOf(panel: Panel): Promise<Row[]> {
  return panel.evaluate(async () => {
    const grid = document.querySelector<HTMLElement>('[role=treegrid]')!;
    const rows = new Map<number, Row>();
    const rowHeight = 22;
    // The headings of the columns are a row as well.
    const count = Number(grid.getAttribute('aria-rowcount')) - 1;
    const before = grid.scrollTop;
    for (let top = 0; rows.size < count && top <= count * rowHeight; top += grid.clientHeight) {
      grid.scrollTop = top;
      await new Promise((resolve) => setTimeout(resolve, 30));
      for (const row of grid.querySelectorAll('.line[aria-rowindex]')) {
        const cell = (name: string) => row.querySelector(`.${name}`)?.textContent.trim() ?? '';
        const kind = (['visit', 'route', 'event'] as const).find((one) =>
          row.classList.contains(one),
        );
        rows.set(Number(row.getAttribute('aria-rowindex')), {
          kind: kind ?? 'other',
          text: row.textContent.trim(),
          type: cell('type'),
          key: cell('key-name'),
          brief: cell('brief'),
          outcome: cell('outcome'),
          sign: row.querySelector('.sign [role=img]')?.getAttribute('aria-label') ?? '',
        });
      }
    }
    grid.scrollTop = before;
    return [...rows].toSorted(([a], [b]) => a - b).map(([, row]) => row);
  });
}

export async function eventRows(panel: Panel): Promise<Row[]> {
  return (await rowsOf(panel)).filter(({ kind }) => kind === 'event');
}

/**
 * Waits until there are so many events and each has its outcome, and no more than these.
 *
 * @param patience milliseconds
 */
export async function settled(panel: Panel, count: number, patience?: number): Promise<Row[]> {
  await until(
    async () => {
      const rows = await eventRows(panel);
      return rows.length === count && rows.every(({ outcome }) => outcome !== 'pending');
    },
    () => eventRows(panel),
    patience,
  );
  return eventRows(panel);
}

/** Types of the events under each heading, in order: what stands where. */
export async function outline(panel: Panel): Promise<[heading: string, types: string[]][]> {
  const groups: [string, string[]][] = [];
  for (const row of await rowsOf(panel)) {
    if (row.kind === 'visit' || row.kind === 'route') groups.push([row.text, []]);
    else groups.at(-1)?.[1].push(row.type);
  }
  return groups;
}

/** Selects the n-th event (from 0) with the arrow keys, as a user of the keyboard would. */
export async function selectEvent(panel: Panel, index: number, patience?: number): Promise<void> {
  await panel.evaluate((position) => {
    const grid = document.querySelector<HTMLElement>('[role=treegrid]')!;
    grid.focus();
    const steps = Array.from({ length: position }, () => 'ArrowDown');
    for (const key of ['Escape', 'Home', ...steps]) {
      grid.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    }
  }, index);
  const isShown = () => panel.evaluate(() => document.querySelector('[role=tabpanel]') !== null);
  await until(isShown, undefined, patience);
}

export async function openTab(panel: Panel, name: string): Promise<string> {
  await clickByName(panel, 'tab', name);
  return detailText(panel);
}

export function detailText(panel: Panel): Promise<string> {
  return panel.evaluate(
    () => document.querySelector<HTMLElement>('[role=tabpanel]')?.innerText ?? '',
  );
}

type Role =
  | 'button'
  | 'tab'
  | 'checkbox'
  | 'menuitem'
  | 'menuitemradio'
  | 'radio'
  | 'row'
  | 'treeitem';

/** Clicks the one visible element of a role by its name, as a user would find it. */
export async function clickByName(
  panel: Pick<Panel, 'evaluate' | 'click'>,
  role: Role,
  name: string,
): Promise<void> {
  const mark = 'data-test-target';
  await until(() =>
    panel.evaluate(
      (role, name, mark) => {
        for (const old of document.querySelectorAll(`[${mark}]`)) old.removeAttribute(mark);
        const native = {
          button: 'button:not([role])',
          tab: '[role=tab]',
          menuitem: '[role=menuitem]',
          menuitemradio: '[role=menuitemradio]',
          row: '[role=row]',
          treeitem: '[role=treeitem]',
          checkbox: 'input[type=checkbox]',
          radio: 'input[type=radio]',
        };
        const scope = document.querySelector('dialog[open]') ?? document;
        const found = [...scope.querySelectorAll<HTMLElement>(native[role])].filter((element) => {
          const label = element.closest('label');
          const text = element.ariaLabel ?? (label ?? element).innerText;
          return text
            .replace(/[^\p{L}\p{N}\s.…·:/-]/gu, '')
            .trim()
            .includes(name);
        });
        found[0]?.setAttribute(mark, '');
        return found.length > 0;
      },
      role,
      name,
      mark,
    ),
  );
  await panel.click(`[${mark}]`);
}
