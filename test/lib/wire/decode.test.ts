import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode } from '../../../lib/wire/decode.ts';
import { batchOf, bytesOf, CLICK } from '../samples.ts';

const JSON_TYPE = 'application/json';

describe('a batch', () => {
  test('has the key, and its events with type and time', () => {
    const timestamp = '2026-11-23T09:15:02.114Z';
    const text = batchOf({ ...CLICK, timestamp });
    expect(decode(bytesOf(text), JSON_TYPE)).toMatchObject({
      kind: 'batch',
      text,
      batch: {
        key: 'key-1',
        events: [
          {
            index: 0,
            type: 'ProductClicked',
            at: Date.parse(timestamp),
            value: { ...CLICK, timestamp },
          },
        ],
        value: JSON.parse(text),
      },
    });
  });

  test('is decoded behind a byte order mark', () => {
    const bytes = new Uint8Array([0xef, 0xbb, 0xbf, ...bytesOf(batchOf(CLICK))]);
    expect(decode(bytes)).toMatchObject({ kind: 'batch', batch: { key: 'key-1' } });
  });

  test('keeps every character of its text', () => {
    const text = batchOf({ eventType: 'SearchPerformed', query: 'rødgrød 🍓' });
    expect(decode(bytesOf(text))).toMatchObject({ kind: 'batch', text });
  });

  test.each([
    ['with a key alone', '{"instrumentationKey":"a"}', { key: 'a', events: [] }],
    ['with events alone', '{"events":[]}', { events: [] }],
    ['with events that are no array', '{"events":{}}', { events: [] }],
    ['with an empty key', '{"instrumentationKey":"","events":[]}', { events: [] }],
    ['with a key that is no text', '{"instrumentationKey":7,"events":[]}', { events: [] }],
  ])('%s is a batch all the same', (_title, text, batch) => {
    const value: unknown = JSON.parse(text);
    expect(decode(bytesOf(text))).toMatchObject({
      kind: 'batch',
      text,
      batch: { ...batch, value },
    });
  });

  test('may hold events that are no objects', () => {
    const events = [null, 7, 'x', [1], { eventType: 7, timestamp: 'soon' }];
    expect(decode(bytesOf(JSON.stringify({ events })))).toMatchObject({
      batch: { events: events.map((value, index) => ({ index, value })) },
    });
  });
});

test.each(['{}', '{"a":1}', '[]', '[{"eventType":"x"}]', '7', 'null', '"text"', 'true'])(
  '%s is another request’s body',
  (text) => {
    expect(decode(bytesOf(text), JSON_TYPE)).toEqual({ kind: 'other', text });
  },
);

describe('what can’t be decoded', () => {
  test.each([
    [JSON_TYPE, 'error', 'documented'],
    ['application/json; charset=utf-8', 'error', 'documented'],
    ['APPLICATION/JSON', 'error', 'documented'],
    ['application/cloudevents+json', 'error', 'documented'],
    ['text/plain', 'warning', 'inferred'],
    ['application/jsonp', 'warning', 'inferred'],
    ['', 'warning', 'inferred'],
  ])('sent as %j is of severity %s, %s', (contentType, severity, grade) => {
    const text = '{"events":[';
    expect(decode(bytesOf(text), contentType)).toMatchObject({
      kind: 'malformed',
      text,
      issue: { severity, grade, rule: 'not-json', path: '', message: 'issueNotJson' },
    });
    expect(decode(new Uint8Array([0xff, 0xfe]), contentType)).toMatchObject({
      issue: { severity, grade, rule: 'not-utf8' },
    });
  });

  test('has a reason', () => {
    const decoded = decode(bytesOf('{"a":1,}'));
    expect(decoded.kind === 'malformed' && decoded.issue.actual).toMatch(/JSON/);
  });

  test('has no text where it is not UTF-8', () => {
    expect(decode(new Uint8Array([0x7b, 0xc3]))).not.toHaveProperty('text');
  });
});

test('a body nested 100,000 deep does not throw', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  expect(decode(bytesOf(deep)).kind).toMatch(/other|malformed/);
  expect(decode(bytesOf(`{"events":[${deep}]}`)).kind).toMatch(/batch|malformed/);
});

test('whatever the bytes, decoding never throws', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(decode(bytes).kind).toMatch(/^(batch|other|malformed)$/);
    }),
  );
});

test('whatever the events, their values are those of JSON and their order is kept', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), (events) => {
      const text = JSON.stringify({ events });
      const decoded = decode(bytesOf(text));
      if (decoded.kind !== 'batch') throw new Error(decoded.kind);
      const parsed = JSON.parse(text) as { events: unknown[] };
      expect(decoded.batch.events.map(({ value }) => value)).toEqual(parsed.events);
    }),
  );
});
