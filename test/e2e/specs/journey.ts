import { expect, test } from 'vitest';
import { shortKey } from '../../../lib/wire/keys.ts';
import { customerJourney } from '../../shop/journey.ts';
import { payloadsInLog } from '../log-reader.ts';
import { clickByName, openTab, outline, selectEvent, settled } from '../panel-rows.ts';
import { onPage, pageReady, type Stage, until } from '../stage.ts';

/** Event types of batches, in their order. */
function typesOf(bodies: string[]): string[] {
  return bodies.flatMap((body) => {
    const { events }: { events: { eventType: string }[] } = JSON.parse(body);
    return events.map(({ eventType }) => eventType);
  });
}

function byKey(bodies: string[]): Map<unknown, string[]> {
  return Map.groupBy(bodies, (body) => {
    const { instrumentationKey }: { instrumentationKey: string } = JSON.parse(body);
    return instrumentationKey;
  });
}

export function journeySpecs(stage: () => Stage): void {
  test('each event of a journey appears once, in order, with the payload the receiver stored', async () => {
    const { driver, receiver, shop } = stage();
    await onPage(stage(), '/?interval=100', async ({ page, panel }) => {
      const began = Date.now();
      await customerJourney(page, shop.url);
      const bodies = () => receiver.requests.map(({ body }) => new TextDecoder().decode(body));
      await until(() => typesOf(bodies()).includes('OrderCreated'));
      const rows = await settled(panel, typesOf(bodies()).length);
      expect(rows.map(({ type }) => type).toSorted()).toEqual(typesOf(bodies()).toSorted());
      // Firefox gives up what is open as the page is left, though the receiver has it.
      const given = driver.name === 'firefox' ? ['202', 'failed'] : ['202'];
      expect(rows.filter(({ outcome }) => !given.includes(outcome))).toEqual([]);
      // The iframe's events stand under its own document, so the order is compared in the log; two batches of one
      // moment, each of its own key, go by connections of their own.
      expect(byKey(await payloadsInLog(panel, began))).toEqual(byKey(bodies()));

      await selectEvent(panel, rows.length - 1);
      await openTab(panel, 'Source');
      const source = await panel.evaluate(() => document.querySelector('.source')!.textContent);
      const text = bodies().at(-1)!;
      const { instrumentationKey: key }: { instrumentationKey: string } = JSON.parse(text);
      expect(source).toBe(text.replaceAll(key, shortKey(key)));
      expect(await panel.evaluate(() => document.body.innerText)).not.toContain(key);
    });
  });

  test.each(['beacon', 'keepalive'])(
    'an event sent by %s as the page goes away stands under the page that sent it',
    async (transport) => {
      const { receiver } = stage();
      await onPage(stage(), `/?transport=${transport}&interval=60000`, async ({ page, panel }) => {
        await page.click('a[data-product="A-1"]');
        await until(async () => (await page.url()).includes('/product/A-1'));
        await pageReady(page);
        await page.goto(new URL('/cart', await page.url()).href);
        await until(() => receiver.requests.length === 2);
        await settled(panel, 2);
        const groups = await outline(panel);
        expect(groups).toHaveLength(2);
        expect(groups[0]![0]).toMatch(/^\/\?transport=/);
        expect(groups[0]![1]).toEqual(['ProductClicked']);
        expect(groups[1]![0]).toMatch(/^\/product\/A-1/);
        expect(groups[1]![1]).toEqual(['ProductViewed']);
      });
    },
  );

  test("the single-page part's events stand under their routes", async () => {
    await onPage(stage(), '/app?interval=100', async ({ page, panel }) => {
      for (const product of ['A-1', 'A-2']) {
        await page.click(`a[data-route="/app/product/${product}"]`);
        await settled(panel, product === 'A-1' ? 2 : 4);
        await page.evaluate(() => history.back());
        await until(async () => new URL(await page.url()).pathname === '/app');
      }
      const groups = await outline(panel);
      const routes = groups.map(([heading, types]) => [heading.split(/[\s?]/)[0], types]);
      expect(routes.filter(([, types]) => types!.length > 0)).toEqual([
        [expect.stringMatching(/^\/app\d*$/), ['ProductClicked']],
        [expect.stringMatching(/^\/app\/product\/A-1/), ['ProductViewed']],
        [expect.stringMatching(/^\/app\d*$/), ['ProductClicked']],
        [expect.stringMatching(/^\/app\/product\/A-2/), ['ProductViewed']],
      ]);
    });
  });

  test('the key filter leaves exactly the chosen keys, and survives closing DevTools', async () => {
    await onPage(stage(), '/search?q=a&interval=100', async ({ page, panel }) => {
      const all = await settled(panel, 2);
      const keys = [...new Set(all.map(({ key }) => key))];
      expect(keys).toHaveLength(2);
      await clickByName(panel, 'button', keys[1]!);
      expect((await settled(panel, 1)).map(({ key }) => key)).toEqual([keys[1]]);
      await panel.close();

      const again = await page.openPanel();
      expect((await settled(again, 1)).map(({ key }) => key)).toEqual([keys[1]]);
      await clickByName(again, 'button', keys[0]!);
      expect((await settled(again, 2)).map(({ key }) => key).toSorted()).toEqual(keys.toSorted());
      await clickByName(again, 'button', 'Clear filter');
      await settled(again, 2);
    });
  });
}
