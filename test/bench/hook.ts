import type { Driver, Page } from '../e2e/drivers/driver.ts';
import type { Browser } from '../e2e/drivers/find-browser.ts';
import { shows, type Stage, until } from '../e2e/stage.ts';
import { onStage } from '../start/stage.ts';

/** What one of a page's own calls takes, in microseconds of the page's main thread. */
interface CallCost {
  /** Until the call has returned. */
  call: number;
  /** Until its answer has been dealt with as well. */
  whole: number;
}

export interface PageCost {
  elsewhere: CallCost;
  endpoint: CallCost;
  /** Of a small document, in milliseconds. */
  load: number;
}

export interface HookCost {
  unwatched: PageCost;
  watched: PageCost;
  /** Messages that the background got while the page made requests that are none of ours. */
  woken: number;
}

/** Loads of a page of each kind, in turn. */
const LOADS = 15;
/** Of loads with DevTools closed and open elsewhere. */
const ROUNDS = 3;

/**
 * What being watched costs a page of the shop. Calls: beside each page with the hook one without, the
 * same but for its host, with DevTools open on both, which slows pages down by itself. Loading: with
 * DevTools closed, and open on another tab. The least of all is taken: what else the machine does can
 * only add.
 */
export function measureHook(browser: Browser): Promise<HookCost> {
  return onStage(browser, measureOnStage);
}

async function measureOnStage({ driver, shop }: Stage): Promise<HookCost> {
  const at = (host: string, query = '') => `http://${host}:${shop.port}/bench${query}`;
  const unwatched: PageCost[] = [];
  const watched: PageCost[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const other = await driver.newPage(at('localhost', '?load'));
    await shows(await other.openPanel(), 'Recording');
    const page = await driver.newPage(at('localhost', '?load'));
    watched.push(...(await loadsOf(page, at('localhost', '?load'))));
    await other.close();
    await until(async () => (await driver.background.evaluate(registered)) === 0);
    unwatched.push(...(await loadsOf(page, at('localhost', '?load'))));
    await page.close();
  }
  const page = await driver.newPage(at('localhost'));
  await page.openPanel();
  await switchHook(driver, [new URL(at('127.0.0.1')).origin]);
  for (let load = 0; load < LOADS; load += 1) {
    unwatched.push(await measureOn(page, at('127.0.0.1')));
    watched.push(await measureOn(page, at('localhost')));
  }

  await page.goto(at('localhost', '?busy'));
  await driver.background.evaluate(countMessages);
  await measureOn(page, at('localhost', '?busy'));
  const woken = await driver.background.evaluate(async () => {
    const { counted } = await (globalThis.browser ?? globalThis.chrome).storage.session.get(
      'counted',
    );
    return Number(counted);
  });
  return { unwatched: leastOf(unwatched), watched: leastOf(watched), woken };
}

/** Where there are no calls there is no cost. */
function leastOf(costs: PageCost[]): PageCost {
  const least = (of: (cost: PageCost) => number) =>
    Math.min(...costs.map(of).filter((cost) => cost > 0));
  return {
    elsewhere: { call: least((c) => c.elsewhere.call), whole: least((c) => c.elsewhere.whole) },
    endpoint: { call: least((c) => c.endpoint.call), whole: least((c) => c.endpoint.whole) },
    load: least((c) => c.load),
  };
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

/** What the page itself has measured, see `test/shop/browser/bench-page.ts`. */
async function measureOn(page: Page, url: string): Promise<PageCost> {
  await page.goto(url);
  await until(() => page.evaluate(() => 'measured' in document.documentElement.dataset));
  const text = await page.evaluate(() => document.documentElement.dataset['measured'] ?? '');
  return JSON.parse(text) as PageCost; // as the page wrote it
}

async function loadsOf(page: Page, url: string): Promise<PageCost[]> {
  const costs: PageCost[] = [];
  for (let load = 0; load < ROUNDS; load += 1) costs.push(await measureOn(page, url));
  return costs;
}

/** Runs in the background: how many scripts are registered. */
async function registered(): Promise<number> {
  const { scripting } = globalThis.browser ?? globalThis.chrome;
  return (await scripting.getRegisteredContentScripts()).length;
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
