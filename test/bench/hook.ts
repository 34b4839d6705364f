import type { Page } from '../e2e/drivers/driver.ts';
import type { Browser } from '../e2e/drivers/find-browser.ts';
import { until } from '../e2e/stage.ts';
import { startReceiver } from '../receiver/receiver.ts';
import { startShop } from '../shop/shop.ts';
import { launchBrowser } from '../start/launch.ts';
import { percentile } from './percentile.ts';

/** What one page's own calls take; microseconds of the page's main thread, milliseconds to load. */
export interface PageCost {
  /** The synchronous part of a `fetch` that goes elsewhere. */
  elsewhere: number;
  /** That of a `fetch` to the endpoint. */
  endpoint: number;
  /** From the document's beginning until its content is there. */
  load: number;
}

export interface HookCost {
  unwatched: PageCost;
  watched: PageCost;
  /** Messages that the background got while the page made requests that are none of ours. */
  woken: number;
}

const LOADS = 15;

/** What being watched costs a page of the shop, in the same browser, the same page unwatched beside it. */
export async function measureHook(browser: Browser): Promise<HookCost> {
  await using started = new AsyncDisposableStack();
  const receiver = await startReceiver();
  started.defer(() => receiver.close());
  const shop = await startShop({ receiver: receiver.endpoint });
  started.defer(() => shop.close());
  const driver = await launchBrowser(browser, true);
  started.defer(() => driver.close());

  const page = await driver.newPage(`${shop.url}/bench`);
  const unwatched = await costOf(page);
  const panel = await page.openPanel();
  await until(() => panel.evaluate(() => document.body.innerText.includes('Recording')));
  const watched = await costOf(page);

  await driver.background.evaluate(countMessages);
  await page.goto(`${shop.url}/bench?busy`);
  await noted(page);
  const woken = await driver.background.evaluate(() => Number(Reflect.get(globalThis, 'counted')));
  return { unwatched, watched, woken };
}

async function costOf(page: Page): Promise<PageCost> {
  const url = await page.url();
  const loads: number[] = [];
  const costs: Omit<PageCost, 'load'>[] = [];
  for (let load = 0; load < LOADS; load += 1) {
    await page.goto(url);
    const { elsewhere, endpoint, load: time } = await noted(page);
    costs.push({ elsewhere, endpoint });
    loads.push(time);
  }
  const median = (values: number[]) => percentile(values, 0.5);
  return {
    elsewhere: median(costs.map(({ elsewhere }) => elsewhere)),
    endpoint: median(costs.map(({ endpoint }) => endpoint)),
    load: median(loads),
  };
}

/** What the page itself has measured, see `test/shop/browser/bench-page.ts`. */
async function noted(page: Page): Promise<PageCost> {
  await until(() => page.evaluate(() => 'measured' in document.documentElement.dataset));
  const text = await page.evaluate(() => document.documentElement.dataset['measured'] ?? '');
  return JSON.parse(text) as PageCost; // as the page wrote it
}

/** Runs in the background, once its page has told what it is: from then on there is nothing to tell. */
function countMessages(): void {
  const { runtime } = globalThis.browser ?? globalThis.chrome;
  Reflect.set(globalThis, 'counted', 0);
  runtime.onMessage.addListener((message: unknown) => {
    const sightings: unknown = Reflect.get(Object(message), 'sightings');
    if (!Array.isArray(sightings)) return;
    const calls = sightings.filter(({ seen }) => seen.kind !== 'document');
    Reflect.set(globalThis, 'counted', Number(Reflect.get(globalThis, 'counted')) + calls.length);
  });
}
