import { expect, test } from 'vitest';
import { startShop } from '../../shop/shop.ts';
import { settled } from '../panel-rows.ts';
import { shows, type Stage, until } from '../stage.ts';

export function accessSpecs(stage: () => Stage): void {
  test('hosts without access are named until the grant, and events appear before and after it', async () => {
    const { driver, receiver } = stage();
    const { port } = receiver;
    receiver.clear();
    const endpoint = `http://receiver.test:${port}/api/events`;
    const shop = await startShop({
      receiver: endpoint,
      host: 'shop.test',
      checkoutHost: 'checkout.test',
    });
    const page = await driver.newPage(`${shop.url}/faults`);
    try {
      const panel = await page.openPanel();
      await shows(panel, new URL(shop.url).origin);
      await page.click('#unknown-type');
      await until(() => receiver.requests.length === 1);
      await shows(panel, `http://receiver.test:${port}`);
      if (driver.grant) {
        await driver.grant(['*://shop.test/*', '*://receiver.test/*']);
        await until(() => panel.evaluate(() => !document.body.innerText.includes('lacks access')));
        await page.goto(`${shop.url}/faults`);
        await page.click('#unknown-type');
        const rows = await settled(panel, 2);
        expect(rows[1]!.type).toBe('ProductSneezedAt');
        await driver.revoke?.(['*://shop.test/*', '*://receiver.test/*']);
      }
      await panel.close();
    } finally {
      await page.close();
      await shop.close();
    }
  });
}
