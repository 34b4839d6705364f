import type { Page } from '../../e2e/drivers/driver.ts';
import type { Browser } from '../../e2e/drivers/find-browser.ts';
import { until } from '../../e2e/stage.ts';
import { act, atRest, type Memory, noted, onBenchStage } from './measure.ts';

export interface LiveCost {
  /** Milliseconds from the last answer to all events being shown. */
  behind: number;
  /** The panel's longest task, in milliseconds; where the browser tells. */
  longestTask: number;
  memory: Memory;
  /** Batches a second that the page came to. */
  rate: number;
}

/** Batches a second that are sent. */
const RATE = 200;
const EVENTS = 10;
/** How long all may take to be shown, in milliseconds. */
const PATIENCE = 300_000;

/** What an open panel costs into which a page sends batches of ten events, about 5 KB each. */
export async function measureLive(browser: Browser, batches: number): Promise<LiveCost> {
  return onBenchStage(browser, async ({ driver, receiver, shop }) => {
    const page = await driver.newPage(`${shop.url}/faults`);
    const panel = await page.openPanel();
    await act(panel, 'begin');
    await page.evaluate(send, receiver.endpoint, batches, RATE, EVENTS);
    await until(async () => (await sent(page)) !== undefined, undefined, PATIENCE);
    const all = async () => (await noted(panel)).count === batches * EVENTS;
    await until(all, () => noted(panel), PATIENCE);
    const { began, ended } = (await sent(page))!;
    const { origin, ready, longest } = await noted(panel);
    return {
      behind: origin + ready - ended,
      longestTask: longest,
      memory: (await atRest(panel)).memory,
      rate: (1000 * batches) / (ended - began),
    };
  });
}

async function sent(page: Page): Promise<{ began: number; ended: number } | undefined> {
  const text = await page.evaluate(() => document.documentElement.dataset['sent'] ?? '');
  return text === '' ? undefined : (JSON.parse(text) as { began: number; ended: number });
}

/** Runs in the page: begins to send, and notes when the last answer has come. */
function send(endpoint: string, batches: number, rate: number, events: number): void {
  const now = () => performance.timeOrigin + performance.now();
  const began = now();
  let begun = 0;
  let answered = 0;
  const filling = 'Skaljakke i genbrugt nylon · Fjord & Fælled. '.repeat(7);
  const timer = setInterval(() => {
    const due = Math.min(batches, Math.ceil(((now() - began) / 1000) * rate));
    for (; begun < due; begun += 1) {
      const body = JSON.stringify({
        instrumentationKey: '3f2a9c41-7d5e-4b8f-9a10-c0ffee0000c9',
        events: Array.from({ length: events }, (_, n) => ({
          eventType: ['ProductViewed', 'ProductClicked', 'SearchPerformed'][n % 3],
          eventId: crypto.randomUUID(),
          timestamp: new Date().toISOString(),
          productId: `SKU-${begun}-${n}`,
          description: filling,
        })),
      });
      void fetch(endpoint, { method: 'POST', body }).finally(() => {
        answered += 1;
        if (answered < batches) return;
        document.documentElement.dataset['sent'] = JSON.stringify({ began, ended: now() });
      });
    }
    if (begun === batches) clearInterval(timer);
  }, 20);
}
