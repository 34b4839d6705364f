import { describe, expect, test } from 'vitest';
import { ownInit, resendRequest } from '../../../lib/resend/request.ts';
import { bytesOf, capture, RECEIVER } from '../samples.ts';

const BYTES = bytesOf('{"price":1299.50}');

function outgoingOf(...args: Parameters<typeof resendRequest>) {
  const request = resendRequest(...args);
  if (!request.ok) throw new Error(request.fault.reason);
  return request.outgoing;
}

describe('a resend', () => {
  test('has the very same bytes, address, method and type', () => {
    expect(outgoingOf(capture({ method: 'POST' }), BYTES)).toEqual({
      url: RECEIVER,
      method: 'POST',
      headers: [['content-type', 'application/json']],
      body: BYTES,
      withCookies: false,
      isOpaque: false,
    });
  });

  test('of what the page alone saw goes where the browser says that it goes', () => {
    expect(outgoingOf(capture({ url: `${RECEIVER}#x` }), BYTES).url).toBe(RECEIVER);
  });

  test('knows how the page sent it', () => {
    const requestHeaders = [{ name: 'Cookie' }, { name: 'Sec-Fetch-Mode', value: 'no-cors' }];
    expect(outgoingOf(capture({ requestHeaders }), BYTES)).toMatchObject({
      withCookies: true,
      isOpaque: true,
    });
  });

  test('of the extension sends neither cookies nor anything from the cache', () => {
    expect(ownInit(outgoingOf(capture(), BYTES))).toMatchObject({
      credentials: 'omit',
      cache: 'no-store',
      body: BYTES,
    });
  });

  test('of an empty body has none', () => {
    const outgoing = outgoingOf(capture({ body: { kind: 'empty' } }), undefined);
    expect(ownInit(outgoing)).not.toHaveProperty('body');
  });
});

test.each([
  ['its body was not readable', { kind: 'unreadable', reason: 'blob' }, undefined, 'no-body'],
  ['its body was cut', { kind: 'bytes', digest: 'd', size: 9, stored: 2 }, BYTES, 'cut-body'],
  ['its body is gone', { kind: 'bytes', digest: 'd', size: 2, stored: 2 }, undefined, 'gone'],
] as const)('a capture can’t be sent again where %s', (_title, body, bytes, reason) => {
  expect(resendRequest(capture({ body }), bytes)).toEqual({ ok: false, fault: { reason } });
});
