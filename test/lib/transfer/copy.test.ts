import { runInNewContext } from 'node:vm';
import { gzipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Capture } from '../../../lib/capture/capture.ts';
import { copyOf, type CopyFormat } from '../../../lib/transfer/copy.ts';
import { bytesOf, capture } from '../samples.ts';

const KEY = '3f2a9c41b7e04d5a';
const BODY = `{"instrumentationKey":"${KEY}", "events":[{"eventType":"A","price":1.50, "lines":[{"id":"A-1"}]}]}`;
const FORMATS: CopyFormat[] = ['event', 'batch', 'curl', 'fetch'];

interface Given {
  text?: string;
  bytes?: Uint8Array<ArrayBuffer>;
  of?: Partial<Capture>;
  withKeys?: boolean;
  path?: string;
}

function copy(format: CopyFormat, { text = BODY, of = {}, path = '', ...given }: Given = {}) {
  const bytes = given.bytes ?? bytesOf(text);
  const size = bytes.length;
  const one = capture({ body: { kind: 'bytes', digest: 'd', size, stored: size }, ...of });
  const { withKeys = false } = given;
  return copyOf({ capture: one.id, event: 0, format, withKeys, path }, one, bytes);
}
const textOf = (...of: Parameters<typeof copy>) => {
  const copied = copy(...of);
  return copied.ok ? copied.text : copied.reason;
};

describe('JSON is copied as it is written', () => {
  test('an event, a batch, a value', () => {
    expect(textOf('event')).toBe('{"eventType":"A","price":1.50, "lines":[{"id":"A-1"}]}');
    expect(textOf('batch', { withKeys: true })).toBe(BODY);
    expect(textOf('value', { path: '/events/0/lines' })).toBe('[{"id":"A-1"}]');
    expect(textOf('value', { path: '/events/7' })).toBe('nothing');
  });

  test('lines and forms, which are none, as JSON', () => {
    const text = '{"eventType":"A","x":1.0}\n{"eventType":\n{"eventType":"C"}';
    expect(textOf('batch', { text })).toBe(
      '[{"eventType":"A","x":1.0},\n"{\\"eventType\\":",\n{"eventType":"C"}]',
    );
    const headers = [{ name: 'content-type', value: 'application/x-www-form-urlencoded' }];
    const form = 'a=1&data={"eventType":"A"}&a=2';
    expect(JSON.parse(textOf('batch', { text: form, of: { requestHeaders: headers } }))).toEqual({
      a: ['1', '2'],
      data: '{"eventType":"A"}',
    });
  });
});

describe('keys are shortened unless they are asked for', () => {
  const inEvent = `{"events":[{"eventType":"A","iKey":"${KEY}","note":"of ${KEY}"}]}`;
  const inText = `{"data":${JSON.stringify(BODY)}}`;

  test.each(FORMATS)('as %s', (format) => {
    for (const text of [BODY, inEvent, inText]) {
      expect(textOf(format, { text })).not.toContain(KEY);
    }
    expect(textOf(format, { text: inEvent })).toContain('3f2a…5a');
    expect(textOf(format, { text: inEvent, withKeys: true })).toContain(KEY);
  });

  test.each(['curl', 'fetch'] as const)('in the address and the headers, as %s', (format) => {
    const url = `https://receiver.test/api/events?iKey=${KEY}&x=1`;
    const requestHeaders = [
      { name: 'X-Instrumentation-Key', value: KEY },
      { name: 'Referer', value: `https://shop.test/?k=${KEY}` },
    ];
    const text = '{"events":[{"eventType":"A"}]}';
    const of = { url, requestHeaders };
    expect(textOf(format, { text, of })).not.toContain(KEY);
    expect(textOf(format, { text, of, withKeys: true })).toContain(`iKey=${KEY}&x=1`);
  });

  test('in a body that is compressed, which is then unpacked', () => {
    const requestHeaders = [{ name: 'Content-Encoding', value: 'gzip' }];
    const zipped = { bytes: new Uint8Array(gzipSync(bytesOf(BODY))), of: { requestHeaders } };
    const text = textOf('curl', zipped);
    expect(text).toContain('3f2a…5a');
    expect(text).not.toMatch(/content-encoding/i);
    expect(textOf('curl', { ...zipped, withKeys: true })).toMatch(/content-encoding: gzip/i);
  });

  test('or nothing is copied, where a key is written so that it is not found', () => {
    const text = BODY.replace('nKey":"3f2a', String.raw`n\u004bey":"3\u00662a`);
    for (const format of ['batch', 'curl', 'fetch'] as const) {
      expect(textOf(format, { text })).toBe('key-stays');
      expect(textOf(format, { text, withKeys: true })).not.toBe('key-stays');
    }
  });
});

describe('a call of fetch', () => {
  const call = (text: string) => {
    const calls: [string, RequestInit][] = [];
    const fetch = (url: string, init: RequestInit) => calls.push([url, init]);
    runInNewContext(`(async () => { ${text} })()`, { fetch, TextEncoder, Uint8Array, atob });
    return calls[0]!;
  };

  test('sends the very same bytes, with the headers that a page may set', () => {
    const bodies = fc.oneof(fc.uint8Array(), fc.string({ unit: 'binary' }).map(bytesOf));
    fc.assert(
      fc.property(bodies, (bytes) => {
        const requestHeaders = [
          { name: 'Content-Type', value: 'text/plain' },
          { name: 'Origin', value: 'x' },
        ];
        const text = textOf('fetch', {
          bytes: new Uint8Array(bytes),
          of: { requestHeaders },
          withKeys: true,
        });
        expect(text.replaceAll('\n', '')).toMatch(/^[\p{L}\p{M}\p{N}\p{P}\p{S} ]*$/u);
        const [url, { method, headers, body }] = call(text);
        expect([url, method, headers]).toEqual([
          'https://receiver.test/api/events',
          'POST',
          [['Content-Type', 'text/plain']],
        ]);
        expect(body ?? new Uint8Array()).toEqual(new Uint8Array(bytes));
      }),
      { numRuns: 40 },
    );
  });
});

describe('what can’t be copied', () => {
  test.each<[string, Partial<Capture>, string]>([
    ['a body that was not seen', { body: { kind: 'unreadable', reason: 'blob' } }, 'no-body'],
    [
      'the beginning of one',
      { body: { kind: 'bytes', digest: 'd', size: 9, stored: 2 } },
      'cut-body',
    ],
    ['an address that is none of the web', { url: 'javascript:alert(1)' }, 'not-http'],
  ])('%s is said', (_title, of, reason) => {
    expect(textOf('curl', { of })).toBe(reason);
  });

  test('a body that is more than can be pasted is said', () => {
    const text = `{"events":[{"eventType":"${'x'.repeat(1_000_000)}"}]}`;
    expect(textOf('curl', { text })).toBe('too-large');
    expect(textOf('event', { text })).toContain('xxx');
  });
});
