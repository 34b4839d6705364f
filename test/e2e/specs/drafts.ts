import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { ReceivedRequest } from '../../receiver/receiver.ts';
import type { Page, Panel } from '../drivers/driver.ts';
import { clickByName, detailText, selectEvent, settled } from '../panel-rows.ts';
import { chooseNamed } from '../options-page.ts';
import {
  clickInLastDialog,
  EDITOR,
  mayClick,
  openDraft,
  openResend,
  sendDraft,
  TEST_HOSTS,
  withSettings,
} from '../resending.ts';
import { setSettings } from '../../states/settings.ts';
import { onPage, shows, type Stage, until } from '../stage.ts';

export function draftSpecs(stage: () => Stage): void {
  test('a batch is edited, checked as it is typed, kept while the panel is closed, and sent with exactly the edit', async () => {
    const { driver, receiver } = stage();
    await withSettings(driver, TEST_HOSTS, () =>
      onPage(stage(), '/faults', async ({ page, panel: first }) => {
        await page.click('#danish');
        await settled(first, 2);
        await selectEvent(first, 0);
        const before = await detailText(first);
        await openDraft(first);
        await first.type(EDITOR, 'x');
        await shows(first, 'Not valid JSON: see the mark.');
        await until(() =>
          first.evaluate(
            () => document.querySelector('.cm-lintRange-error, .cm-lintRange-warning') !== null,
          ),
        );
        await first.press('Backspace');
        await first.type(EDITOR, ' ');
        await shows(first, '2 events');
        await until(() =>
          first.evaluate(() => !document.body.innerText.includes('Not valid JSON')),
        );
        // In another language it is the same text, as it has been edited.
        await setSettings(first, { language: 'da' });
        await until(async () => (await editorNow(first)).label === 'Batchens tekst');
        const { text: danish } = await editorNow(first);
        await setSettings(first, { language: 'en' });
        await until(async () => (await editorNow(first)).label === 'Text of the batch');
        expect((await editorNow(first)).hasFocus).toBe(true);
        expect([danish, (await editorNow(first)).text]).toEqual(
          Array(2).fill(expect.stringMatching(/^ \{/)),
        );
        await clickByName(first, 'checkbox', 'Show the difference');
        await until(() => first.evaluate(() => document.querySelector('.cm-changedLine') !== null));
        await clickByName(first, 'button', 'and keep the draft');
        await first.close();

        const panel = await page.openPanel();
        await settled(panel, 2);
        await selectEvent(panel, 0);
        await openDraft(panel);
        await shows(panel, 'As you left it at');
        await sendDraft(panel);
        const rows = await settled(panel, 4);
        expect(rows.filter(({ brief }) => brief.includes('resent'))).toHaveLength(2);
        const text = (at: number) => Buffer.from(receiver.requests[at]!.body).toString();
        expect(text(1)).toBe(` ${text(0)}`);
        await selectEvent(panel, 0);
        expect(await detailText(panel)).toBe(before);

        await openDraft(panel);
        const { text: kept } = await editorNow(panel);
        await clickByName(panel, 'button', 'Fresh copy');
        await until(async () => (await editorNow(panel)).text !== kept);
        await sendDraft(panel);
        await settled(panel, 6);
        const masked = (at: number) =>
          text(at).replaceAll(/"(eventId|timestamp)":"[^"]+"/g, '"$1":"…"');
        expect(masked(2)).toBe(masked(1));
        const ids = (at: number) => text(at).match(/"eventId":"[^"]+"/g) ?? [];
        expect(new Set([...ids(1), ...ids(2)]).size).toBe(4);
      }),
    );
  });

  test('a new batch is composed from an example, for an endpoint only, and listed as such; a 429 is waited out', async () => {
    const { driver, receiver } = stage();
    await withSettings(driver, TEST_HOSTS, () =>
      onPage(stage(), '/faults', async ({ page, panel }) => {
        await page.click('#unknown-type');
        await settled(panel, 1);
        await clickByName(panel, 'button', 'Compose');
        await until(() =>
          panel.evaluate((editor) => document.querySelector(editor) !== null, EDITOR),
        );
        await chooseNamed(panel, 'Begin with an example', 'ProductViewed');
        await shows(panel, '1 event');
        await setAddress(panel, 'https://receiver.test/elsewhere');
        await shows(panel, 'That is no address of an Event Receiver');
        expect(await mayClick(panel, 'Send…')).toBe(false);
        await setAddress(panel, receiver.endpoint);
        await sendDraft(panel);
        const rows = await settled(panel, 2);
        expect(rows[1]).toMatchObject({ type: 'ProductViewed', outcome: '202' });
        expect(rows[1]!.brief).toContain('composed');

        // What is sent again after it waits for as long as the receiver asks.
        await page.click('#answer-429');
        await page.click('#answer-429');
        await settled(panel, 4);
        receiver.clear();
        await openResend(panel);
        await clickByName(panel, 'radio', 'All that the filter shows');
        await clickByName(panel, 'button', 'Send');
        await until(() => receiver.requests.length === 3);
        const [, refused, next] = receiver.requests;
        expect(next!.at - refused!.at).toBeGreaterThanOrEqual(1900);
      }),
    );
  });

  test('what was packed arrives packed again by the same encoding, by both ways, with exactly the edit', async () => {
    const { driver, receiver } = stage();
    await withSettings(driver, TEST_HOSTS, () =>
      onPage(stage(), '/faults', async ({ page, panel }) => {
        const text = '{"instrumentationKey":"k","events":[{"eventType":"Æble","price":1299.50}]}';
        await sendPacked(page, receiver.endpoint, text);
        await settled(panel, 2);
        for (const [row, way] of (['extension', 'page'] as const).entries()) {
          receiver.clear();
          await selectEvent(panel, row);
          await openDraft(panel);
          await panel.type(EDITOR, ' ');
          await sendDraft(panel, way);
          await until(() => receiver.requests.length === 1);
          const [{ headers, body }] = receiver.requests as [ReceivedRequest];
          // The second one said nothing of it.
          expect(headers['content-encoding']).toBe(row === 0 ? 'gzip' : undefined);
          expect(gunzipSync(body).toString()).toBe(` ${text}`);
          const rows = await settled(panel, row + 3);
          expect(rows[row + 2]).toMatchObject({ type: 'Æble', outcome: rows[row]!.outcome });
          expect(rows[row + 2]!.brief).toContain('resent');
        }
        receiver.clear();
        await selectEvent(panel, 0);
        await openDraft(panel);
        await clickByName(panel, 'checkbox', 'Packed as the original was gzip');
        await sendDraft(panel);
        await until(() => receiver.requests.length === 1);
        const [{ headers, body }] = receiver.requests as [ReceivedRequest];
        expect(headers).not.toHaveProperty('content-encoding');
        expect(Buffer.from(body).toString()).toBe(` ${text}`);
      }),
    );
  });

  test('headers of its own arrive by both ways; what the browser keeps for itself is refused in place', async () => {
    const { driver, receiver, shop } = stage();
    await withSettings(driver, TEST_HOSTS, () =>
      onPage(stage(), '/faults', async ({ page, panel }) => {
        await page.evaluate(async (endpoint) => {
          const body = '{"instrumentationKey":"k","events":[{"eventType":"Own"}]}';
          const headers = { 'Content-Type': 'text/plain', 'X-Kept': 'yes' };
          await fetch(endpoint, { method: 'POST', body, headers });
        }, receiver.endpoint);
        await settled(panel, 1);
        await selectEvent(panel, 0);
        await openDraft(panel);
        await openHeaders(panel);
        await addHeader(panel, 'Cookie', 'visitor=1');
        await shows(panel, 'The browser alone sets Cookie.');
        await shows(panel, "A header can't be sent as it is written");
        expect(await mayClick(panel, 'Send…')).toBe(false);
        await clickByName(panel, 'button', 'Remove Cookie');
        await addHeader(panel, 'X-Own', 'blå');
        await addHeader(panel, 'Authorization', 'Bearer secret-1');
        await clickInLastDialog(panel, 'button.primary');
        await clickInLastDialog(panel, 'input[value=page]');
        await shows(panel, 'asks the receiver first (a preflight), because of: x-kept, x-own');
        await clickInLastDialog(panel, 'button.primary');
        await until(() => receiver.requests.length === 2);
        await shows(panel, '1 of 1 answered');

        await selectEvent(panel, 0);
        await openDraft(panel);
        await openHeaders(panel);
        await shows(panel, 'Its value is not stored.');
        await panel.type('.own-headers li:last-child .header-value', 'Bearer secret-2');
        await sendDraft(panel);
        await until(() => receiver.requests.length === 3);
        await settled(panel, 3);
        const [, throughPage, byExtension] = receiver.requests;
        for (const [{ headers }, n] of [[throughPage!, 1] as const, [byExtension!, 2] as const]) {
          expect(headers).toMatchObject({ 'x-kept': 'yes', authorization: `Bearer secret-${n}` });
          expect(headers['content-type']).toBe('text/plain');
          // A header's bytes are Latin-1.
          expect(headers['x-own']).toBe('blå');
        }
        expect(throughPage!.headers['origin']).toBe(shop.url);
        expect(byExtension!.headers['origin']).not.toBe(shop.url);
        expect(await panel.evaluate(isKept, 'secret-')).toBe(false);
        expect(await panel.evaluate(isKept, 'x-kept')).toBe(true);
      }),
    );
  });
}

/** Once with the header that says so, and once without. */
function sendPacked(page: Page, endpoint: string, text: string): Promise<void> {
  return page.evaluate(
    async (endpoint, text) => {
      for (const headers of [{ 'Content-Encoding': 'gzip' }, {}]) {
        const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
        const body = await new Response(stream).arrayBuffer();
        await fetch(endpoint, { method: 'POST', body, headers });
      }
    },
    endpoint,
    text,
  );
}

function openHeaders(panel: Panel): Promise<void> {
  return panel.evaluate(() => {
    document.querySelector<HTMLDetailsElement>('.own-headers')!.open = true;
  });
}

async function addHeader(panel: Panel, name: string, value: string): Promise<void> {
  await clickByName(panel, 'button', 'Add a header');
  const last = '.own-headers li:last-child';
  await until(() =>
    panel.evaluate((last) => document.querySelector(`${last} :focus`) !== null, last),
  );
  await panel.type(`${last} .header-name`, name);
  await panel.type(`${last} .header-value`, value);
}

/** Runs in the panel: whether a text stands anywhere in what the extension stores. */
async function isKept(text: string): Promise<boolean> {
  const { storage } = globalThis.browser ?? globalThis.chrome;
  const db = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open('tracking-log');
    request.addEventListener('success', () => resolve(request.result));
  });
  const stores = ['captures', 'jobs', 'items', 'resends'];
  const found = await Promise.all(
    stores.map(
      (store) =>
        new Promise((resolve) => {
          const request = db.transaction(store).objectStore(store).getAll();
          request.addEventListener('success', () => resolve(request.result));
        }),
    ),
  );
  db.close();
  return JSON.stringify([await storage.local.get(null), found]).includes(text);
}

function setAddress(panel: Panel, url: string): Promise<void> {
  return panel.evaluate((url) => {
    const field = document.querySelector<HTMLInputElement>('dialog input[list]')!;
    field.value = url;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }, url);
}

/** What the editor is called, and has. */
function editorNow(panel: Panel) {
  return panel.evaluate((editor) => {
    const box = document.querySelector<HTMLElement>(editor);
    const hasFocus = document.activeElement === box;
    return { label: box?.ariaLabel ?? '', text: box?.innerText ?? '', hasFocus };
  }, EDITOR);
}
