import type { Row } from './row.ts';

/** Some of the rows: the same ones for the same seed. */
export function matrixSample(rows: readonly Row[], seed: number, count: number): Row[] {
  const random = mulberry32(seed);
  return rows
    .map((row) => ({ row, rank: random() }))
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, count)
    .map(({ row }) => row);
}

/** A small pseudo-random generator: numbers from 0 to 1. Source: Tommy Ettinger, public domain. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
