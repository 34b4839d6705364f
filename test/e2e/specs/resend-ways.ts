import { expect, test } from 'vitest';
import type { ReceivedRequest } from '../../receiver/receiver.ts';
import type { Page, Panel } from '../drivers/driver.ts';
import { clickByName, eventRows, settled } from '../panel-rows.ts';
import {
  askToResend,
  jobOf,
  openResend,
  tabInLog,
  TEST_HOSTS,
  withSettings,
} from '../resending.ts';
import { onPage, pageReady, shows, type Stage, until } from '../stage.ts';

export function resendWaySpecs(stage: () => Stage): void {
  test('by both ways all kinds of bodies reach the receiver byte for byte, the page’s own with its Origin', async () => {
    const { driver, receiver, shop } = stage();
    await withSettings(driver, TEST_HOSTS, () =>
      onPage(stage(), '/faults', async ({ page, panel }) => {
        await sendAllKinds(page, receiver.endpoint);
        const count = receiver.requests.length;
        await settled(panel, count);
        const originals = receiver.requests.map(essence);
        const recorded = () => panel.evaluate(originalsInLog, count);
        await until(async () => (await recorded()).every(isSeenByAll), recorded);
        const before = await recorded();
        await resendShown(panel, 'By the extension');
        await until(() => receiver.requests.length === 2 * count);
        await settled(panel, 2 * count);
        await resendShown(panel, 'Through the page');
        await until(() => receiver.requests.length === 3 * count);
        await settled(panel, 3 * count);

        const byExtension = receiver.requests.slice(count, 2 * count);
        const throughPage = receiver.requests.slice(2 * count);
        expect(byExtension.map(essence)).toEqual(originals);
        expect(throughPage.map(essence)).toEqual(originals);
        expect(new Set(throughPage.map(({ headers }) => headers['origin']))).toEqual(
          new Set([shop.url]),
        );
        expect(byExtension.some(({ headers }) => headers['origin'] === shop.url)).toBe(false);
        const cookies = (all: ReceivedRequest[]) => all.map(({ headers }) => headers['cookie']);
        expect(cookies(byExtension).every((cookie) => cookie === undefined)).toBe(true);
        expect(cookies(throughPage)).toEqual(cookies(receiver.requests.slice(0, count)));
        expect(cookies(throughPage)[3]).toContain('visitor=1');
        expect(await recorded()).toEqual(before);
        // Neither is taken for the page's own.
        await until(async () => {
          const rows = await eventRows(panel);
          const resent = rows.filter(({ brief }) => brief.includes('resent'));
          return rows.length === 3 * count && resent.length === 2 * count;
        });
      }),
    );
  });

  test('a policy that forbids it is told before, and a page that is gone after; a service worker lets it pass', async () => {
    const { driver, receiver, shop } = stage();
    await withSettings(driver, TEST_HOSTS, () =>
      onPage(stage(), '/faults', async ({ page, panel }) => {
        await page.click('#unknown-type');
        await settled(panel, 1);
        await page.goto(`${shop.url}/faults?policy=strict`);
        await pageReady(page);
        await openResend(panel);
        await clickByName(panel, 'radio', 'Through the page');
        await shows(panel, 'policy (connect-src) forbids it: through the page it would not leave');
        await clickByName(panel, 'button', 'Send');
        await shows(panel, 'policy (connect-src) forbids it: nothing was sent');
        await openResend(panel);
        await clickByName(panel, 'button', 'Use the extension instead');
        await clickByName(panel, 'button', 'Send');
        await shows(panel, '1 of 1 answered');
        expect(receiver.requests).toHaveLength(2);

        await page.goto(`${shop.url}/faults`);
        await page.evaluate(async () => {
          await navigator.serviceWorker.register('/service-worker.js');
          await navigator.serviceWorker.ready;
        });
        await until(() => page.evaluate(() => navigator.serviceWorker.controller !== null));
        await openResend(panel);
        await clickByName(panel, 'radio', 'Through the page');
        await clickByName(panel, 'button', 'Send');
        await until(() => receiver.requests.length === 3);
        await shows(panel, '1 of 1 answered');
        await page.evaluate(async () => {
          const all = await navigator.serviceWorker.getRegistrations();
          await Promise.all(all.map((one) => one.unregister()));
        });

        await page.goto(shop.checkoutUrl);
        await openResend(panel);
        await clickByName(panel, 'radio', 'Through the page');
        await clickByName(panel, 'button', 'Send');
        await shows(panel, `The tab shows no page of ${shop.url} any more`);
        expect(receiver.requests).toHaveLength(3);
      }),
    );
  });

  test('through a page whose tab is closed nothing more is sent, nor anything later; by the extension all of it is', async () => {
    const { driver, receiver, shop } = stage();
    await withSettings(driver, TEST_HOSTS, () =>
      onPage(stage(), '/faults', async ({ panel }) => {
        const other = await driver.newPage(`${shop.url}/faults`);
        const itsPanel = await other.openPanel();
        await shows(itsPanel, 'Recording');
        for (let n = 1; n <= 4; n += 1) {
          await other.click('#unknown-type');
          await settled(itsPanel, n);
        }
        const originals = receiver.requests.map(essence);
        const tab = await itsPanel.evaluate(tabInLog);
        await openResend(itsPanel);
        await clickByName(itsPanel, 'radio', 'All that the filter shows');
        await clickByName(itsPanel, 'radio', 'Through the page');
        await choosePace(itsPanel, 1000);
        await clickByName(itsPanel, 'button', 'Send');
        await until(() => receiver.requests.length > 4);
        await other.close();
        await until(
          async () => (await panel.evaluate(jobOf, tab))?.fault?.reason === 'tab-gone',
          () => panel.evaluate(jobOf, tab),
        );
        expect(await panel.evaluate(jobOf, tab)).toMatchObject({ state: 'paused' });
        const sent = receiver.requests.length;
        expect(sent).toBeLessThan(8);

        await panel.evaluate(askToResend, 'page', tab);
        await shows(panel, `The tab with the page of ${shop.url} is closed`);
        await clickByName(panel, 'button', 'Cancel the rest');
        await shows(panel, 'Cancelled.');
        expect(receiver.requests).toHaveLength(sent);
        await panel.evaluate(askToResend, 'extension', tab);
        await shows(panel, '4 of 4 answered');
        expect(receiver.requests.slice(sent).map(essence)).toEqual(originals);
      }),
    );
  });
}

