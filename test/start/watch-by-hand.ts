import { setTimeout as sleep } from 'node:timers/promises';
import type { Driver } from '../e2e/drivers/driver.ts';
import type { Servers } from './servers.ts';

/** Opens the shop with the panel beside it, for a user to try; ends when the browser is closed. */
export async function watchByHand(driver: Driver, { receiver, shop }: Servers): Promise<void> {
  const page = await driver.newPage(`${shop.url}/`);
  await page.openPanel();
  console.log(`
  shop           ${shop.url}
  checkout       ${shop.checkoutUrl} (the iframe)
  faults         ${shop.url}/faults
  receiver       ${receiver.endpoint}
  received       ${receiver.url}/received

The panel "Tracking" is open in DevTools. Ctrl+C, or closing the browser, ends all of it.
`);
  while (await hasPages(driver)) await sleep(500);
}

async function hasPages(driver: Driver): Promise<boolean> {
  try {
    return (await driver.pages()).length > 0;
  } catch {
    return false; // It no longer answers.
  }
}
