import { expect, test } from 'vitest';
import { keptHeaders, lostHeaders } from '../../../lib/resend/headers.ts';

const HEADERS = [
  { name: 'Content-Type', value: 'text/plain' },
  { name: 'Content-Encoding', value: 'gzip' },
  { name: 'Accept', value: '*/*' },
  { name: 'X-Instrumentation-Key', value: 'key-1' },
  { name: 'Cookie' },
  { name: 'Authorization' },
  { name: 'Origin', value: 'https://shop.test' },
  { name: 'User-Agent', value: 'a browser' },
  { name: 'Sec-Fetch-Mode', value: 'cors' },
  { name: 'Content-Length', value: '17' },
];

test('what describes the bytes or is the shop’s own is kept, and what is the browser’s is not', () => {
  expect(keptHeaders(HEADERS)).toEqual([
    ['content-type', 'text/plain'],
    ['content-encoding', 'gzip'],
    ['accept', '*/*'],
    ['x-instrumentation-key', 'key-1'],
  ]);
});

test('what tells something and can’t be kept is told', () => {
  expect(lostHeaders(HEADERS, false)).toEqual(['cookie', 'authorization', 'origin']);
  expect(lostHeaders(HEADERS, true)).toEqual(['authorization']);
  expect(lostHeaders([{ name: 'Accept', value: '*/*' }], false)).toEqual([]);
});
