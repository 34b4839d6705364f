import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HarEntry } from '../../../lib/capture/har.ts';
import { mayHaveContent, requestBody, responseBody } from '../../../lib/capture/har-body.ts';
import type { BodySeen } from '../../../lib/capture/sighting.ts';
import { chromium, firefox } from './har-samples.ts';

const MIB = 1024 * 1024;
const GZIP = '\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xabVJ\xaf\x02\x00';

function sent(text: string | undefined, headers: Record<string, string | number>): BodySeen {
  const request = {
    ...chromium.request,
    postData: text === undefined ? undefined : { text },
    headers: Object.entries(headers).map(([name, value]) => ({ name, value: String(value) })),
  };
  return requestBody(HarEntry.parse({ ...chromium, request }));
}

const bytes = (of: string, encoding: 'utf8' | 'latin1' = 'utf8'): BodySeen => {
  const whole = new Uint8Array(Buffer.from(of, encoding));
  return { kind: 'bytes', bytes: whole, size: whole.length };
};

test.each([
  ['a string', '{"k":"v"}', 9],
  ['Danish letters', '{"k":"æøå ÆØÅ"}', 21],
  ['what looks like UTF-8 read as Latin-1', 'Ã¦ ÿ', 7],
  ['emoji', 'x😀🇩🇰', 13],
  ['NUL and line ends', 'a\0b\r\nc\rd\n', 9],
  ['1.5 MB of two-byte letters', 'æ'.repeat(750_000), 1_500_000],
])('%s is taken as UTF-8 where that has the length that was sent', (_, text, length) => {
  expect(sent(text, { 'Content-Length': length })).toEqual(bytes(text));
});

test.each([
  ['bytes that are no UTF-8', 'aæøåb', 5],
  ['gzip without a header', GZIP, GZIP.length],
  ['UTF-16', 'ÿþa\0b\0', 6],
])('%s stand as one character for each byte, as the length says', (_, text, length) => {
  expect(sent(text, { 'Content-Length': length })).toEqual(bytes(text, 'latin1'));
});

test('gzip is taken as it was sent in Firefox, and not told in Chromium, which decompresses it', () => {
  const headers = { 'Content-Length': GZIP.length, 'Content-Encoding': 'gzip' };
  expect(sent(GZIP, headers)).toEqual(bytes(GZIP, 'latin1'));
  expect(sent('{"gz":"æøå"}', headers)).toEqual({ kind: 'unreadable', reason: 'binary' });
});

test.each([
  ['a replaced character', 'a\ufffdz', { 'Content-Length': 5 }, 'binary'],
  ['parts decoded each by itself', 'æ\u2020', { 'Content-Length': 2 }, 'binary'],
  ['a byte order mark that was left out', 'a', { 'Content-Length': 4 }, 'binary'],
  ['a lone surrogate', 'a\ud83d', { 'Content-Length': 4 }, 'binary'],
  ['Firefox’ first MiB', 'a'.repeat(MIB), { 'Content-Length': 1_500_003 }, 'cut'],
  ['30 MB in Chromium', undefined, { 'Content-Length': 30_000_003 }, 'too-large'],
  ['a request that was forbidden', undefined, { 'Content-Length': 9 }, 'no-content'],
  ['no body and no length', undefined, {}, 'no-content'],
  ['Latin-1 letters and no length', 'aæb', {}, 'binary'],
])('%s: not readable, with the reason', (_, text, headers, reason) => {
  expect(sent(text, headers)).toEqual({ kind: 'unreadable', reason });
});

test.each(['{"w":1}', 'Ã¦', 'x😀'])(
  'without a length %j is taken, as it can be nothing but UTF-8',
  (text) => {
    expect(sent(text, {})).toEqual(bytes(text));
  },
);

test('an empty body is empty', () => {
  expect(sent(undefined, { 'Content-Length': 0 })).toEqual({ kind: 'empty' });
  expect(sent('', { 'Content-Length': 0 })).toEqual({ kind: 'empty' });
});

test('law: whatever is sent, it is told byte for byte or not at all', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 40 }),
        fc.string({ unit: 'binary' }).map((text) => new Uint8Array(Buffer.from(text))),
        fc.string({ unit: 'grapheme' }).map((text) => new Uint8Array(Buffer.from(text))),
      ),
      fc.boolean(),
      fc.boolean(),
      (body, isFirefox, hasLength) => {
        const shown = shownBy(body, isFirefox);
        const told = sent(shown, hasLength || isFirefox ? { 'Content-Length': body.length } : {});
        const bytes = told.kind === 'bytes' ? told.bytes : new Uint8Array();
        expect(told.kind === 'unreadable' || Buffer.compare(bytes, body) === 0).toBe(true);
      },
    ),
    { numRuns: 2000 },
  );
});

