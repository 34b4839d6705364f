import { describe, expect, test } from 'vitest';
import { EVERYTHING, type Filter } from '../../lib/filter/filter.ts';
import { flatten } from '../../lib/session/flat.ts';
import { decode } from '../../lib/wire/decode.ts';
import { valueOf } from '../../lib/wire/json/value.ts';
import { readLossless } from '../../lib/wire/lossless.ts';
import { isWhole, likeTold, valueOfFlat } from '../lib/session/flat-value.ts';
import { bodies } from './bodies.ts';
import { eventsOf, filterTexts, tryFilter } from './filters.ts';

/** Bodies, and filters, of a seed that are tried at each commit; `npm run fuzz` tries a million. */
const COUNT = 5000;
/** Events of one body that are compared as the panel is told of them. */
const MAX_EVENTS = 20;

/** The first bodies that a seed gives. */
function sample(seed: number) {
  return bodies(seed).take(COUNT);
}

describe('a mutation of the corpus', () => {
  test('is decoded without a throw, and no guess of it is an error', () => {
    for (const { bytes, request } of sample(1)) {
      for (const { grade, severity } of decode(bytes, request).issues) {
        expect(grade === 'inferred' ? severity : 'not inferred').not.toBe('error');
      }
    }
  });

  test('has the same values in the fast and the lossless step', () => {
    for (const { bytes, request } of sample(2)) {
      const { decoded, find } = readLossless(bytes, request);
      for (const { path, value } of ('batch' in decoded && decoded.batch?.events) || []) {
        const written = find(path);
        // The fields of a form are an event that is written nowhere as a whole.
        const isWritten = written !== undefined || path !== '';
        expect(isWritten ? written && valueOf(written.node) : value).toEqual(value);
      }
    }
  });

  test('has the same values in what the panel is told of an event', () => {
    let compared = 0;
    for (const { bytes, request } of sample(3)) {
      const lossless = readLossless(bytes, request);
      const batch = 'batch' in lossless.decoded ? lossless.decoded.batch : undefined;
      for (const { path, value } of batch?.events.slice(0, MAX_EVENTS) ?? []) {
        const tree = flatten(lossless, batch!, path);
        if (!isWhole(tree)) continue;
        const told = valueOfFlat(tree);
        expect(told.value).toEqual(likeTold(value, told.value, told.opened));
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(500);
  });
});

describe('an odd filter', () => {
  test('is read, printed, completed and asked of odd events without a throw', () => {
    const events = eventsOf(1);
    let before: Filter = EVERYTHING;
    let good = 0;
    for (const text of filterTexts(1).take(COUNT)) {
      const { finding, filter } = tryFilter(text, before, events);
      expect(
        finding === undefined ? undefined : `${JSON.stringify(text)} ${finding}`,
      ).toBeUndefined();
      if (!filter) continue;
      before = filter;
      good += 1;
    }
    expect(good).toBeGreaterThan(COUNT / 10);
  });
});

test('a seed gives the same bodies each time', () => {
  const [one, other] = [bodies(7), bodies(7)].map((all) => [...all.take(50)]);
  expect(one).toEqual(other);
});
