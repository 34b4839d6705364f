import { expect, test } from 'vitest';
import { createDecoding, decodeBody } from '../../../lib/session/decoding.ts';
import { batchOf, body, bytesOf, capture, CLICK } from '../samples.ts';

const LARGE = bytesOf(batchOf({ ...CLICK, text: 'x'.repeat(100_000) }));
const of = (digest: string) => capture({ body: body(digest) });

test('a large body is decoded once, however often its capture changes', () => {
  const { decode } = createDecoding();
  const first = decode(of('a'), LARGE);
  expect(first).toEqual(decodeBody(of('a'), LARGE));
  expect(decode({ ...of('a'), state: 'failed', status: 400 }, LARGE)).toBe(first);
});

test('another body, and one with other headers, is decoded by itself', () => {
  const { decode } = createDecoding();
  const first = decode(of('a'), LARGE);
  const typed = [{ name: 'content-type', value: 'application/json' }];
  expect(decode(of('b'), LARGE)).not.toBe(first);
  expect(decode({ ...of('a'), requestHeaders: typed }, LARGE)).not.toBe(first);
});

test('only the latest few are kept, and none once all is read anew', () => {
  const { decode, clear } = createDecoding();
  const first = decode(of('a'), LARGE);
  const [, , , last] = ['b', 'c', 'd', 'e'].map((digest) => decode(of(digest), LARGE));
  expect(decode(of('e'), LARGE)).toBe(last);
  expect(decode(of('a'), LARGE)).not.toBe(first);
  clear();
  expect(decode(of('e'), LARGE)).not.toBe(last);
});
