import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { inflate } from '../../../lib/wire/inflate.ts';
import { bytesOf } from '../samples.ts';

const NUMBERS = Array.from({ length: 5000 }, (_, n) => (n * 7919) % 10_007);
const TEXT = JSON.stringify({ events: NUMBERS.map((id) => ({ eventType: 'A', id })) });
const encoded = (value: string) => ({ headers: [{ name: 'Content-Encoding', value }] });
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

test.each([
  ['gzip', 'gzip', gzipSync(TEXT), ['gzip']],
  ['GZIP', 'gzip in capitals', gzipSync(TEXT), ['gzip']],
  ['', 'gzip', gzipSync(TEXT), ['gzip']],
  ['', 'gzip without compression', gzipSync(TEXT, { level: 0 }), ['gzip']],
  ['deflate', 'zlib', deflateSync(TEXT), ['deflate']],
  ['deflate', 'bare deflate', deflateRawSync(TEXT), ['deflate-raw']],
  ['', 'zlib', deflateSync(TEXT), ['deflate']],
  ['deflate, gzip', 'two layers', gzipSync(deflateSync(TEXT)), ['gzip', 'deflate']],
  ['identity', 'plain text', Buffer.from(TEXT), []],
  ['', 'plain text', Buffer.from(TEXT), []],
])('sent as %j, %s is unpacked', (encoding, _title, bytes, from) => {
  const inflated = inflate(new Uint8Array(bytes), encoded(encoding));
  expect({ ...inflated, bytes: textOf(inflated.bytes) }).toEqual({ bytes: TEXT, from });
});

test('members of gzip one after the other are unpacked', () => {
  const bytes = Buffer.concat([gzipSync('{"a":'), gzipSync('1}')]);
  expect(textOf(inflate(new Uint8Array(bytes)).bytes)).toBe('{"a":1}');
});

describe('what was unpacked before a fault is given', () => {
  test('of a body that is cut', () => {
    const whole = gzipSync(TEXT);
    const { bytes, fault } = inflate(new Uint8Array(whole.subarray(0, whole.length / 2)));
    expect(fault).toMatchObject({ kind: 'cut', of: 'gzip' });
    expect(bytes.length).toBeGreaterThan(TEXT.length / 3);
    expect(TEXT.startsWith(textOf(bytes))).toBe(true);
  });

  test('of a body that turns into something else', () => {
    const bytes = new Uint8Array([...gzipSync(TEXT), ...bytesOf('and more')]);
    const inflated = inflate(bytes);
    expect(inflated.fault).toMatchObject({ kind: 'corrupt' });
    expect(textOf(inflated.bytes)).toBe(TEXT);
  });

  test('of a body that would become too large', () => {
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(50_000_000, '[')));
    const { bytes, fault } = inflate(bomb, {}, 1_000_000);
    expect(bytes).toHaveLength(1_000_000);
    expect(fault).toMatchObject({ kind: 'too-large', of: 'gzip' });
    expect(fault?.byte).toBeLessThan(bomb.length);
  });
});

test.each([
  ['gzip', '{"events":[]}', 'not-compressed'],
  ['deflate', '{"events":[]}', 'not-compressed'],
  ['br', '{"events":[]}', 'not-compressed'],
  ['br', '\u000b\u0002\u0080', 'unknown'],
])('sent as %s, %j is left as it is', (encoding, text, kind) => {
  const bytes = bytesOf(text);
  expect(inflate(bytes, encoded(encoding))).toEqual({
    bytes,
    from: [],
    fault: { kind, of: encoding, byte: 0 },
  });
});

test.each(['x^2', 'x', '', '\u001f'])('%j is no compressed body', (text) => {
  expect(inflate(bytesOf(text))).toEqual({ bytes: bytesOf(text), from: [] });
});
