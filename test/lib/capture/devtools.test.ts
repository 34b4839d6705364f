import { expect, test } from 'vitest';
import { entrySighting, pageTold, readEntry } from '../../../lib/capture/devtools.ts';
import type { Content } from '../../../lib/capture/har.ts';
import { chromium, firefox, firefoxForbidden } from './har-samples.ts';

const OWN = 'chrome-extension://own/';
const BODY = new TextEncoder().encode('{"instrumentationKey":"k","events":[]}');

function sighting(entry: unknown, content: Content = { isBase64: false }) {
  return entrySighting(readEntry(entry)!, content, 'a:1', OWN);
}

test('an entry of Chromium is told with all that it says, secrets left out', () => {
  expect(sighting(chromium)).toEqual({
    kind: 'entry',
    entry: 'a:1',
    at: Date.parse('2026-11-24T12:43:59.648Z'),
    ended: Date.parse('2026-11-24T12:43:59.648Z') + 8.464999999994706,
    method: 'POST',
    url: 'http://receiver.test:42655/api/events',
    status: 202,
    requestHeaders: [
      { name: 'Content-Length', value: '38' },
      { name: 'Content-Type', value: 'text/plain;charset=UTF-8' },
      { name: 'Cookie' },
      { name: 'Origin', value: 'http://shop.test' },
      { name: 'Referer', value: 'http://shop.test/product/1' },
    ],
    responseHeaders: [{ name: 'Transfer-Encoding', value: 'chunked' }],
    body: { kind: 'bytes', bytes: BODY, size: BODY.length },
    responseBody: { kind: 'empty' },
    timings: { blocked: 2.65, dns: 0.02, connect: 0.416, send: 0.21, wait: 4.044, receive: 1.125 },
    stack: [
      '    at send (http://shop.test/modules/tracking.js:3:9)',
      '    at (setTimeout)',
      '    at http://shop.test/modules/tracking.js:12:1',
    ].join('\n'),
    serverAddress: '127.0.0.1',
    initiator: 'http://shop.test',
  });
});

test('an entry of Firefox is told likewise, its sender by the Referer where there is no Origin', () => {
  const problem = '{"title":"æøå 😀"}';
  const told = sighting(firefox, { text: problem, isBase64: false });
  expect(told).toMatchObject({
    at: Date.parse('2026-11-24T12:44:06.782Z'),
    status: 400,
    body: { kind: 'bytes', bytes: BODY },
    responseBody: { kind: 'bytes', bytes: new TextEncoder().encode(problem) },
    initiator: 'http://shop.test',
  });
  expect(told).not.toHaveProperty('stack');
  expect(told).not.toHaveProperty('viaServiceWorker');
});

test('a request without an answer has no status, and the error where one is told', () => {
  const failed = { ...chromium.response, status: 0, _error: 'net::ERR_CONNECTION_REFUSED' };
  const refused = sighting({ ...chromium, response: failed, serverIPAddress: '' });
  expect(refused).not.toHaveProperty('status');
  expect(refused).not.toHaveProperty('responseBody');
  expect(refused.error).toBe('net::ERR_CONNECTION_REFUSED');
  const forbidden = sighting(firefoxForbidden);
  expect(forbidden).not.toHaveProperty('status');
  expect(forbidden).not.toHaveProperty('error');
  expect(forbidden.body).toEqual({ kind: 'unreadable', reason: 'no-content' });
});

test('an aborted request is an error only if there was no answer', () => {
  const aborted = { ...chromium.response, status: 0, _error: 'net::ERR_ABORTED' };
  expect(sighting({ ...chromium, response: aborted }).error).toBe('net::ERR_ABORTED');
  expect(sighting(chromium)).not.toHaveProperty('error');
});

test('an answer that the page may not read has status and error', () => {
  const response = { ...chromium.response, _error: 'net::ERR_FAILED' };
  expect(sighting({ ...chromium, response })).toMatchObject({
    status: 202,
    error: 'net::ERR_FAILED',
    responseBody: { kind: 'unreadable', reason: 'no-content' },
  });
});

