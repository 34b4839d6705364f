import { describe, expect, test } from 'vitest';
import { decode } from '../../../lib/wire/decode.ts';
import { batchOf, bytesOf, CLICK } from '../samples.ts';

const as = (contentType: string) => ({ headers: [{ name: 'Content-Type', value: contentType }] });
const JSON_TYPE = as('application/json');

describe('a batch', () => {
  test('says of the key, the events and their parts where they stand', () => {
    const timestamp = '2026-11-23T09:15:02.114Z';
    const event = { ...CLICK, timestamp };
    const text = batchOf(event);
    expect(decode(bytesOf(text), JSON_TYPE)).toEqual({
      kind: 'batch',
      text,
      issues: [],
      batch: {
        key: 'key-1',
        keyPath: '/instrumentationKey',
        eventsPath: '/events',
        layout: { kind: 'json' },
        events: [
          {
            index: 0,
            path: '/events/0',
            type: 'ProductClicked',
            typePath: '/events/0/eventType',
            at: Date.parse(timestamp),
            timePath: '/events/0/timestamp',
            value: event,
            payload: { value: event, path: '/events/0' },
          },
        ],
        value: JSON.parse(text) as unknown,
      },
    });
  });

  test('may have its parts in the payload', () => {
    const payload = { productId: 'A-1', timestamp: 1795425302, writeKey: 'w' };
    const text = JSON.stringify([{ id: 7, data: { eventType: 'A', ...payload } }]);
    expect(decode(bytesOf(text))).toMatchObject({
      batch: {
        key: 'w',
        eventsPath: '',
        events: [
          {
            path: '/0',
            typePath: '/0/data/eventType',
            at: 1795425302000,
            timePath: '/0/data/timestamp',
            keyPath: '/0/data/writeKey',
            payload: { path: '/0/data', value: payload },
          },
        ],
      },
    });
  });

  test('says which header or parameter holds its key', () => {
    const header = { headers: [{ name: 'X-Instrumentation-Key', value: 'h' }] };
    expect(decode(bytesOf('[]'), header)).toMatchObject({
      batch: { key: 'h', keyBeside: { place: 'header', name: 'X-Instrumentation-Key' } },
    });
    expect(decode(bytesOf('[]'), { url: 'https://a.test/?IKEY=q' })).toMatchObject({
      batch: { key: 'q', keyBeside: { place: 'query', name: 'IKEY' } },
    });
  });

  test('takes no key from a header whose value was not stored', () => {
    expect(decode(bytesOf('[]'), { headers: [{ name: 'instrumentation-key' }] }).kind).toBe(
      'other',
    );
  });

  test('keeps a payload that a string holds as the string that came', () => {
    const data = '{"productId":"A-1"}';
    const text = JSON.stringify({ events: [{ eventType: 'A', data }] });
    expect(decode(bytesOf(text))).toMatchObject({
      batch: {
        events: [
          {
            value: { eventType: 'A', data },
            payload: { value: { productId: 'A-1' }, path: '/events/0/data' },
          },
        ],
      },
    });
  });

  test('says where a type was expected and none came', () => {
    expect(decode(bytesOf('{"events":[{"eventType":7},{"a":1,"b":2}]}'))).toMatchObject({
      batch: { events: [{ typePath: '/events/0/eventType' }, { path: '/events/1' }] },
    });
  });

  test('keeps every character of its text', () => {
    const text = batchOf({ eventType: 'SearchPerformed', query: 'rødgrød 🍓' });
    expect(decode(bytesOf(text))).toMatchObject({ kind: 'batch', text });
  });

  test('is not spoilt by a name that objects inherit', () => {
    const text = '{"events":[{"eventType":"A","__proto__":{"data":{"x":1},"polluted":true}}]}';
    const decoded = decode(bytesOf(text));
    expect(decoded).toMatchObject({ batch: { events: [{ payload: { path: '/events/0' } }] } });
    expect(Object.prototype).not.toHaveProperty('polluted');
  });

  test('lists a broken payload at its place, with what was expected', () => {
    const text = JSON.stringify({ events: [CLICK, { eventType: 'A', data: '{"orderId":' }] });
    expect(decode(bytesOf(text)).issues).toMatchObject([
      { rule: 'embedded-not-json', path: '/events/1/data', event: 1, actual: '{"orderId":▸' },
    ]);
  });
});

