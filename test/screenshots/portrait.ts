import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openTab } from '../e2e/panel-rows.ts';
import { pageReady, shows, type Stage } from '../e2e/stage.ts';
import { customerJourney } from '../shop/journey.ts';
import { pictureOf } from './picture.ts';

/** README's picture: a customer's journey, and an order that was refused in the end. */
export async function takePortrait({ driver, shop }: Stage, folder: string): Promise<void> {
  const page = await driver.newPage(`${shop.url}/?interval=200`);
  try {
    const panel = await page.openPanel();
    await shows(panel, 'Recording');
    await customerJourney(page, shop.url);
    await page.goto(`${shop.url}/faults`);
    await pageReady(page);
    await page.click('#wrong-field');
    await shows(panel, '1299,50');
    await panel.click('[role=row]:last-child');
    await openTab(panel, 'Event');
    await panel.resize(1100, 500);
    for (const theme of ['light', 'dark']) {
      await driver.setDark(theme === 'dark');
      await writeFile(path.join(folder, `portrait-${theme}.png`), await pictureOf(panel));
    }
    await driver.setDark(false);
  } finally {
    await page.close();
  }
}
