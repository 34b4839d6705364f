import { describe, expect, test } from 'vitest';
import { resendRequest } from '../../../lib/resend/request.ts';
import { bytesOf, capture, RECEIVER } from '../samples.ts';

const BYTES = bytesOf('{"price":1299.50}');

function initOf(...args: Parameters<typeof resendRequest>): RequestInit {
  const request = resendRequest(...args);
  if (!request.ok) throw new Error(request.reason);
  return request.init;
}

describe('a resend', () => {
  test('sends the very same bytes to the same address by the same method', () => {
    const request = resendRequest(capture({ method: 'POST' }), BYTES);
    expect(request).toMatchObject({ ok: true, url: RECEIVER, init: { method: 'POST' } });
    expect(request.ok && request.init.body).toBe(BYTES);
  });

  test('keeps the headers that describe the bytes, and no other', () => {
    const requestHeaders = [
      { name: 'Content-Type', value: 'text/plain' },
      { name: 'Content-Encoding', value: 'gzip' },
      { name: 'Accept', value: '*/*' },
      { name: 'Cookie' },
      { name: 'Authorization' },
      { name: 'Origin', value: 'https://shop.test' },
      { name: 'X-Own', value: '1' },
    ];
    expect(initOf(capture({ requestHeaders }), BYTES).headers).toEqual([
      ['content-type', 'text/plain'],
      ['content-encoding', 'gzip'],
      ['accept', '*/*'],
    ]);
  });

  test('sends neither cookies nor anything from the cache', () => {
    expect(initOf(capture(), BYTES)).toMatchObject({ credentials: 'omit', cache: 'no-store' });
  });

  test('of an empty body has none', () => {
    expect(initOf(capture({ body: { kind: 'empty' } }), undefined)).not.toHaveProperty('body');
  });
});

test.each([
  ['its body was not readable', { kind: 'unreadable', reason: 'blob' }, undefined, 'no-body'],
  ['its body was cut', { kind: 'bytes', digest: 'd', size: 9, stored: 2 }, BYTES, 'cut-body'],
  ['its body is gone', { kind: 'bytes', digest: 'd', size: 2, stored: 2 }, undefined, 'gone'],
] as const)('a capture can’t be sent again where %s', (_title, body, bytes, reason) => {
  expect(resendRequest(capture({ body }), bytes)).toEqual({ ok: false, reason });
});
