import { describe, expect, test } from 'vitest';
import type { Body } from '../../../lib/capture/capture.ts';
import { stateBits } from '../../../lib/filter/states.ts';
import { readCapture, rowsOf } from '../../../lib/session/rows.ts';
import { batchOf, bytesOf, capture, CLICK } from '../samples.ts';

const read = (text: string) => readCapture(capture(), bytesOf(text));
const rows = (text: string) => rowsOf(read(text));

describe('what became of a body', () => {
  test.each([
    ['batch', batchOf(CLICK)],
    ['other', '{"query":"{ me }"}'],
    ['malformed', '{"events":['],
  ])('%s', (reading, text) => {
    expect(read(text)).toMatchObject({ reading, text });
  });

  test.each<[string, Body]>([
    ['of a Blob', { kind: 'unreadable', reason: 'blob' }],
    ['that is not in the log', { kind: 'bytes', digest: 'd', size: 2, stored: 2 }],
  ])('unreadable: one %s, which is no issue', (_title, body) => {
    const detail = readCapture(capture({ body }), undefined);
    expect(detail).toMatchObject({ reading: 'unreadable', issues: [] });
    expect(rowsOf(detail).rows).toEqual([
      {
        id: 'run:1#',
        index: undefined,
        brief: '',
        issues: 0,
        states: stateBits(['unreadable']),
      },
    ]);
  });

  test('an empty one holds neither key nor events: it is another request', () => {
    expect(readCapture(capture({ body: { kind: 'empty' } }), undefined).reading).toBe('other');
  });

  test('ten thousand worthless events are read at once, and only some have rows', () => {
    const batch = JSON.stringify({ events: Array.from({ length: 10_000 }, () => 1) });
    const detail = readCapture(capture(), new TextEncoder().encode(batch));
    expect(detail.issues.length).toBeGreaterThan(10_000);
    expect(rowsOf(detail).rows).toHaveLength(1000);
  });

  test('no text: its first bytes are kept', () => {
    const detail = readCapture(capture(), new Uint8Array(10_000).fill(0xff));
    expect(detail.reading).toBe('malformed');
    expect(detail).not.toHaveProperty('text');
    expect(detail.bytes).toHaveLength(4096);
  });

  test('cut: it is shown as text and not checked, which an info says', () => {
    const body: Body = { kind: 'bytes', digest: 'd', size: 99_999_999, stored: 12 };
    const detail = readCapture(capture({ body }), bytesOf('{"events":[{'));
    expect(detail).toMatchObject({
      reading: 'malformed',
      text: '{"events":[{',
      issues: [{ rule: 'too-large', severity: 'info', actual: '99999999 bytes' }],
    });
  });

  test('cut: the events that are whole before the cut are read all the same', () => {
    const body: Body = { kind: 'bytes', digest: 'd', size: 99_999_999, stored: 1000 };
    const text = `${batchOf(CLICK, { eventType: 'ProductClicked' }).slice(0, -2)},{"eventTy`;
    const detail = readCapture(capture({ body }), bytesOf(text));
    expect(detail.issues).toMatchObject([
      { rule: 'too-large', severity: 'info' },
      { rule: 'missing-field', event: 1 },
    ]);
    expect(rowsOf(detail).rows.map(({ type }) => type)).toEqual([
      'ProductClicked',
      'ProductClicked',
    ]);
  });

  test('cut short by its sender: its events are read, and nothing is missed that may have come later', () => {
    const detail = read(`{"events":[${JSON.stringify(CLICK)},{"eventType":"Ord`);
    expect(detail).toMatchObject({ reading: 'malformed', batch: { events: [{ value: CLICK }] } });
    expect(detail.issues).toMatchObject([{ rule: 'not-json', severity: 'error' }]);
  });

  test('not JSON: it is an error only where JSON was promised', () => {
    const plain = capture({ requestHeaders: [{ name: 'content-type', value: 'text/plain' }] });
    expect(readCapture(plain, bytesOf('{')).issues).toMatchObject([{ severity: 'warning' }]);
    expect(readCapture(capture(), bytesOf('{')).issues).toMatchObject([{ severity: 'error' }]);
  });
});

test('the response’s body is read beside the request’s', () => {
  const responseBody: Body = { kind: 'bytes', digest: 'r', size: 2, stored: 2 };
  const detail = readCapture(capture({ responseBody }), bytesOf(batchOf(CLICK)), bytesOf('ok'));
  expect(detail).toMatchObject({ reading: 'batch', responseText: 'ok' });
});

describe('the rows of a capture', () => {
  test('are one for each event, with its type and what matters of it', () => {
    const order = {
      eventType: 'OrderCreated',
      currency: 'DKK',
      totalPrice: 99.5,
      orderId: '10045',
    };
    expect(rows(batchOf(CLICK, order))).toMatchObject({
      key: 'key-1',
      reading: 'batch',
      rows: [
        { id: 'run:1#0', index: 0, type: 'ProductClicked', brief: 'A-1', issues: 0 },
        { id: 'run:1#1', index: 1, type: 'OrderCreated', brief: '10045 · 99.5 · DKK' },
      ],
      flags: '11',
    });
  });

  test.each([
    ['an empty batch', batchOf()],
    ['a body that is malformed', '{'],
    ['another request’s body', '{}'],
  ])('are a single one for %s', (_title, text) => {
    expect(rows(text).rows).toMatchObject([{ id: 'run:1#', index: undefined }]);
  });

  test('have the issues of their own event and of the batch, not of the others', () => {
    const bad = { eventType: 'ProductClicked' };
    expect(rows(batchOf(CLICK, bad)).rows).toMatchObject([
      { issues: 0 },
      { issues: 1, worst: 'warning' },
    ]);
    expect(rows(batchOf(CLICK)).rows[0]).not.toHaveProperty('worst');
    const withoutKey = JSON.stringify({ events: [CLICK, bad] });
    expect(rows(withoutKey).rows).toMatchObject([{ issues: 1 }, { issues: 2 }]);
  });

  test('tell events 1 and 10 apart', () => {
    const events = Array.from({ length: 11 }, (_, n) =>
      n === 10 ? {} : { ...CLICK, position: n },
    );
    const { rows: all } = rows(batchOf(...events));
    expect(all.map(({ issues }) => issues)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
  });

  test('have what matters of an event that is nested and of another case', () => {
    const data = { order_id: '10045', TotalPrice: 99.5 };
    expect(rows(batchOf({ event_type: 'OrderCreated', data })).rows).toMatchObject([
      { type: 'OrderCreated', brief: '10045 · 99.5' },
    ]);
  });

  test('have a brief of limited length', () => {
    const query = 'x'.repeat(1000);
    expect(rows(batchOf({ eventType: 'SearchPerformed', query })).rows[0]?.brief).toHaveLength(120);
  });
});
