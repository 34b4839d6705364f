/** What a customer does in the shop, from the front page to the order. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page, Scriptable } from '../e2e/drivers/driver.ts';

/** How long each page may take to come, in milliseconds. */
const PATIENCE = 10_000;

/**
 * Searches, opens a product, puts it into the cart and orders it; ends on the page of thanks.
 * What the tab's tracker sends depends on its settings (see `startShop`); as these are remembered,
 * open `/?interval=200` or the like in it before.
 *
 * @throws Error when a page does not come in time
 */
export async function customerJourney(page: Page, shopUrl: string): Promise<void> {
  await page.goto(`${shopUrl}/`);
  await arrive(page, '/');
  if (await page.evaluate(isUnasked)) await page.click('#consent-accept');
  await page.type('#search input[name=q]', 'jakke');
  await page.click('#search button');
  await arrive(page, '/search');
  await page.click('main a[data-product="A-1"]');
  await arrive(page, '/product/A-1');
  await page.click('#add-to-cart');
  await page.click('#to-cart');
  await arrive(page, '/cart');
  await page.click('#to-checkout');
  await arrive(page, '/checkout');
  const checkout = page.frame('#checkout');
  await arrive(checkout, '/place');
  await checkout.click('#place-order');
  await arrive(page, '/thanks');
}

function isUnasked(): boolean {
  return document.documentElement.dataset['consent'] === 'unasked';
}

/** Waits until this page is there and listens. */
async function arrive(view: Scriptable, path: string): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  // While a document goes away, what is asked of it fails.
  while (!(await view.evaluate(isReady, path).catch(() => false))) {
    if (Date.now() > deadline) throw new Error(`Waited in vain for the shop's page ${path}`);
    await sleep(50);
  }
}

function isReady(path: string): boolean {
  return location.pathname === path && 'ready' in document.documentElement.dataset;
}
