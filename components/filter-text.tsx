import type { RefObject } from 'preact';
import { highlight, type Span } from '../lib/filter/highlight.ts';
import type { Fault } from '../lib/filter/term.ts';

interface FilterTextProps {
  box: RefObject<HTMLDivElement | null>;
  text: string;
  faults: readonly Fault[];
}

/** The text of the filter behind its field, whose own letters are transparent: colours, and what is wrong. */
export function FilterText({ box, text, faults }: FilterTextProps) {
  return (
    <div ref={box} class="filter-overlay" aria-hidden="true">
      {highlight(text).flatMap((span) =>
        pieces(span, faults).map(({ from, to, isFaulty }) => (
          <span key={from} class={`filter-${span.kind}${isFaulty ? ' faulty' : ''}`}>
            {text.slice(from, to)}
          </span>
        )),
      )}
    </div>
  );
}

/** A span, cut where a fault begins or ends within it. */
function pieces({ from, to }: Span, faults: readonly Fault[]) {
  const cuts = faults
    .flatMap((fault) => [fault.from, fault.to])
    .filter((at) => at > from && at < to);
  const ends = [...new Set([from, ...cuts, to])].toSorted((a, b) => a - b);
  return ends.slice(1).map((end, index) => {
    const start = ends[index]!;
    const isFaulty = faults.some((fault) => fault.from <= start && end <= fault.to);
    return { from: start, to: end, isFaulty };
  });
}
