import { expect, test } from 'vitest';
import { startShop } from '../../shop/shop.ts';
import type { Page, Panel } from '../drivers/driver.ts';
import { clickByName } from '../panel-rows.ts';
import { onPage, pageReady, shows, type Stage, until } from '../stage.ts';

const COMPLETE = 'Capture: complete (network, page, DevTools)';

/** Each cause for which capture is not complete: made to appear, and gone with a page that lacks it. */
export function coverageSpecs(stage: () => Stage): void {
  async function showsGaps(
    cause: (scene: { page: Page; panel: Panel }) => Promise<unknown>,
    ...texts: string[]
  ) {
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await shows(panel, COMPLETE);
      await cause({ page, panel });
      for (const text of texts) await shows(panel, text);
      expect(await textOf(panel)).not.toContain(COMPLETE);
      await page.goto(await page.url());
      await shows(panel, COMPLETE);
    });
  }

  test('a page that was loaded before it was watched is not complete, after a reload it is', async () => {
    const { driver, shop } = stage();
    const page = await driver.newPage(`${shop.url}/faults`);
    try {
      await pageReady(page);
      const panel = await page.openPanel();
      await shows(panel, 'The page was loaded before it was watched');
      await shows(panel, "DevTools' log began after the page");
      expect(await textOf(panel)).not.toContain(COMPLETE);
      await page.goto(await page.url());
      await shows(panel, COMPLETE);
    } finally {
      await page.close();
    }
  });

  test('a restart of the background is told for the page that was open', async () => {
    await showsGaps(() => stage().driver.killBackground(), 'The background was restarted');
  });

  test('a service worker in control is told, and no more once it is gone', async () => {
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await shows(panel, COMPLETE);
      await page.evaluate(registerServiceWorker);
      try {
        await shows(panel, 'A service worker controls the page');
        expect(await textOf(panel)).not.toContain(COMPLETE);
      } finally {
        await page.evaluate(unregisterServiceWorkers);
      }
      await page.goto(await page.url());
      await shows(panel, COMPLETE);
    });
  });

  test('a page in which the page observer can not come up is told', async () => {
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      await page.goto(`${stage().shop.url}/faults?scripts=none`);
      await shows(panel, '/faults?scripts=none');
      // In Firefox it comes up even where a page may run no scripts.
      const comesUp = stage().driver.name === 'firefox';
      await shows(panel, comesUp ? COMPLETE : 'The page observer did not come up');
      await page.goto(`${stage().shop.url}/faults`);
      await shows(panel, COMPLETE);
    });
  });

  test('a pause is told for the page that was open', async () => {
    await showsGaps(async ({ panel }) => {
      await clickByName(panel, 'button', 'Recording');
      await shows(panel, 'Paused');
      await clickByName(panel, 'button', 'Paused');
    }, 'Recording was paused.');
  });

  test('the page observer can be switched off for a site, which is told, and on again', async () => {
    await onPage(stage(), '/faults', async ({ page, panel }) => {
      const host = new URL(await page.url()).host;
      const switchHook = async () => {
        await clickByName(panel, 'button', 'Capture:');
        await clickByName(panel, 'checkbox', 'Page observer on');
        await panel.press('Escape');
        await page.goto(await page.url());
      };
      await switchHook();
      await shows(panel, `The page observer is switched off for http://${host}`);
      const look = await page.evaluate(() => Function.prototype.toString.call(fetch));
      expect(look).toContain('[native code]');
      await page.click('#unknown-type');
      await until(async () => (await textOf(panel)).includes('ProductSneezedAt'));
      await switchHook();
      await shows(panel, COMPLETE);
    });
  });

  test('a frame without access is named, and its page is not complete', async () => {
    const { driver, receiver } = stage();
    const shop = await startShop({ receiver: receiver.endpoint, checkoutHost: 'checkout.test' });
    const page = await driver.newPage(`${shop.url}/faults`);
    try {
      const panel = await page.openPanel();
      await shows(panel, 'Recording');
      await page.goto(`${shop.url}/faults`);
      await shows(panel, COMPLETE);
      await page.goto(`${shop.url}/checkout`);
      await shows(panel, 'Capture: 1 gap');
      await clickByName(panel, 'button', 'Capture:');
      await shows(panel, `No access to ${new URL(shop.checkoutUrl).origin} (frame)`);
    } finally {
      await page.close();
      await shop.close();
    }
  });
}

function textOf(panel: Panel): Promise<string> {
  return panel.evaluate(() => document.body.innerText);
}

async function registerServiceWorker(): Promise<void> {
  await navigator.serviceWorker.register('/service-worker.js');
}

async function unregisterServiceWorkers(): Promise<void> {
  const all = await navigator.serviceWorker.getRegistrations();
  await Promise.all(all.map((one) => one.unregister()));
}
