import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decidedPairs, type Pair, pairsSoFar } from '../../../lib/capture/pairing.ts';

const always = () => true;

describe('what the evidence decides', () => {
  test.each<[string, number, number, Pair[], Pair[]]>([
    [
      'equal sequences go in order',
      3,
      3,
      [],
      [
        [0, 0],
        [1, 1],
        [2, 2],
      ],
    ],
    ['of two that fit one, neither is it', 2, 1, [], []],
    ['of two of which one is excluded, the other is it', 2, 1, [[0, 0]], [[1, 0]]],
    [
      'the middle one is missing, and each end fits only its own',
      3,
      2,
      [
        [0, 1],
        [1, 0],
        [1, 1],
        [2, 0],
      ],
      [
        [0, 0],
        [2, 1],
      ],
    ],
    ['nothing fits', 1, 1, [[0, 0]], []],
    ['nothing to pair', 0, 3, [], []],
  ])('%s', (_, left, right, excluded, expected) => {
    const fits = (l: number, r: number) => !excluded.some(([x, y]) => x === l && y === r);
    expect(decidedPairs(left, right, fits)).toEqual(expected);
  });

  test('a pair is given exactly if it is in every best explanation', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4 }),
        fc.integer({ min: 0, max: 4 }),
        fc.array(fc.boolean(), { minLength: 16, maxLength: 16 }),
        (left, right, grid) => {
          const fits = (l: number, r: number) => grid[l * 4 + r]!;
          const all = explanations(left, right, fits);
          const most = Math.max(...all.map(({ length }) => length));
          const best = all.filter(({ length }) => length === most);
          const inAll = best[0]!.filter((pair) =>
            best.every((one) => one.some(([l, r]) => l === pair[0] && r === pair[1])),
          );
          expect(decidedPairs(left, right, fits)).toEqual(inAll);
        },
      ),
    );
  });
});

describe('while both still grow', () => {
  const open = { open: always };
  const closed = { open: () => false };

  test('what is still open at the end of one is taken to be on its way', () => {
    expect(pairsSoFar({ count: 3, ...open }, { count: 1, ...open }, always)).toEqual([[0, 0]]);
    expect(pairsSoFar({ count: 1, ...open }, { count: 2, ...open }, always)).toEqual([[0, 0]]);
  });

  test('what is closed without the other is not', () => {
    expect(pairsSoFar({ count: 2, ...closed }, { count: 1, ...closed }, always)).toEqual([]);
  });

  test('a contradiction is not explained away', () => {
    expect(pairsSoFar({ count: 2, ...open }, { count: 1, ...open }, (l) => l === 1)).toEqual([
      [1, 0],
    ]);
  });
});

/** All ways to pair that keep both orders. */
function explanations(
  left: number,
  right: number,
  fits: (l: number, r: number) => boolean,
  from: Pair = [0, 0],
): Pair[][] {
  const all: Pair[][] = [[]];
  for (let l = from[0]; l < left; l += 1) {
    for (let r = from[1]; r < right; r += 1) {
      if (!fits(l, r)) continue;
      for (const rest of explanations(left, right, fits, [l + 1, r + 1]))
        all.push([[l, r], ...rest]);
    }
  }
  return all;
}
