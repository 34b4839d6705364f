import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readCapture } from '../../../lib/session/rows.ts';
import { showCapture } from '../../../lib/session/shown.ts';
import { batchOf, bytesOf, capture, CLICK } from '../samples.ts';

function shown(body: Uint8Array, event?: number) {
  return showCapture(readCapture(capture(), body), body, event);
}

describe('a capture is shown', () => {
  test('with its batch and the event that is looked at, as they are written', () => {
    const detail = shown(bytesOf('{"iKey":"k","events":[{"eventType":"A","price":1.50},{}]}'), 0);
    expect(detail).toMatchObject({
      reading: 'batch',
      batch: { key: 'k', events: 2 },
      event: { index: 0, bytes: { start: 22, end: 52 } },
      source: { event: '{"eventType":"A","price":1.50}' },
      issuesLeft: 0,
    });
    const sources = [detail.batch?.tree, detail.event?.tree].map((tree) =>
      tree?.nodes.map(({ source }) => source),
    );
    for (const source of sources) expect(source).toContain('1.50');
  });

  test('with the bytes of an event in the unpacked body', () => {
    const packed = new Uint8Array(gzipSync(bytesOf(batchOf(CLICK, CLICK))));
    const { event } = shown(packed, 1);
    const { start = 0, end = 0 } = event?.bytes ?? {};
    expect(batchOf(CLICK, CLICK).slice(start, end)).toBe(JSON.stringify(CLICK));
  });

  test.each([
    ['of an index that is not there', batchOf(CLICK), 7],
    ['of a body that is none', '{', 0],
    ['of another request', '{"a":1}', undefined],
  ])('without an event: %s', (_title, text, event) => {
    expect(shown(bytesOf(text), event)).not.toHaveProperty('event');
    expect(shown(bytesOf(text), event).source?.before).toBe(text);
  });

  test('that is no text by its bytes, and one that is not there by nothing', () => {
    const detail = shown(new Uint8Array(10).fill(0xff));
    expect(detail).toMatchObject({
      hex: `000000  ${'ff '.repeat(10)}${' '.repeat(19)}${'.'.repeat(10)}`,
    });
    expect(detail).not.toHaveProperty('source');
    const empty = capture({ body: { kind: 'unreadable', reason: 'blob' } });
    expect(showCapture(readCapture(empty, undefined), undefined, undefined)).toEqual({
      capture: empty,
      reading: 'unreadable',
      issues: [],
      issuesLeft: 0,
    });
  });

  test('without the text and the values of the whole body, which may be of any size and depth', () => {
    const deep = `${'[{"a":'.repeat(50_000)}1${'}]'.repeat(50_000)}`;
    const detail = shown(bytesOf(`{"events":[{"eventType":"A","deep":${deep}}]}`), 0);
    expect(structuredClone(detail)).toEqual(detail);
    expect(JSON.stringify(detail).length).toBeLessThan(500_000);
  });

  test('with the issues of its event and its batch, and with some of the others', () => {
    const body = bytesOf(JSON.stringify({ events: Array.from({ length: 3000 }, () => 1) }));
    const all = readCapture(capture(), body).issues;
    const { issues, issuesLeft } = shown(body, 2999);
    expect(issues.length).toBeLessThanOrEqual(1000);
    expect(issues.length + issuesLeft).toBe(all.length);
    expect(issues.filter(({ event }) => event === 2999)).toHaveLength(1);
    const ofBatch = all.filter(({ event }) => event === undefined);
    expect(issues.filter(({ event }) => event === undefined)).toEqual(ofBatch);
  });

  test('with a field that an issue is about, however far down the list', () => {
    const lines = Array.from({ length: 900 }, (_, n) => ({ quantity: n === 800 ? -1 : 1 }));
    const { event, issues } = shown(bytesOf(batchOf({ eventType: 'Other', lines })), 0);
    expect(issues).toContainEqual(
      expect.objectContaining({ path: '/events/0/lines/800/quantity' }),
    );
    expect(event?.tree.nodes.map(({ name }) => name)).toContain(800);
  });
});
