import { signal } from '@preact/signals';
import { describe, expect, test } from 'vitest';
import type { OverviewBar, OverviewShown } from '../../../lib/session/list/overview.ts';
import { barsIn, createTimeRange, stretchOfBars } from '../../../lib/session/time-range.ts';

/** Bars of a second each, with so many batches. */
function barsOf(...counts: number[]): OverviewBar[] {
  return counts.map((batches, at) => ({
    from: at * 1000,
    to: (at + 1) * 1000,
    batches,
    failed: 0,
    shown: batches,
    shownFailed: 0,
  }));
}

function rangeOf(...counts: number[]) {
  const overview = signal<OverviewShown>({ bars: barsOf(...counts), bands: [] });
  const times = signal<((at: number) => boolean) | undefined>(undefined);
  return { overview, times, ...createTimeRange(overview, times) };
}

describe('a stretch of time', () => {
  test('is moved from batches to batches, and held at the ends', () => {
    const { move, pending } = rangeOf(0, 1, 0, 0, 2, 0);
    const heads = [-1, -1, 1, 1, -Infinity, Infinity].map((step) => {
      move(step, false);
      return pending.value;
    });
    expect(heads.map((one) => one?.head)).toEqual([4, 1, 4, 4, 1, 4]);
    expect(heads.every((one) => one?.head === one?.anchor)).toBe(true);
  });

  test('is extended from where it was begun', () => {
    const { move, pending, overview } = rangeOf(1, 1, 1, 1);
    move(1, false);
    move(1, true);
    move(1, true);
    expect(pending.value).toEqual({ anchor: 0, head: 2 });
    move(-1, true);
    expect(stretchOfBars(barsIn(overview.value, pending.value!))).toEqual({
      from: 0,
      to: 2000,
    });
  });

  test('keeps its times as bars come to stand for longer', () => {
    const { choose, pending, overview } = rangeOf(1, 1, 1, 1);
    choose({ anchor: 3, head: 2 });
    const [first, ...others] = barsOf(2, 2);
    overview.value = {
      bars: [
        { ...first!, from: 0, to: 2000 },
        { ...others[0]!, from: 2000, to: 4000 },
      ],
      bands: [],
    };
    expect(pending.value).toEqual({ anchor: 1, head: 1 });
  });

  test('that the filter asks for is where it goes on from', () => {
    const { move, times, inForce, pending } = rangeOf(1, 1, 1, 1);
    times.value = (at) => at >= 1000 && at < 3000;
    expect(inForce.value).toEqual({ anchor: 1, head: 2 });
    move(1, true);
    expect(pending.value).toEqual({ anchor: 1, head: 3 });
  });

  test('there is none where there is nothing', () => {
    const { move, pending } = rangeOf();
    move(1, false);
    expect(pending.value).toBeUndefined();
  });
});
