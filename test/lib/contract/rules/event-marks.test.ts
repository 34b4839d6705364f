import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digestOf } from '../../../../lib/contract/rules/digest.ts';
import { marksOf } from '../../../../lib/contract/rules/event-marks.ts';

const KEY = digestOf('key-1');

function marks(value: Record<string, unknown>, key = KEY) {
  return marksOf({ index: 0, path: '', value, payload: { value, path: '' } }, key);
}

test('what an event says is known again, also if its names are met for the first time', () => {
  const json = fc.jsonValue({ maxDepth: 4 });
  fc.assert(
    fc.property(fc.dictionary(fc.string(), json), (value) => {
      const first = marks(value);
      expect(marks(structuredClone(value))).toEqual(first);
    }),
  );
});

test('id and time count for nothing in what an event says, all else does', () => {
  const event = { eventId: 'a', timestamp: '2026-11-23T09:15:02Z', productId: 'A-1', n: [1, null] };
  const { content } = marks(event);
  expect(marks({ ...event, eventId: 'b', timestamp: 'x' }).content).toBe(content);
  const others = [
    { ...event, productId: 'A-2' },
    { ...event, productID: 'A-1' },
    { ...event, n: [1, 0] },
    { ...event, n: [1, false] },
    { ...event, n: ['1', null] },
    { ...event, n: [1.5, null] },
    { ...event, n: [[1], null] },
    { ...event, n: { 0: 1, 1: null } },
    { ...event, more: null },
  ].map((other) => marks(other).content);
  expect(new Set([content, ...others]).size).toBe(others.length + 1);
  expect(marks(event, digestOf('key-2')).content).not.toBe(content);
});

test('numbers that are the same value say the same', () => {
  expect(marks({ n: -0 })).toEqual(marks({ n: 0 }));
  expect(marks({ n: 1e2 })).toEqual(marks({ n: 100 }));
  expect(marks({ n: 2 ** 53 })).not.toEqual(marks({ n: 2 ** 53 + 2 }));
});
