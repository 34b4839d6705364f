import type { Driver, Page } from '../e2e/drivers/driver.ts';
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

/** What the hook costs a page of the shop, in the same browser, the same page without it beside it. */
export async function measureHook(browser: Browser): Promise<HookCost> {
  await using started = new AsyncDisposableStack();
  const receiver = await startReceiver();
  started.defer(() => receiver.close());
  const shop = await startShop({ receiver: receiver.endpoint });
  started.defer(() => shop.close());
  const driver = await launchBrowser(browser, true);
  started.defer(() => driver.close());

  // DevTools is open in both cases: it slows pages down by itself.
  const page = await driver.newPage(`${shop.url}/bench`);
  await page.openPanel();
  await switchHook(driver, [shop.url]);
  const unwatched = await costOf(page);
  await switchHook(driver, []);
  const watched = await costOf(page);

  await driver.background.evaluate(countMessages);
  await page.goto(`${shop.url}/bench?busy`);
  await noted(page);
  const woken = await driver.background.evaluate(async () => {
    const { counted } = await (globalThis.browser ?? globalThis.chrome).storage.session.get(
      'counted',
    );
    return Number(counted);
  });
  return { unwatched, watched, woken };
}

/** Resolves when the browser knows for which sites the hook is off. */
async function switchHook({ background }: Driver, hookOff: string[]): Promise<void> {
  await background.evaluate(async (hookOff) => {
    await (globalThis.browser ?? globalThis.chrome).storage.local.set({ settings: { hookOff } });
  }, hookOff);
  await until(() =>
    background.evaluate(async (excluded) => {
      const { scripting } = globalThis.browser ?? globalThis.chrome;
      const [hook] = await scripting.getRegisteredContentScripts({ ids: ['hook'] });
      return hook !== undefined && (hook.excludeMatches?.length ?? 0) === excluded;
    }, hookOff.length),
  );
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
  const { runtime, storage } = globalThis.browser ?? globalThis.chrome;
  let counted = 0;
  void storage.session.set({ counted });
  runtime.onMessage.addListener((message: unknown) => {
    const sightings: unknown = Reflect.get(Object(message), 'sightings');
    if (!Array.isArray(sightings)) return;
    counted += sightings.filter(({ seen }) => seen.kind !== 'document').length;
    void storage.session.set({ counted });
  });
}
