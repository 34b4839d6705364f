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
    stage = { driver, receiver, shop };
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

/**
 * Opens a page with the panel, runs a test on them, and closes the tab whatever comes of it. The page
 * is loaded once more when the panel is open, so that it is watched from its start.
 */
export async function onPage(
  { driver, receiver, shop }: Stage,
  path: string,
  run: (scene: Scene) => Promise<void>,
): Promise<void> {
  receiver.clear();
  const url = new URL(path, shop.url).href;
  const page = await driver.newPage(url);
  try {
    const panel = await page.openPanel();
    await shows(panel, 'Recording');
    // The banner would cover what the test clicks on.
    await page.evaluate(() => localStorage.setItem('shop.consent', 'accepted'));
    await page.goto(url);
    await pageReady(page);
    await run({ page, panel });
  } finally {
    await page.close();
  }
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
