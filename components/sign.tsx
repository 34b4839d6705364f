import type { MarkSign } from '../lib/session/marks.ts';

/** Drawn rather than written, as fonts lack such signs, or have them in heights of their own. */
const SHAPES: Record<MarkSign | 'original', string> = {
  'never-left': 'M6 1a5 5 0 1 0 0 10 5 5 0 1 0 0-10M2.5 9.5l7-7',
  'page-only': 'M6 1a5 5 0 1 0 0 10 5 5 0 1 0 0-10v10M4.5 1.5v9M3 2.5v7M1.5 4.5v3',
  unconfirmed: 'M3.5 4a2.5 2.5 0 1 1 4 2Q6 7 6 8.5M6 10v1',
  twice: 'M1 3.5Q1.5 2 3 2t2 1.5Q5 5.5 1 9.5h4.5M7 4.5l4 4M11 4.5l-4 4',
  duplicate: 'M4 1h7v7H4zM1 4v7h7',
  uncertain: 'M1 4.5q2.5-2.5 5 0t5 0M1 8.5q2.5-2.5 5 0t5 0',
  unreadable: 'M2 1h5l3 3v7H2zM4.5 5.5l3 3M7.5 5.5l-3 3',
  'no-tab': 'M1 6l5-4.5L11 6M2.5 5v6h7V5',
  composed: 'M6 1.5v9M1.5 6h9',
  resent: 'M10.5 6A4.5 4.5 0 1 1 8.7 2.4M9 0v2.8H6.2',
  original: 'M1 2v8M11 6H3.5M6.5 3l-3 3 3 3',
};

/** The sign of a mark; its name stands beside it, or with what it is in. */
export function Sign({ of }: { of: keyof typeof SHAPES }) {
  return (
    <svg class="shape" viewBox="0 0 12 12" aria-hidden="true">
      <path d={SHAPES[of]} />
    </svg>
  );
}
