import { execFileSync } from 'node:child_process';
import type { Driver } from './drivers/driver.ts';

/** Shares that what is too long for each change is dealt into: a run takes one of them for each browser. */
const TURNS = 4;

/** Everything is tried (`E2E=whole`). */
export const isWhole = process.env['E2E'] === 'whole';

/** 0 to 3: by `E2E_SEED`, or else by the commit. */
export const seed = Number(process.env['E2E_SEED'] ?? `0x${commit().slice(-1) || '0'}`) % TURNS;

/** What of a list a browser tries: the one of two browsers takes what the other does not. */
export function shareOf<T>(all: readonly T[], browser: Driver['name'], shares = 2): T[] {
  const turn = seed + (browser === 'chromium' ? 0 : 1);
  return all.filter((_, index) => isWhole || (index + turn) % shares === 0);
}

/** Empty where the files are no checkout. */
function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}
