import { clickByName } from '../e2e/panel-rows.ts';
import { pageReady, shows, type Stage } from '../e2e/stage.ts';
import type { Look } from './walk.ts';

/** Nothing has been sent yet. */
export async function walkWaiting({ driver, shop }: Stage, look: Look): Promise<void> {
  const page = await driver.newPage(`${shop.url}/faults`);
  try {
    await pageReady(page);
    const panel = await page.openPanel();
    await shows(panel, 'The page was loaded before it was watched');
    await look('first-run', panel);
    await page.goto(await page.url());
    await shows(panel, 'Capture: complete');
    await look('empty', panel);
    await clickByName(panel, 'button', 'Recording');
    await shows(panel, 'Paused');
    await look('paused', panel);
    await clickByName(panel, 'button', 'Paused');
    await shows(panel, 'Recording');
  } finally {
    await page.close();
  }
}
