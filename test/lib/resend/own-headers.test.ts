import { expect, test } from 'vitest';
import {
  askedFor,
  headerFault,
  MAX_HEADER_VALUE,
  MAX_HEADERS,
  type OwnHeader,
  withoutSecrets,
} from '../../../lib/resend/own-headers.ts';

test.each<[...OwnHeader, ReturnType<typeof headerFault>]>([
  ['X-Own', 'yes', undefined],
  ['content-encoding', 'gzip', undefined],
  ['User-Agent', 'a tester', undefined],
  ['X-Name', 'blåbær', undefined],
  ['Authorization', 'Bearer 1', undefined],
  ['', '', undefined],
  ['Authorization', ' ', 'secret'],
  ['', 'a value', 'name'],
  ['X Own', 'yes', 'name'],
  ['X-Ørn', 'yes', 'name'],
  ['X-Own', 'a\nb', 'value'],
  ['X-Own', '🍓', 'value'],
  ['Cookie', 'a=1', 'pages'],
  ['ORIGIN', 'https://shop.test', 'pages'],
  ['Host', 'receiver.test', 'browsers'],
  ['Content-Length', '1', 'browsers'],
  ['Sec-Fetch-Mode', 'cors', 'browsers'],
  ['Proxy-Authorization', 'Basic 1', 'browsers'],
  ['Access-Control-Request-Method', 'PUT', 'browsers'],
  ['X-HTTP-Method-Override', 'PUT, TRACE', 'browsers'],
  ['X-HTTP-Method-Override', 'PUT', undefined],
  ['X-Own', 'x'.repeat(MAX_HEADER_VALUE + 1), 'too-long'],
])('of the header %s: %s it is said: %s', (name, value, fault) => {
  expect(headerFault([name, value])).toBe(fault);
});

test('what is beyond the bounds of a draft says so', () => {
  expect(headerFault(['X-Own', 'yes'], MAX_HEADERS - 1)).toBeUndefined();
  expect(headerFault(['X-Own', 'yes'], MAX_HEADERS)).toBe('too-many');
});

test('the browser is known to ask first for all that is not safelisted', () => {
  const headers: OwnHeader[] = [
    ['Accept', '*/*'],
    ['Accept', 'text/html;q=(1)'],
    ['Accept-Language', 'da, en;q=0.5'],
    ['Content-Type', 'text/plain;charset=UTF-8'],
    ['Range', 'bytes=0-5'],
  ];
  expect(askedFor(headers)).toEqual(['accept']);
  expect(askedFor([['Content-Type', 'application/json']])).toEqual(['content-type']);
  expect(askedFor([['Accept-Language', 'a'.repeat(129)]])).toEqual(['accept-language']);
  expect(
    askedFor([
      ['X-Own', ''],
      ['x-own', 'b'],
    ]),
  ).toEqual(['x-own']);
});

test('secrets are not stored', () => {
  expect(
    withoutSecrets([
      ['authorization', 'Bearer 1'],
      ['x-own', 'yes'],
    ]),
  ).toEqual([
    ['authorization', ''],
    ['x-own', 'yes'],
  ]);
});
