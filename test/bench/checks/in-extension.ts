import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '../../e2e/drivers/driver.ts';
import type { Browser } from '../../e2e/drivers/find-browser.ts';
import { launchBrowser } from '../../start/launch.ts';
import { copyExtension } from '../extension-copy.ts';
import type { HostileCost } from './hostile.ts';
import type { StepCost } from './measure.ts';

export interface ChecksCost {
  steps: StepCost[];
  hostile: HostileCost[];
}

/** The first ones are not counted. */
const ROUNDS = { rounds: 5, warmUp: 1 };

/** How often the page is asked whether it is done, in milliseconds. */
const INTERVAL = 500;

/** Measures decoding and checking in a page of the extension. */
export async function measureInExtension(browser: Browser, batches: number): Promise<ChecksCost> {
  await using started = new AsyncDisposableStack();
  const copy = await copyExtension(browser);
  started.defer(copy.remove);
  await copy.addPage(path.join(import.meta.dirname, 'page.ts'), 'bench');
  const driver = await launchBrowser(browser, true, copy.folder);
  started.defer(() => driver.close());
  const query = Object.entries({ batches, ...ROUNDS }).map(([name, value]) => `${name}=${value}`);
  const page = await driver.extensionPage(`bench.html?${query.join('&')}`);
  return await measured(page);
}

/** What the page has measured, see `page.ts`; throws what it has thrown. */
async function measured(page: Page): Promise<ChecksCost> {
  for (;;) {
    await sleep(INTERVAL);
    const { measured, failed } = await page.evaluate(() => ({
      measured: document.documentElement.dataset['measured'] ?? '',
      failed: document.documentElement.dataset['failed'] ?? '',
    }));
    if (failed !== '') throw new Error(failed);
    if (measured !== '') return JSON.parse(measured) as ChecksCost; // as the page wrote it
  }
}