test('where a redirect led is told as a whole address', () => {
  const response = { ...firefox.response, status: 307, redirectURL: '/api/events?again' };
  expect(sighting({ ...firefox, response }).redirect).toBe(
    'http://receiver.test:37435/api/events?again',
  );
});

test('an answer by the service worker is told as such by both browsers', () => {
  const response = { ...chromium.response, _fetchedViaServiceWorker: true };
  expect(sighting({ ...chromium, response }).viaServiceWorker).toBe(true);
  expect(sighting({ ...firefox, serverIPAddress: undefined }).viaServiceWorker).toBe(true);
  expect(sighting(firefoxForbidden)).not.toHaveProperty('viaServiceWorker');
});

test('a document of an opaque origin tells no sender', () => {
  const headers = [{ name: 'Origin', value: 'null' }];
  const told = sighting({ ...firefox, request: { ...firefox.request, headers } });
  expect(told).not.toHaveProperty('initiator');
});

test.each([undefined, null, 'x', {}, { ...chromium, request: {} }, { ...chromium, response: 1 }])(
  'what is no entry is not read: %j',
  (entry) => {
    expect(readEntry(entry)).toBeUndefined();
  },
);

test('an odd field spoils no entry', () => {
  const odd = {
    ...chromium,
    startedDateTime: 'yesterday',
    time: 'long',
    timings: { send: 'x', wait: Number.POSITIVE_INFINITY, dns: 1 },
    serverIPAddress: 7,
    _initiator: { type: 'script', stack: { callFrames: 'none' } },
    request: { ...chromium.request, headers: { length: 1 }, postData: { text: 5 } },
  };
  expect(sighting(odd)).toMatchObject({
    at: 0,
    ended: 0,
    timings: { dns: 1 },
    requestHeaders: [],
    body: { kind: 'unreadable', reason: 'no-content' },
  });
});

test('many headers, and long ones, are cut', () => {
  const headers = Array.from({ length: 1000 }, () => ({ name: 'x', value: 'y'.repeat(100_000) }));
  const told = sighting({ ...firefox, request: { ...firefox.request, headers } });
  expect(told.requestHeaders).toHaveLength(500);
  expect(told.requestHeaders[0]!.value).toHaveLength(64 * 1024);
});

test('a page says what it is, and of its frames the origins', () => {
  const answer = {
    url: 'http://shop.test/a',
    title: 'Shop',
    began: 1000.5,
    frames: ['http://pay.test/x', 'http://pay.test/y', 'about:blank', '', 'javascript:1', 7, null],
  };
  expect(pageTold(answer, 2000)).toEqual({
    kind: 'page',
    at: 2000,
    url: 'http://shop.test/a',
    title: 'Shop',
    began: 1000.5,
    frames: ['http://pay.test'],
  });
});

test.each([
  undefined,
  null,
  'http://shop.test/',
  {},
  { url: 'http://shop.test/', title: 'x', began: -1, frames: [] },
  { url: 'http://shop.test/', title: 'x', began: 1e300, frames: [] },
  { url: 'x'.repeat(100_000), title: 'x', began: 1, frames: [] },
  { url: 'http://shop.test/', title: {}, began: 1, frames: [] },
])('a page that answers with anything else is not heard', (answer) => {
  expect(pageTold(answer, 0)).toBeUndefined();
});

test('a page that says much is cut', () => {
  const frames = Array.from({ length: 10_000 }, (_, index) => `http://f${index}.test/`);
  const told = pageTold({ url: 'http://a/', title: 'x'.repeat(5000), began: 1, frames }, 0);
  expect(told!.frames).toHaveLength(100);
  expect(told!.title).toHaveLength(1000);
});

test('an entry says when its page began, where that is known', () => {
  const har = readEntry({ ...chromium, pageref: 'page_1' })!;
  expect(har.pageref).toBe('page_1');
  const told = entrySighting(har, { isBase64: false }, 'a:1', OWN, 1000);
  expect(told.pageSince).toBe(1000);
  expect(readEntry({ ...chromium, pageref: 7 })).not.toHaveProperty('pageref', 7);
});
