import { describe, expect, test } from 'vitest';
import { decode } from '../../lib/wire/decode.ts';
import { valueOf } from '../../lib/wire/json/value.ts';
import { readLossless } from '../../lib/wire/lossless.ts';
import { bodies } from './bodies.ts';

/** Bodies of a seed that are tried at each commit; `npm run fuzz` tries a million. */
const COUNT = 5000;

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
});

test('a seed gives the same bodies each time', () => {
  const [one, other] = [bodies(7), bodies(7)].map((all) => [...all.take(50)]);
  expect(one).toEqual(other);
});
