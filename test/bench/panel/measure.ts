import path from 'node:path';
import type { Page, Panel } from '../../e2e/drivers/driver.ts';
import type { Browser } from '../../e2e/drivers/find-browser.ts';
import { settled } from '../../e2e/panel-rows.ts';
import { type Stage, until } from '../../e2e/stage.ts';
import { onStage } from '../../start/stage.ts';
import { makeCalls } from '../calls.ts';
import { EVENTS_PER_BATCH } from '../checks/traffic.ts';
import { copyExtension } from '../extension-copy.ts';

/** Bytes, where the browser tells. */
export interface Memory {
  /** That the panel's own scripts have in use. */
  heap: number;
  /** Of the whole process, in which its Worker and the background are as well. */
  process: number;
}

export interface PanelCost {
  /** Milliseconds since the panel's document began. */
  firstRows: number;
  ready: number;
  /** Milliseconds from each keystroke in the filter to the list as it is then. */
  keystrokes: number[];
  scroll: { dropped: number; blank: number; frames: number };
  nodes: number;
  memory: Memory;
}

/** Patience with large sessions on a busy machine, in milliseconds. */
const PATIENCE = 300_000;
/** What is typed letter by letter, and taken back. */
const TYPED = ['skaljakke', 'ord-9', 'type:order', 'totalPrice>100', 'vandtæt'];

/** Runs on a stage whose extension has the probe in its panel, and the page that fills the log. */
export async function onBenchStage<T>(browser: Browser, run: (stage: Stage) => Promise<T>) {
  const copy = await copyExtension(browser);
  try {
    await copy.addPage(path.join(import.meta.dirname, 'fill.ts'), 'fill');
    await copy.addBefore(path.join(import.meta.dirname, 'probe.ts'), 'panel.html');
    return await onStage(browser, run, copy.folder);
  } finally {
    await copy.remove();
  }
}

/** What a panel costs that is opened on a session of so many batches. */
export async function measurePanel(browser: Browser, batches: number): Promise<PanelCost> {
  return onBenchStage(browser, async ({ driver, receiver, shop }) => {
    const page = await driver.newPage(`${shop.url}/faults`); // which sends nothing by itself
    const first = await page.openPanel();
    await makeCalls(page, receiver.endpoint, 1);
    await settled(first, 1);
    await first.close();
    const filler = await driver.extensionPage(`fill.html?batches=${batches}`);
    await until(() => isFilled(filler), undefined, PATIENCE);
    await filler.close();
    return measureOpening(page, batches * EVENTS_PER_BATCH + 1);
  });
}

async function isFilled(filler: Page): Promise<boolean> {
  const told: Partial<Record<string, string>> = await filler.evaluate(() =>
    Object.fromEntries(Object.entries(document.documentElement.dataset)),
  );
  if (told['failed'] !== undefined) throw new Error(told['failed']);
  return told['measured'] !== undefined;
}

async function measureOpening(page: Page, events: number): Promise<PanelCost> {
  const panel = await page.openPanel();
  const counted = async () => (await noted(panel)).count === events;
  await until(counted, () => noted(panel), PATIENCE);
  const { firstRows, ready } = await noted(panel);
  const keystrokes: number[] = [];
  for (const text of TYPED) keystrokes.push(...(await act<number[]>(panel, 'type', text)));
  const scroll = await act<PanelCost['scroll']>(panel, 'scroll');
  return { firstRows, ready, keystrokes, scroll, ...(await atRest(panel)) };
}

/** What a panel takes when all is done. */
export async function atRest(panel: Panel): Promise<{ nodes: number; memory: Memory }> {
  const { nodes, heap } = await act<{ nodes: number; heap: number | null }>(panel, 'rest');
  return { nodes, memory: { heap: heap ?? NaN, process: (await panel.memory?.()) ?? NaN } };
}

/** What the probe has noted so far. */
export async function noted(panel: Panel) {
  return panel.evaluate(() => {
    const { first, count, counted, longest } = document.documentElement.dataset;
    return {
      firstRows: Number(first),
      count: Number(count),
      ready: Number(counted),
      longest: Number(longest ?? NaN),
      origin: performance.timeOrigin,
    };
  });
}

/** Has the probe do something, and returns what came of it. */
export async function act<T>(panel: Panel, action: string, argument = ''): Promise<T> {
  await panel.evaluate(
    (detail) => {
      document.dispatchEvent(new CustomEvent('bench', { detail }));
    },
    JSON.stringify([action, argument]),
  );
  const done = () => panel.evaluate(() => document.documentElement.dataset['done'] ?? '');
  await until(async () => (await done()) !== '', undefined, PATIENCE);
  return JSON.parse(await done()) as T; // as the probe wrote it
}
