import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Stretch } from '../filter/values.ts';
import type { OverviewBar, OverviewShown } from './list/overview.ts';

/** Bars from one to another, both included; the head is the one that moves. */
export interface BarRange {
  anchor: number;
  head: number;
}

/**
 * The stretch of time that is being chosen in the overview. It is kept by its times: bars come, and come to stand
 * for longer, while it is chosen.
 *
 * @param times what the filter asks of time
 */
export function createTimeRange(
  overview: ReadonlySignal<OverviewShown>,
  times: ReadonlySignal<((at: number) => boolean) | undefined>,
) {
  const ends = signal<{ anchor: number; head: number } | undefined>(undefined);

  /** The bars that are chosen, not yet filtered by. */
  const pending = computed((): BarRange | undefined => {
    const { bars } = overview.value;
    if (!ends.value || bars.length === 0) return undefined;
    return {
      anchor: barAt(bars, ends.value.anchor),
      head: barAt(bars, ends.value.head),
    };
  });

  /** The bars that the filter leaves of time, from the first to the last. */
  const inForce = computed((): BarRange | undefined => {
    const holds = times.value;
    if (!holds) return undefined;
    const { bars } = overview.value;
    const isIn = ({ from, to }: OverviewBar) => holds(from) || holds(to - 1);
    const [anchor, head] = [bars.findIndex(isIn), bars.findLastIndex(isIn)];
    return anchor < 0 ? undefined : { anchor, head };
  });

  function choose({ anchor, head }: BarRange) {
    const { bars } = overview.peek();
    const [one, other] = [bars[anchor], bars[head]];
    if (one && other) ends.value = { anchor: one.from, head: other.from };
  }

  return {
    pending,
    inForce,
    choose,

    drop(): void {
      ends.value = undefined;
    },

    /** To the next bar with batches (1) or the last one (−1); by infinity to the end. */
    move(step: number, isRange: boolean): void {
      const { bars } = overview.peek();
      const from = pending.peek() ?? inForce.peek();
      const full = bars.flatMap(({ batches }, at) => (batches > 0 ? [at] : []));
      const start = from?.head ?? (step < 0 ? bars.length : -1);
      const next = step === 1 ? full.find((at) => at > start) : full.findLast((at) => at < start);
      const ends = step > 0 ? full.at(-1) : full[0];
      const head = Math.abs(step) === Infinity ? ends : (next ?? from?.head ?? ends);
      if (head !== undefined) choose({ anchor: isRange ? (from?.anchor ?? head) : head, head });
    },
  };
}

/** The bar that a time is in, or the nearest one. */
function barAt(bars: readonly OverviewBar[], at: number): number {
  const after = bars.findIndex(({ to }) => at < to);
  return after < 0 ? bars.length - 1 : after;
}

/** What some bars come to. */
export function sumOf(bars: readonly OverviewBar[]) {
  const sum = { batches: 0, failed: 0, shown: 0 };
  for (const { batches, failed, shown } of bars) {
    sum.batches += batches;
    sum.failed += failed;
    sum.shown += shown;
  }
  return sum;
}

/** From the first of some bars to the last, in whatever order. */
export function barsIn({ bars }: OverviewShown, { anchor, head }: BarRange): OverviewBar[] {
  return bars.slice(Math.min(anchor, head), Math.max(anchor, head) + 1);
}

/** The time that some bars stand for; there is at least one. */
export function stretchOfBars(bars: readonly OverviewBar[]): Stretch {
  return { from: bars[0]!.from, to: bars.at(-1)!.to };
}
