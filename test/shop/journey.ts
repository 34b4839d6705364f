/** What a customer does in the shop, from the front page to the order. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page, Scriptable } from '../e2e/drivers/driver.ts';

/** How long each page may take to come, in milliseconds. */
const PATIENCE = 10_000;

/**
 * Searches, opens a product, puts it into the cart and orders it; ends on the page of thanks. On
 * each page the customer stays until its events are answered: only what a click that leads on sends is
 * sent on the way out.
 * What the tab's tracker sends depends on its settings (see `startShop`); as these are remembered,
 * open `/?interval=200` or the like in it before.
 *
 * @throws Error when a page does not come in time
 */
export async function customerJourney(page: Page, shopUrl: string): Promise<void> {
  await page.goto(`${shopUrl}/`);
  await arrive(page, '/');
  if (await page.evaluate(isUnasked)) await page.click('#consent-accept');
  await dwell(page);
  await page.type('#search input[name=q]', 'jakke');
  await page.click('#search button');
  await arrive(page, '/search');
  await dwell(page);
  await page.click('main a[data-product="A-1"]');
  await arrive(page, '/product/A-1');
  await page.click('#add-to-cart');
  await dwell(page);
  await page.click('#to-cart');
  await arrive(page, '/cart');
  await dwell(page);
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
function arrive(view: Scriptable, path: string): Promise<void> {
  // While a document goes away, what is asked of it fails.
  const isThere = () => view.evaluate(isReady, path).catch(() => false);
  return wait(isThere, `the shop's page ${path}`);
}

function dwell(view: Scriptable): Promise<void> {
  return wait(() => view.evaluate(isSettled), 'the end of tracking requests');
}

async function wait(holds: () => Promise<boolean>, what: string): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}`);
    await sleep(50);
  }
}

function isSettled(): boolean {
  return (document.documentElement.dataset['unsettled'] ?? '0') === '0';
}

function isReady(path: string): boolean {
  return location.pathname === path && 'ready' in document.documentElement.dataset;
}
