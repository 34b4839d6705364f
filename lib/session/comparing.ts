import { signal } from '@preact/signals';
import type { Compared } from './compared.ts';
import type { LinePlace } from './lines.ts';

export type CompareRequest = {
  ask: 'compare';
  /** Comes back with the answer. */
  number: number;
  a: LinePlace | 'previous';
  b: LinePlace;
};

export type CompareAnswer = { tell: 'compared'; number: number; compared: Compared };

/** One of two that are to be compared, and what it is known by until the other is chosen. */
export interface Base {
  place: LinePlace;
  type?: string | undefined;
  at: number;
}

export type Comparing = ReturnType<typeof createComparing>;

/** Two events, or batches, beside each other: what is compared, and with what it is to be compared. */
export function createComparing(ask: (request: CompareRequest) => void) {
  const shown = signal<Compared | 'waiting' | undefined>(undefined);
  const base = signal<Base | undefined>(undefined);
  let latest = 0;

  function compare(a: LinePlace | 'previous', b: LinePlace) {
    latest += 1;
    shown.value = 'waiting';
    ask({ ask: 'compare', number: latest, a, b });
  }

  return {
    shown,
    /** Marked as the one to compare others with. */
    base,

    /** What became of `a` in `b`. */
    compare,
    /** Compares with the last one of the same type before it. */
    compareWithPrevious: (place: LinePlace) => compare('previous', place),

    swap() {
      const now = shown.peek();
      if (typeof now !== 'object' || !now.ok) return;
      compare(now.comparison.b.place, now.comparison.a.place);
    },

    close() {
      latest += 1;
      shown.value = undefined;
    },

    receive({ number, compared }: CompareAnswer) {
      if (number === latest) shown.value = compared;
    },
  };
}
