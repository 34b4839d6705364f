import { expect, test } from 'vitest';
import { headerValue, storedHeaders } from '../../../lib/capture/headers.ts';

test.each([
  'Cookie',
  'cookie',
  'COOKIE',
  'Set-Cookie',
  'set-cookie',
  'Authorization',
  'AUTHORIZATION',
  'Proxy-Authorization',
])('the value of %s is never stored, its name is', (name) => {
  expect(storedHeaders([{ name, value: 'secret' }])).toEqual([{ name }]);
});

test('other headers are stored as they came', () => {
  const headers = [
    { name: 'Content-Type', value: 'application/json' },
    { name: 'X-Cookie-Consent', value: 'yes' },
    { name: 'X-Empty', value: '' },
  ];
  expect(storedHeaders(headers)).toEqual(headers);
});

test('a header without a value, and no headers at all, are no fault', () => {
  expect(storedHeaders([{ name: 'X-Binary', value: undefined }])).toEqual([{ name: 'X-Binary' }]);
  expect(storedHeaders(undefined)).toEqual([]);
});

test('a header is found whatever its case', () => {
  const headers = [{ name: 'Content-TYPE', value: 'text/plain' }];
  expect(headerValue(headers, 'content-type')).toBe('text/plain');
  expect(headerValue(headers, 'accept')).toBeUndefined();
});