/** How DevTools shows a body: as UTF-8 where it is that, else byte by byte; Firefox drops the mark. */
function shownBy(body: Uint8Array, isFirefox: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: !isFirefox }).decode(body);
  } catch {
    return Buffer.from(body).toString('latin1');
  }
}

function answered(
  content: { text?: string; isBase64?: boolean },
  size: number,
  headers: Record<string, string> = {},
  error: string | null = null,
): BodySeen | undefined {
  const response = {
    ...firefox.response,
    content: { size },
    headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
    _error: error,
  };
  return responseBody(HarEntry.parse({ ...firefox, response }), { isBase64: false, ...content });
}

test('an answer is told where its bytes follow from what DevTools shows', () => {
  const problem = '{"title":"æøå 😀"}';
  expect(answered({ text: problem }, 23)).toEqual(bytes(problem));
  expect(answered({ text: 'iVBORwABAv8=', isBase64: true }, 8)).toEqual(
    bytes('\x89PNG\0\x01\x02\xff', 'latin1'),
  );
  const latin1 = { 'Content-Type': 'text/plain; charset=iso-8859-1' };
  expect(answered({ text: 'æøå' }, 3, latin1)).toEqual(bytes('æøå', 'latin1'));
});

test('of a compressed answer Firefox tells the size over the wire', () => {
  const gzip = { 'Content-Encoding': 'gzip', 'Content-Type': 'application/json' };
  expect(answered({ text: '{"a":"æøå"}' }, 34, gzip)).toEqual(bytes('{"a":"æøå"}'));
});

test.each([
  ['what was decoded before', { text: 'YWJjIOY=', isBase64: true }, 6, 'binary'],
  ['what is no base64', { text: '%', isBase64: true }, 1, 'binary'],
  ['a replaced character', { text: '\ufffd' }, 3, 'binary'],
  ['another character set', { text: 'ł' }, 1, 'binary'],
  ['Firefox’ first MiB', { text: 'a'.repeat(MIB) }, 2 * MIB, 'cut'],
  ['more than 4 MiB', { text: 'a'.repeat(4 * MIB + 1) }, 4 * MIB + 1, 'too-large'],
  ['a body that DevTools does not give', {}, 10, 'no-content'],
] as const)('of an answer %s is not readable, with the reason', (_, content, size, reason) => {
  expect(answered(content, size)).toEqual({ kind: 'unreadable', reason });
});

test('an answer without a body is empty, also where Chromium says it was aborted', () => {
  expect(answered({}, 0, {}, 'net::ERR_ABORTED')).toEqual({ kind: 'empty' });
  expect(answered({ text: '' }, 0)).toEqual({ kind: 'empty' });
});

test.each([
  [false, 'that there was none of', 0, 0, {}],
  [false, 'without a body', 204, undefined, {}],
  [false, 'that says that its body is empty', 202, undefined, { 'Content-Length': '0' }],
  [false, 'of which DevTools counted no byte', 202, 0, {}],
  [true, 'of which DevTools counted some', 202, 2, {}],
  [true, 'that names a length', 400, 0, { 'Content-Length': '12' }],
  [true, 'that names a type', 400, 0, { 'Content-Type': 'application/problem+json' }],
  [true, 'of which nothing is known', 202, undefined, {}],
] as const)(
  'whether a body is asked for is %s of an answer %s',
  (asked, _, status, size, headers) => {
    const response = {
      status,
      headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
      ...(size !== undefined && { content: { size } }),
    };
    expect(mayHaveContent(HarEntry.parse({ ...firefox, response }))).toBe(asked);
  },
);

test('of an answer that the page may not see there is no body to tell', () => {
  const gap = { kind: 'unreadable', reason: 'no-content' };
  expect(answered({}, 0, {}, 'net::ERR_FAILED')).toEqual(gap);
  expect(answered({}, 0, { 'Content-Length': '12' }, 'net::ERR_ABORTED')).toEqual(gap);
  expect(answered({ text: '' }, 0, { 'Content-Type': 'application/problem+json' })).toEqual(gap);
});
