import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from '../e2e/drivers/find-browser.ts';
import { onStage } from '../start/stage.ts';
import { makeCalls } from './calls.ts';
import { readPaints, watchPaints } from './painted.ts';

const WARM_UP = 5;

/** Milliseconds from each of a page's calls to its row being painted in the open panel. */
export function timeCallToPaint(browser: Browser, count: number): Promise<number[]> {
  return onStage(browser, async ({ driver, receiver, shop }) => {
    const page = await driver.newPage(`${shop.url}/faults`); // which sends nothing by itself
    const panel = await page.openPanel();
    await watchPaints(panel);
    const calls = await makeCalls(page, receiver.endpoint, WARM_UP + count);
    await sleep(1000);
    const paints = await readPaints(panel);
    return calls
      .map((call, i) => (paints[`bench-${i}`] ?? NaN) - call)
      .slice(WARM_UP)
      .filter((time) => !Number.isNaN(time));
  });
}
