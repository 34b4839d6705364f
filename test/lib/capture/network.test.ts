import { describe, expect, test } from 'vitest';
import {
  answered,
  beforeRequest,
  preflight,
  preflightEnded,
  redirected,
  type RequestBody,
  type RequestDetails,
  sentHeaders,
} from '../../../lib/capture/network.ts';
import { bytesOf, RECEIVER, seenBytes } from '../samples.ts';

const SELF = 'chrome-extension://abc';
const DETAILS: RequestDetails = {
  requestId: '7',
  timeStamp: 1000.5,
  url: 'https://receiver.test/api/events',
  method: 'POST',
  tabId: 3,
  frameId: 0,
  documentId: 'doc',
  initiator: 'https://shop.test',
};

/** What is told of the request with each of its events. */
const OF = {
  origin: { tabId: 3, frameId: 0, topFrame: true, document: 'doc', url: 'https://shop.test' },
  method: 'POST',
  url: 'https://receiver.test/api/events',
  fromExtension: false,
  type: '',
};

function seen(part: Partial<RequestDetails> = {}) {
  const sighting = beforeRequest({ ...DETAILS, ...part }, SELF);
  if (sighting.kind !== 'before') throw new Error(`unexpected ${sighting.kind}`);
  return sighting;
}

const bodyOf = (requestBody: RequestBody | null) => seen({ requestBody }).body;

describe('the body of a request', () => {
  test('is joined from its chunks, though a character is cut between two', () => {
    const whole = bytesOf('{"name":"Rødgrød med æbler"}');
    const cut = whole.indexOf(0xc3) + 1;
    const raw = [{ bytes: whole.slice(0, cut).buffer }, { bytes: whole.slice(cut).buffer }];
    expect(bodyOf({ raw })).toEqual(seenBytes(whole));
  });

  test('of one chunk is that chunk', () => {
    expect(bodyOf({ raw: [{ bytes: bytesOf('{}').buffer }] })).toEqual(seenBytes(bytesOf('{}')));
  });

  test('has the size of the whole where the browser hands over only its beginning', () => {
    const raw = [{ bytes: bytesOf('{').buffer, originalSize: 100 }, { bytes: bytesOf('}').buffer }];
    expect(bodyOf({ raw })).toEqual(seenBytes(bytesOf('{}'), 101));
  });

  test.each<[string, RequestBody]>([
    ['the browser reports an error', { error: 'Unknown error.' }],
    ['a part of it is a file', { raw: [{ bytes: bytesOf('a').buffer }, { file: 'b.json' }] }],
  ])('is unreadable as a Blob where %s', (_title, body) => {
    expect(bodyOf(body)).toEqual({ kind: 'unreadable', reason: 'blob' });
  });

  test('is unreadable as a form where the browser has parsed it', () => {
    expect(bodyOf({ formData: { b: ['2', '3'], a: ['1'] } })).toEqual({
      kind: 'unreadable',
      reason: 'form',
      fields: '[["a",["1"]],["b",["2","3"]]]',
    });
  });

  test.each([null, undefined])('is empty where the browser gives %s', (requestBody) => {
    expect(seen({ requestBody }).body).toEqual({ kind: 'empty' });
  });
});

describe('the origin of a request', () => {
  test('names the document where the browser does', () => {
    expect(seen().origin).toEqual({
      tabId: 3,
      frameId: 0,
      topFrame: true,
      document: 'doc',
      url: 'https://shop.test',
    });
  });

  test('has no document where the browser names none', () => {
    expect(seen({ documentId: undefined }).origin).not.toHaveProperty('document');
  });

  test('prefers the address of the document over its origin', () => {
    const documentUrl = 'https://shop.test/cart';
    expect(seen({ documentUrl }).origin.url).toBe(documentUrl);
  });

  test.each([
    [0, undefined, true],
    [5, undefined, false],
    [5, 'outermost_frame', true],
    [0, 'sub_frame', false],
  ])('frame %s of type %s is the top frame: %s', (frameId, frameType, topFrame) => {
    expect(seen({ frameId, frameType }).origin.topFrame).toBe(topFrame);
  });
});

test.each([
  [{ initiator: SELF }, true],
  [{ initiator: undefined, documentUrl: `${SELF}/background.html` }, true],
  [{ initiator: undefined, originUrl: `${SELF}/background.html` }, true],
  [{}, false],
  [{ initiator: undefined }, false],
])('a request of %j is our own: %s', (part, own) => {
  expect(seen(part).fromExtension).toBe(own);
});

test('headers are stripped of secrets before they are sighted', () => {
  const secret = [{ name: 'Cookie', value: 'id=1' }];
  expect(sentHeaders({ ...DETAILS, requestHeaders: secret }, SELF)).toEqual({
    of: OF,
    kind: 'sent',
    request: '7',
    at: 1000.5,
    headers: [{ name: 'Cookie' }],
  });
  const cookie = [{ name: 'Set-Cookie', value: 'id=1' }];
  expect(answered({ ...DETAILS, statusCode: 202, responseHeaders: cookie }, SELF)).toEqual({
    of: OF,
    kind: 'answered',
    request: '7',
    at: 1000.5,
    status: 202,
    headers: [{ name: 'Set-Cookie' }],
  });
});

test.each([
  [307, 'https://other.test/api/events', 'redirected'],
  [308, 'https://other.test/api/events', 'redirected'],
  [307, 'https://other.test/login', 'completed'],
  [0, 'https://other.test/api/events', 'redirected'],
  [302, 'https://other.test/api/events', 'completed'],
])('a %i to %s is %s: what is not seen again has its outcome', (statusCode, redirectUrl, kind) => {
  const request = { requestId: '1', timeStamp: 1, url: RECEIVER, method: 'POST' };
  const details = { ...request, tabId: 1, frameId: 0, statusCode, redirectUrl };
  expect(redirected(details, []).kind).toBe(kind);
});

test('a preflight is told apart, with its outcome', () => {
  const { request, url, origin } = { request: '7', url: OF.url, origin: OF.origin };
  expect(preflight({ ...DETAILS, method: 'OPTIONS' })).toEqual({
    kind: 'preflight',
    request,
    at: 1000.5,
    url,
    origin,
  });
  const ended = { kind: 'preflight-ended', request, at: 1000.5 };
  expect(preflightEnded({ ...DETAILS, statusCode: 204 })).toEqual({ ...ended, status: 204 });
  expect(preflightEnded({ ...DETAILS, error: 'E' })).toEqual({ ...ended, error: 'E' });
});
