import { expect, test } from 'vitest';
import { startShop } from '../../shop/shop.ts';
import type { Page, Panel } from '../drivers/driver.ts';
import { expectAccessible } from '../accessible.ts';
import { answersInLog, payloadsInLog } from '../log-reader.ts';
import { clickByName, settled } from '../panel-rows.ts';
import { openResend } from '../resending.ts';
import { shows, type Stage, until } from '../stage.ts';

/** Right after install: no access has been given, to the shop's host as little as to the receiver's. */
export function limitedSpecs(stage: () => Stage): void {
  test('without access every event is shown with its status and answer, and that capture is limited', async () => {
    const { receiver } = stage();
    await withoutAccess(stage(), async ({ page, panel, origin }) => {
      const since = Date.now() - 1000;
      const batches = [
        batch({ eventType: 'ProductViewed', productId: 'A-1' }),
        batch({ eventType: 'SearchPerformed', query: 'rødgrød 😀' }),
        batch({ eventType: 'OrderCreated', orderId: 'B-1', totalPrice: 'much' }),
      ];
      for (const body of batches) await send(page, `${origin}/api/events`, body);
      await shows(panel, 'Limited capture');
      await expectAccessible(stage(), panel);
      const rows = await settled(panel, 3);
      expect(rows.map(({ type, outcome }) => [type, outcome])).toEqual([
        ['ProductViewed', '202'],
        ['SearchPerformed', '202'],
        ['OrderCreated', '400'],
      ]);
      expect(await payloadsInLog(panel, since)).toEqual(batches);
      expect(receiver.requests.map(({ body }) => new TextDecoder().decode(body))).toEqual(batches);
      const answers = await answersInLog(panel, since);
      expect(answers.slice(0, 2)).toEqual(['', '']);
      expect(answers[2]).toContain('The totalPrice must be a number.');
    });
  });

  test('without access, killing the background loses no event and doubles none', async () => {
    const { driver } = stage();
    await withoutAccess(stage(), async ({ page, panel, origin }) => {
      for (let event = 0; event < 6; event += 1) {
        await send(page, `${origin}/api/events`, batch({ eventType: `Event${event}` }));
        if (event % 2 === 1) await driver.killBackground();
      }
      const rows = await settled(panel, 6);
      expect(rows.map(({ type }) => type).toSorted()).toEqual(
        Array.from({ length: 6 }, (_, event) => `Event${event}`),
      );
    });
  });

  test('without access nothing is resent by either way, and what to allow is said', async () => {
    const { receiver } = stage();
    await withoutAccess(stage(), async ({ page, panel, origin }) => {
      await send(page, `${origin}/api/events`, batch({ eventType: 'Own' }));
      await settled(panel, 1);
      // The notice names it from now on, and moves what is below.
      await shows(panel, origin);
      const missing = {
        'By the extension': origin,
        'Through the page': new URL(await page.url()).origin,
      };
      for (const [way, host] of Object.entries(missing)) {
        await openResend(panel);
        await clickByName(panel, 'radio', way);
        await clickByName(panel, 'checkbox', 'I know that this adds');
        await clickByName(panel, 'button', 'Send');
        await shows(panel, `The extension has no access to ${host}. Allow it, and try again.`);
        await clickByName(panel, 'button', 'Close the report');
      }
      expect(receiver.requests).toHaveLength(1);
    });
  });

  test('a request that looks like tracking is offered, and recorded once it is added', async () => {
    await withoutAccess(stage(), async ({ page, panel, origin }) => {
      const body = batch({ eventType: 'Own' });
      await send(page, `${origin}/collect/t?x=1`, body, 'no-cors');
      await shows(panel, `POST ${new URL(origin).host}/collect/t carries instrumentationKey`);
      await shows(panel, 'went to no endpoint');
      await clickByName(panel, 'button', 'Add as an endpoint');
      await until(async () => {
        const text = await panel.evaluate(() => document.body.innerText);
        return !text.includes('carries instrumentationKey');
      });
      await send(page, `${origin}/collect/t?x=2`, body, 'no-cors');
      expect((await settled(panel, 1))[0]).toMatchObject({ type: 'Own', outcome: '404' });
    });
  });
}

interface Scene {
  page: Page;
  panel: Panel;
  /** Of the receiver. */
  origin: string;
}

async function withoutAccess(
  { driver, receiver }: Stage,
  run: (scene: Scene) => Promise<void>,
): Promise<void> {
  receiver.clear();
  const origin = `http://receiver.test:${receiver.port}`;
  const shop = await startShop({
    receiver: `${origin}/api/events`,
    host: 'shop.test',
    checkoutHost: 'checkout.test',
  });
  const page = await driver.newPage(`${shop.url}/faults`);
  try {
    const panel = await page.openPanel();
    await shows(panel, new URL(shop.url).origin);
    try {
      await run({ page, panel, origin });
    } finally {
      await forgetSettings(panel);
      await panel.close();
    }
  } finally {
    await page.close();
    await shop.close();
  }
}

const batch = (event: object) => JSON.stringify({ instrumentationKey: 'k', events: [event] });

function send(page: Page, url: string, body: string, mode: RequestMode = 'cors'): Promise<void> {
  return page.evaluate(
    async (url, body, mode) => {
      await fetch(url, { method: 'POST', body, mode });
    },
    url,
    body,
    mode,
  );
}

function forgetSettings(panel: Panel): Promise<void> {
  return panel.evaluate(async () => {
    const scope = globalThis as { browser?: typeof chrome };
    await (scope.browser ?? chrome).storage.local.remove('settings');
  });
}