function choosePace(panel: Panel, pace: number): Promise<void> {
  return panel.evaluate((pace) => {
    const list = document.querySelector<HTMLSelectElement>('dialog[open] select')!;
    list.value = String(pace);
    list.dispatchEvent(new Event('change', { bubbles: true }));
  }, pace);
}

/** Runs in the panel: the newest captures that are no resends, once all observers have told of so many. */
async function originalsInLog(count: number): Promise<Told[]> {
  const db = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open('tracking-log');
    request.addEventListener('success', () => resolve(request.result));
  });
  const all = await new Promise<Told[]>((resolve) => {
    const request = db.transaction('captures').objectStore('captures').getAll();
    request.addEventListener('success', () => resolve(request.result));
  });
  db.close();
  return all
    .filter(({ resendOf, mergedInto }) => resendOf === undefined && mergedInto === undefined)
    .toSorted((a, b) => a.at - b.at)
    .slice(-count);
}

type Told = Record<'network' | 'page' | 'devtools' | 'resendOf' | 'mergedInto', unknown> & {
  at: number;
};

const isSeenByAll = ({ network, page, devtools }: Told) => Boolean(network && page && devtools);

/** What a resend must not change. */
function essence({ method, url, headers, body }: ReceivedRequest) {
  const { 'content-type': type, 'content-encoding': encoding, 'x-kept': kept } = headers;
  return { method, url, type, encoding, kept, body: Buffer.from(body).toString('base64') };
}

async function resendShown(panel: Panel, way: string): Promise<void> {
  await openResend(panel);
  await clickByName(panel, 'radio', 'All that the filter shows');
  await clickByName(panel, 'radio', way);
  await clickByName(panel, 'button', 'Send');
}

/** A string with Danish letters, gzip, bytes that are no text, one with a cookie, and 5 MB. */
function sendAllKinds(page: Page, endpoint: string): Promise<void> {
  return page.evaluate(async (endpoint) => {
    document.cookie = 'visitor=1; path=/';
    const json = (n: number, name: string) =>
      `{ "instrumentationKey":"k", "events":[{"eventType":"Kind","eventId":"kind-${n}","name":"${name}","price":1299.50,"big":12345678901234567890}]}`;
    const post = (body: BodyInit, headers: Record<string, string>, more: RequestInit = {}) =>
      fetch(endpoint, { method: 'POST', body, headers, ...more });
    const packed = new Blob([json(1, 'pakket')])
      .stream()
      .pipeThrough(new CompressionStream('gzip'));
    await post(json(0, 'Blåbær på Ærø'), { 'Content-Type': 'application/json', 'X-Kept': 'yes' });
    await post(await new Response(packed).arrayBuffer(), { 'Content-Encoding': 'gzip' });
    const bytes = Uint8Array.from({ length: 256 }, (_, n) => n);
    await post(bytes, { 'Content-Type': 'application/octet-stream' });
    await post(json(3, 'kage'), { 'Content-Type': 'text/plain' }, { credentials: 'include' });
    await post(json(4, 'ø'.repeat(2_500_000)), { 'Content-Type': 'text/plain' });
  }, endpoint);
}
