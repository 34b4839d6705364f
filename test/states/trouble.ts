import type { Page } from '../e2e/drivers/driver.ts';
import { clickByName } from '../e2e/panel-rows.ts';
import { onPage, shows, type Stage, until } from '../e2e/stage.ts';
import { resetLog, setSettings } from './settings.ts';
import type { Look } from './walk.ts';

/** Characters of a large batch: the smallest log holds three of them, not four. */
const LARGE = 3_000_000;

/** Something is wrong with what the panel stands on. */
export async function walkTrouble(stage: Stage, look: Look): Promise<void> {
  const { driver, receiver } = stage;
  await onPage(stage, '/faults', async ({ page, panel }) => {
    await setSettings(panel, { logLimit: 10 });
    await resetLog(panel);
    for (let batch = 0; batch < 4; batch += 1) await sendLarge(page, receiver.endpoint, batch);
    await shows(panel, 'dropped');
    await look('over-limit', panel);

    await setSettings(panel, { keys: 7 });
    await shows(panel, "The settings can't be read");
    await look('settings-broken', panel);
    await clickByName(panel, 'button', 'Reset settings');

    await panel.evaluate(breakLog);
    await driver.killBackground();
    await shows(panel, "The log can't be used");
    await look('log-broken', panel);
    await clickByName(panel, 'button', 'Reset log');
    await shows(panel, 'No tracking events yet');

    await panel.evaluate(() => {
      const { runtime } = globalThis.browser ?? globalThis.chrome;
      Object.defineProperty(runtime, 'sendMessage', { value: () => new Promise(() => {}) });
    });
    await shows(panel, 'The background of the extension does not answer');
    await look('cut-off', panel);
    await clickByName(panel, 'button', 'Reload the panel');
    await until(() => panel.evaluate(() => !document.body.innerText.includes('does not answer')));
    await shows(panel, 'Recording');

    await panel.evaluate(() => {
      const extension = globalThis.browser ?? globalThis.chrome;
      Object.defineProperty(extension, 'runtime', { value: undefined });
    });
    await shows(panel, 'The extension was reloaded or updated');
    await look('left-over', panel);
  });
}

async function sendLarge(page: Page, endpoint: string, batch: number): Promise<void> {
  await page.evaluate(
    async (url, size, batch) => {
      const events = [{ eventType: 'ProductViewed', filler: 'x'.repeat(size), batch }];
      const body = JSON.stringify({ instrumentationKey: 'large', events });
      await fetch(url, { method: 'POST', body, mode: 'no-cors' });
    },
    endpoint,
    LARGE,
    batch,
  );
}

/** Runs in a page of the extension: leaves a log of a version that is not out yet. */
export function breakLog(): Promise<void> {
  return new Promise((resolve, reject) => {
    indexedDB.deleteDatabase('tracking-log').addEventListener('success', () => {
      const newer = indexedDB.open('tracking-log', 99);
      newer.addEventListener('success', () => {
        newer.result.close();
        resolve();
      });
      newer.addEventListener('error', () => reject(new Error('no newer log')));
    });
  });
}
