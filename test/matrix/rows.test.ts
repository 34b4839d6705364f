import { expect, test } from 'vitest';
import { ROWS } from './rows.ts';
import { matrixSample } from './sample.ts';

test('the matrix has at least 60 senders, each with a name and a title of its own', () => {
  expect(ROWS.length).toBeGreaterThanOrEqual(60);
  expect(new Set(ROWS.map(({ id }) => id)).size).toBe(ROWS.length);
  expect(new Set(ROWS.map(({ title }) => title)).size).toBe(ROWS.length);
});

test('every name can stand in an address as it is, and every title in a table', () => {
  for (const { id, title } of ROWS) {
    expect(id).toMatch(/^[a-z\d-]+$/);
    expect(title).not.toContain('|');
  }
});

test('a sample is the same for the same seed, has no row twice, and differs by seed', () => {
  const idsOf = (seed: number) => matrixSample(ROWS, seed, 20).map(({ id }) => id);
  expect(idsOf(7)).toEqual(idsOf(7));
  expect(new Set(idsOf(7)).size).toBe(20);
  expect(idsOf(8)).not.toEqual(idsOf(7));
});
