import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '../e2e/drivers/driver.ts';

/** Between two calls, in milliseconds: enough that each finds everything at rest. */
const PAUSE = 150;

/**
 * Sends batches of one event, one after the other, whose product ids are `bench-0` and up.
 * Resolves with the time of each call just before it, in milliseconds since 1970 by the page's clock.
 */
export async function makeCalls(page: Page, endpoint: string, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < count; i += 1) {
    times.push(await page.evaluate(callOnce, endpoint, `bench-${i}`));
    await sleep(PAUSE);
  }
  return times;
}

function callOnce(endpoint: string, productId: string): number {
  const body = JSON.stringify({
    instrumentationKey: '3f2a9c41-7d5e-4b8f-9a10-c0ffee0000c9',
    events: [
      {
        eventType: 'ProductViewed',
        eventId: crypto.randomUUID(),
        timestamp: new Date().toISOString(),
        productId,
      },
    ],
  });
  const at = performance.timeOrigin + performance.now();
  void fetch(endpoint, { method: 'POST', body });
  return at;
}