describe('what can’t be decoded', () => {
  test.each([
    ['application/json', 'error', 'documented'],
    ['application/json; charset=utf-8', 'error', 'documented'],
    ['APPLICATION/JSON', 'error', 'documented'],
    ['application/cloudevents+json', 'error', 'documented'],
    ['text/plain', 'warning', 'inferred'],
    ['application/jsonp', 'warning', 'inferred'],
    ['', 'warning', 'inferred'],
  ])('sent as %j is of severity %s, %s', (contentType, severity, grade) => {
    const text = '{"events":[';
    expect(decode(bytesOf(text), as(contentType))).toMatchObject({
      kind: 'malformed',
      text,
      issues: [{ severity, grade, rule: 'not-json', path: '', message: 'issueBodyCut' }],
    });
    expect(decode(new Uint8Array([0xff, 0xfe]), as(contentType))).toMatchObject({
      issues: [{ severity, grade, rule: 'not-utf8' }],
    });
  });

  test.each([
    ['before', `{"instrumentationKey":"3f2a9c41-7d5e-9a10-c0ffee0000c9",!}`],
    ['behind', `{!"i_key":"3f2a9c41-7d5e-9a10-c0ffee0000c9"}`],
  ])('shows no key that stands %s the fault', (_where, text) => {
    const [issue] = decode(bytesOf(text)).issues;
    expect(issue?.actual).toContain('▸');
    expect(issue?.actual).not.toMatch(/c0ffee|9c41/);
  });

  test('says line, column and byte, what was expected, and the characters around', () => {
    const text = '{\n  "query": "rødgrød",\r\n  "price": 12,50\r\n}';
    expect(decode(bytesOf(text), JSON_TYPE).issues).toMatchObject([
      {
        message: 'issueNotJson',
        params: [3, 15, 41],
        expected: '"',
        actual: '…ød",\r\n  "price": 12,▸50\r\n}',
      },
    ]);
  });

  test.each([
    ['ends too early', '{"events":[', 'issueBodyCut'],
    ['goes on', '{"events":[]} x', 'issueAfterJson'],
    ['is wrong within', '{"events":[x]}', 'issueNotJson'],
  ])('tells a body that %s', (_title, text, message) => {
    expect(decode(bytesOf(text)).issues).toMatchObject([{ message }]);
  });

  test('counts bytes from the mark at the beginning', () => {
    const bytes = new Uint8Array([0xef, 0xbb, 0xbf, ...bytesOf('{"æ":x}')]);
    expect(decode(bytes).issues).toMatchObject([{ params: [1, 6, 9] }]);
  });

  test('has what is whole before the fault, and not what is not', () => {
    const text = `${batchOf(CLICK, CLICK).slice(0, -2)},{"eventType":"ProductViewed","produ`;
    const decoded = decode(bytesOf(text));
    expect(decoded).toMatchObject({ kind: 'malformed', batch: { key: 'key-1', partial: true } });
    expect(decoded.kind === 'malformed' && decoded.batch?.events).toMatchObject([
      { value: CLICK },
      { value: CLICK },
    ]);
  });

  test('is text in its own encoding, where that can be told', () => {
    const utf16 = new Uint8Array(Buffer.from(batchOf(CLICK), 'utf16le'));
    expect(decode(utf16)).toMatchObject({
      kind: 'malformed',
      text: batchOf(CLICK),
      issues: [{ message: 'issueOtherEncoding', params: ['UTF-16LE', 0] }],
    });
  });

  test('has no text where it is none', () => {
    expect(decode(new Uint8Array(100).fill(0xff))).not.toHaveProperty('text');
  });

  test('line by line has an issue for each bad line, up to a limit', () => {
    const bad = '{"eventType":\n'.repeat(200);
    const decoded = decode(bytesOf(`{"eventType":"A"}\n{"eventType":"B"}\n${bad}`));
    expect(decoded).toMatchObject({ kind: 'batch', batch: { partial: true } });
    expect(decoded.issues).toHaveLength(101);
    expect(decoded.issues[0]).toMatchObject({ path: '/2', params: [3, 14, 49] });
    expect(decoded.issues.at(-1)).toMatchObject({ rule: 'lines-unread', params: [100] });
  });
});
