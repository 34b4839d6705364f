import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from '../e2e/drivers/find-browser.ts';
import { startReceiver } from '../receiver/receiver.ts';
import { startShop } from '../shop/shop.ts';
import { launchBrowser } from '../start/launch.ts';
import { makeCalls } from './calls.ts';
import { readPaints, watchPaints } from './painted.ts';

const WARM_UP = 5;

/** Milliseconds from each of a page's calls to its row being painted in the open panel. */
export async function timeCallToPaint(browser: Browser, count: number): Promise<number[]> {
  await using started = new AsyncDisposableStack();
  const receiver = await startReceiver();
  started.defer(() => receiver.close());
  const shop = await startShop({ receiver: receiver.endpoint });
  started.defer(() => shop.close());
  const driver = await launchBrowser(browser, true);
  started.defer(() => driver.close());

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
}
