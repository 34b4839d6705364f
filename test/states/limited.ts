import { settled } from '../e2e/panel-rows.ts';
import { shows, type Stage } from '../e2e/stage.ts';
import { startShop } from '../shop/shop.ts';
import type { Look } from './walk.ts';

/** Right after install, on a shop that no access has been given to. */
export async function walkLimited({ driver, receiver }: Stage, look: Look): Promise<void> {
  const shop = await startShop({
    receiver: `http://receiver.test:${receiver.port}/api/events`,
    host: 'shop.test',
    checkoutHost: 'checkout.test',
  });
  const page = await driver.newPage(`${shop.url}/faults`);
  try {
    const panel = await page.openPanel();
    await shows(panel, new URL(shop.url).origin);
    await look('limited-empty', panel);
    await page.click('#unknown-type');
    await settled(panel, 1);
    await shows(panel, 'Limited capture');
    await look('limited', panel);
    await panel.close();
  } finally {
    await page.close();
    await shop.close();
  }
}
