import { expect, test } from 'vitest';
import type { browser as Browser } from 'wxt/browser';
import { sendThroughPage } from '../../../entrypoints/background/page-sender.ts';
import { bytesOf, RECEIVER } from '../../lib/samples.ts';

const PLACE = { tabId: 1, origin: 'https://shop.test' };
const OUTGOING = {
  url: RECEIVER,
  method: 'POST',
  headers: [],
  body: bytesOf('{}'),
  withCookies: false,
  isOpaque: false,
};

/** What becomes of a request where the browser answers so, in a tab that is there. */
function sent(executeScript: () => Promise<unknown>) {
  const browser = { scripting: { executeScript }, tabs: { get: () => Promise.resolve({}) } };
  // Nothing else of it is needed.
  return sendThroughPage(browser as unknown as typeof Browser, PLACE, 0, OUTGOING);
}

const GONE = { ok: false, fault: { reason: 'page-gone', detail: 'https://shop.test' } };

test('nothing has left where the frame shows another page', async () => {
  const outcome = await sent(() => Promise.resolve([{ result: { gone: true } }]));
  expect(outcome).toEqual({ ...GONE, neverLeft: true });
});

test('what a frame was to send that went away in the middle may have left', async () => {
  expect(await sent(() => Promise.reject(new Error('Frame was removed')))).toEqual(GONE);
  expect(await sent(() => Promise.resolve([{ result: null }]))).toEqual(GONE);
});
