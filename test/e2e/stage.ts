import { afterAll, beforeAll } from 'vitest';
import { type Receiver, startReceiver } from '../receiver/receiver.ts';
import { type Shop, startShop } from '../shop/shop.ts';
import { launchChromium } from './drivers/chromium.ts';
import type { Driver, Page, Panel } from './drivers/driver.ts';
import { launchFirefox } from './drivers/firefox.ts';

/** Everything that a suite runs on: started once, shared by its tests. */
export interface Stage {
  driver: Driver;
  receiver: Receiver;
  shop: Shop;
  /** What the last test has left for the next, in a suite. */
  readonly left?: Left;
}

/** A tab that is as a new one would be, once it is cleared: DevTools take long to open. */
interface Left {
  scene?: (Scene & { url: string }) | undefined;
  /** What the test at hand is on will not be as a new one. */
  isTouched?: boolean;
}

/** A tab on a page of the shop, with the panel open on it. */
export interface Scene {
  page: Page;
  panel: Panel;
}

const EXTENSION = { chromium: '.output/chrome-mv3', firefox: '.output/firefox-mv3' };

/** Starts browser, receiver and shop before the suite's tests, and ends them after. */
export function useStage(name: Driver['name']): () => Stage {
  let stage: Stage | undefined;
  beforeAll(async () => {
    const launch = name === 'chromium' ? launchChromium : launchFirefox;
    const receiver = await startReceiver();
    const shop = await startShop({ receiver: receiver.endpoint });
    const driver = await launch({ extension: EXTENSION[name], title: 'Tracking' });
    const left: Left = {};
    stage = { driver: alone(driver, left), receiver, shop, left };
  });
  afterAll(async () => {
    await stage?.driver.close();
    await stage?.shop.close();
    await stage?.receiver.close();
  });
  return () => {
    if (!stage) throw new Error('The stage is not set yet');
    return stage;
  };
}

/** Whoever opens a page by himself finds none that a test has left. */
function alone(driver: Driver, left: Left): Driver {
  return {
    ...driver,
    async newPage(url) {
      await closeLeft({ left });
      return driver.newPage(url);
    },
    // Some of what is drawn keeps them for a while.
    async setForcedColours(on) {
      left.isTouched = true;
      await driver.setForcedColours(on);
    },
  };
}

/** Closes what the last test has left: no tab is watched then. */
export async function closeLeft({ left }: Pick<Stage, 'left'>): Promise<void> {
  const scene = left?.scene;
  if (left) left.scene = undefined;
  await scene?.page.close();
}

/** A page that sends nothing by itself, so that nothing of one test reaches the next. */
const SILENT = '/faults';

/**
 * Opens a page with the panel, or takes what the last test has left, runs a test on them, and closes the tab if it is
 * not as a new one would be. The page is loaded once more when the panel is open, so that it is watched from its start.
 */
export async function onPage(
  stage: Stage,
  path: string,
  run: (scene: Scene) => Promise<void>,
): Promise<void> {
  const { receiver, shop } = stage;
  const url = new URL(path, shop.url).href;
  const isSilent = path === SILENT;
  const { page, panel } = (isSilent && (await takeLeft(stage, url))) || (await open(stage, url));
  const left = stage.left ?? {};
  left.isTouched = false;
  const touch = () => (left.isTouched = true);
  let isAsNew = false;
  try {
    receiver.clear();
    await page.goto(url);
    await pageReady(page);
    await run({
      page: noting(page, ['close', 'openPanel'], touch),
      panel: noting(panel, ['close', 'resize'], touch),
    });
    isAsNew = isSilent && !left.isTouched && (await page.url()) === url;
  } finally {
    if (isAsNew && stage.left) left.scene = { page, panel, url };
    else await page.close();
  }
}

async function open({ driver }: Stage, url: string): Promise<Scene> {
  const page = await driver.newPage(url);
  try {
    const panel = await page.openPanel();
    await shows(panel, 'Recording');
    await begin(page);
    return { page, panel };
  } catch (error) {
    await page.close();
    throw error;
  }
}

/** The shop knows a customer who has answered its banner, which would cover what is clicked on, and nothing else. */
function begin(page: Page): Promise<void> {
  return page.evaluate(() => {
    sessionStorage.clear();
    localStorage.setItem('shop.consent', 'accepted');
  });
}

/** Clears what the last test has left. */
async function takeLeft({ left }: Stage, url: string): Promise<Scene | undefined> {
  const scene = left?.scene;
  if (!left || scene?.url !== url) return undefined;
  left.scene = undefined;
  const { page, panel } = scene;
  await begin(page);
  await page.goto('about:blank');
  await panel.evaluate(() => {
    const buttons = [...document.querySelectorAll('button')];
    buttons.find((button) => button.textContent.includes('Clear'))?.click();
  });
  const isEmpty = () => panel.evaluate(() => document.querySelector('.line.event') === null);
  await until(isEmpty);
  await panel.evaluate(() => {
    document.body.textContent = '';
    // Not before this has been answered.
    setTimeout(() => location.reload());
  });
  await shows(panel, 'Recording');
  await until(isEmpty);
  return scene;
}

/** The same, telling when one of these is asked for. */
function noting<T extends object>(of: T, names: readonly (keyof T)[], note: () => void): T {
  return new Proxy(of, {
    get(target, name, receiver) {
      if (names.includes(name as keyof T)) note();
      return Reflect.get(target, name, receiver) as unknown;
    },
  });
}

/** Resolves when the shop's own scripts have attached their listeners. */
export async function pageReady(page: Pick<Page, 'evaluate'>): Promise<void> {
  await until(() => page.evaluate(() => 'ready' in document.documentElement.dataset));
}

export async function shows(
  panel: Pick<Panel, 'evaluate'>,
  text: string,
  patience?: number,
): Promise<void> {
  const shown = () => panel.evaluate(() => document.body.innerText);
  await until(async () => (await shown()).includes(text), shown, patience);
}

/**
 * Waits for something to become true. A page that is just navigating counts as "not yet".
 * What is found instead goes into the error.
 *
 * @param patience milliseconds
 */
export async function until(
  holds: () => Promise<boolean> | boolean,
  found: () => Promise<unknown> = () => Promise.resolve(),
  patience = 15_000,
): Promise<void> {
  const deadline = Date.now() + patience;
  for (;;) {
    const fault = await attempt(holds);
    if (fault === undefined) return;
    if (Date.now() > deadline) {
      const instead = JSON.stringify(await found(), undefined, 1) ?? '';
      throw new Error(`It did not come to hold: ${holds.toString()}\n${fault}\n${instead}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function attempt(holds: () => Promise<boolean> | boolean): Promise<string | undefined> {
  try {
    return (await holds()) ? undefined : 'it is false';
  } catch (error) {
    return String(error);
  }
}
