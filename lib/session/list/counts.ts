import { NONE } from '../../filter/filter.ts';
import { type State, stateBit } from '../../filter/states.ts';
import type { CaptureRow } from '../rows.ts';

/** A value of the session, with how many events have it. */
export interface Choice {
  value: string;
  count: number;
}

/** States that are counted, the gravest first: what a tester has to look at. */
export const COUNTED_STATES = [
  'error',
  'warning',
  'duplicate',
  'failed',
  'never-left',
  'unreadable',
] as const satisfies State[];
export type CountedState = (typeof COUNTED_STATES)[number];

/**
 * Events by their key, by their type and by what they are; {@link NONE} stands for no key or type. Other
 * requests are no events.
 */
export interface Counts {
  events: number;
  /** Requests that carry events, or were to. */
  batches: number;
  keys: Choice[];
  types: Choice[];
  states: Choice[];
}

/** Keys, and types, that are told; a page may send any number of them. */
export const MAX_CHOICES = 500;

/** Counts the events of a session as they come and go. */
export function createCounts() {
  const keys = new Map<string, number>();
  const types = new Map<string, number>();
  const states = COUNTED_STATES.map((value) => ({ value, bit: stateBit(value), count: 0 }));
  let events = 0;
  let batches = 0;
  let isChanged = false;

  function add({ reading, key, rows }: CaptureRow, by: 1 | -1): void {
    if (reading === 'other') return;
    events += by * rows.length;
    batches += by;
    raise(keys, key ?? NONE, by * rows.length);
    for (const row of rows) {
      raise(types, row.type ?? NONE, by);
      if (row.states !== 0) countStates(row.states, by);
    }
    isChanged = true;
  }

  function countStates(bits: number, by: 1 | -1) {
    for (const state of states) if ((bits & state.bit) !== 0) state.count += by;
  }

  return {
    add,

    /** What there is, where that has changed since it was asked last. */
    news(): Counts | undefined {
      if (!isChanged) return undefined;
      isChanged = false;
      const found = states.filter(({ count }) => count > 0);
      return {
        events,
        batches,
        keys: choicesOf(keys),
        types: choicesOf(types),
        states: found.map(({ value, count }) => ({ value, count })),
      };
    },

    clear(): void {
      keys.clear();
      types.clear();
      for (const state of states) state.count = 0;
      events = 0;
      batches = 0;
      isChanged = true;
    },
  };
}

function raise(counts: Map<string, number>, value: string, by: number) {
  const count = (counts.get(value) ?? 0) + by;
  if (count === 0) counts.delete(value);
  else counts.set(value, count);
}

function choicesOf(counts: ReadonlyMap<string, number>): Choice[] {
  return counts
    .entries()
    .take(MAX_CHOICES)
    .map(([value, count]) => ({ value, count }))
    .toArray();
}
