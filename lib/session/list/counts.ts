import { NONE } from '../../filter/filter.ts';
import type { CaptureRow } from '../rows.ts';

/** A value of the session, with how many events have it. */
export interface Choice {
  value: string;
  count: number;
}

/** Events by their key and by their type; {@link NONE} stands for none. Other requests are no events. */
export interface Counts {
  events: number;
  keys: Choice[];
  types: Choice[];
}

/** Keys, and types, that are told; a page may send any number of them. */
export const MAX_CHOICES = 500;

/** Counts the events of a session as they come and go. */
export function createCounts() {
  const keys = new Map<string, number>();
  const types = new Map<string, number>();
  let events = 0;
  let isChanged = false;

  function add({ reading, key, rows }: CaptureRow, by: 1 | -1): void {
    if (reading === 'other') return;
    events += by * rows.length;
    raise(keys, key ?? NONE, by * rows.length);
    for (const { type } of rows) raise(types, type ?? NONE, by);
    isChanged = true;
  }

  return {
    add,

    /** What there is, where that has changed since it was asked last. */
    news(): Counts | undefined {
      if (!isChanged) return undefined;
      isChanged = false;
      return { events, keys: choicesOf(keys), types: choicesOf(types) };
    },

    clear(): void {
      keys.clear();
      types.clear();
      events = 0;
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
