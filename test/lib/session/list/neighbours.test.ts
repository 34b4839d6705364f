import { beforeEach, describe, expect, test } from 'vitest';
import { createList, type List } from '../../../../lib/session/list/list.ts';
import {
  firstWithin,
  nextWithIssues,
  previousOfType,
} from '../../../../lib/session/list/neighbours.ts';
import { lineId, type LinePlace, placeOf } from '../../../../lib/session/lines.ts';
import { readCapture, rowsOf } from '../../../../lib/session/rows.ts';
import { batchOf, bytesOf, capture, visit } from '../../samples.ts';

let list: List;

/** Types of the events of a capture; one in capitals has an issue. */
function put(id: string, at: number, types: string[], of = 'run:doc') {
  const text = batchOf(...types.map((eventType) => ({ eventType })));
  const row = rowsOf(readCapture(capture({ id, at, visit: of }), bytesOf(text)));
  for (const one of row.rows) one.issues = /^[A-Z]/.test(one.type ?? '') ? 1 : 0;
  list.put(row);
}
const told = (found: LinePlace | undefined) => found && lineId(found);

beforeEach(() => {
  list = createList();
  list.putVisit(visit({ id: 'late', at: 50 }));
  list.putVisit(visit({ id: 'early', at: 10 }));
  put('c', 300, ['a', 'B'], 'late');
  put('a', 100, ['a', 'b', 'a'], 'late');
  put('b', 200, ['A', 'b'], 'early');
});

describe('the previous event of a type', () => {
  test.each([
    ['a#0', undefined],
    ['a#2', 'a#0'],
    ['c#0', 'a#2'],
    ['b#1', 'a#1'],
    ['b#0', undefined],
    ['gone#0', undefined],
  ])('of %s is %s', (from, expected) => {
    expect(told(previousOfType(list, placeOf(from)))).toBe(expected);
  });

  test('is none that has gone', () => {
    list.forget(['a']);
    expect(previousOfType(list, placeOf('c#0'))).toBeUndefined();
  });
});

describe('the next event with issues, in the order of the list', () => {
  test.each<[string | undefined, 1 | -1, string | undefined]>([
    [undefined, 1, 'b#0'],
    [undefined, -1, 'c#1'],
    ['b#0', 1, 'c#1'],
    ['b#1', -1, 'b#0'],
    ['a#1', 1, 'c#1'],
    ['a#1', -1, 'b#0'],
    ['c#1', 1, 'b#0'],
    ['b#0', -1, 'c#1'],
    // Of a batch as a whole, in another one.
    ['b#', 1, 'c#1'],
    ['c#', -1, 'b#0'],
    ['gone#0', 1, 'b#0'],
  ])('from %s by %d is %s', (from, step, expected) => {
    const found = nextWithIssues(list, from === undefined ? undefined : placeOf(from), step);
    expect(told(found)).toBe(expected);
  });

  test('is one that the filter shows, though it may be folded away', () => {
    list.fold('early', true);
    expect(told(nextWithIssues(list, placeOf('a#0'), -1))).toBe('b#0');
    list.show([['c', '00']]);
    expect(told(nextWithIssues(list, placeOf('a#0'), 1))).toBe('b#0');
    expect(nextWithIssues(list, placeOf('b#0'), 1)).toBeUndefined();
  });
});

describe('what was sent first in a stretch of time', () => {
  test.each([
    [0, 1000, 'a#0'],
    [101, 1000, 'b#0'],
    [200, 201, 'b#0'],
    [201, 300, undefined],
  ])('from %i to %i is %s', (from, to, expected) => {
    expect(told(firstWithin(list, { from, to }))).toBe(expected);
  });

  test('is none that the filter hides', () => {
    list.show([['a', '001']]);
    list.show([['b', '00']]);
    expect(told(firstWithin(list, { from: 0, to: 250 }))).toBe('a#2');
    expect(told(firstWithin(list, { from: 150, to: 250 }))).toBeUndefined();
  });
});
