import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCallNumbers } from '../../../lib/capture/call-numbers.ts';

const VISIT = 'run:doc';

function hasHole(told: readonly number[], fromFirst = true): boolean {
  const numbers = createCallNumbers();
  for (const number of told) numbers.add(VISIT, number, fromFirst);
  return numbers.hasHole(VISIT);
}

test.each([
  [[], false],
  [[1], false],
  [[2], true],
  [[1, 2, 3], false],
  [[3, 1, 2], false],
  [[1, 3], true],
  [[1, 3, 3, 3, 1], true],
])('of a document of which %j are told, calls are missing: %s', (told, missing) => {
  expect(hasHole(told)).toBe(missing);
});

test('where the first calls need not be told, they are not missing', () => {
  expect(hasHole([7, 8], false)).toBe(false);
  expect(hasHole([7, 9], false)).toBe(true);
});

test('what is told again fills no hole, in whichever order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1 }), (told) => {
      const known = new Set(told);
      expect(hasHole(told)).toBe(known.size < Math.max(...told));
    }),
  );
});

test('a document with very many holes lacks calls, whatever comes', () => {
  const odd = Array.from({ length: 500 }, (_, n) => 2 * n + 1);
  expect(hasHole([...odd, ...odd.map((number) => number + 1)])).toBe(true);
});
