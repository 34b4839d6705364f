import type { Filter } from './filter.ts';
import { type Place, type Token, tokensOf } from './lexer.ts';
import { parse } from './parse.ts';

/** What of a text can be read, and the rest of it as it was written. */
export interface Readable {
  filter: Filter;
  rest: string;
  /** An `OR` of the rest has lost what it stands before or behind: it is none any more without that. */
  isTorn: boolean;
}

/** Faults that are taken out one after the other; a text that is being written has one. */
const MAX_STEPS = 20;

/**
 * The filter that a text would be without what is wrong in it.
 *
 * @returns `undefined` where it is wrong as a whole, as one that is too long
 */
export function readable(text: string): Readable | undefined {
  let left = text;
  let isTorn = false;
  const taken: Place[] = [];
  for (let step = 0; step <= MAX_STEPS; step += 1) {
    const read = parse(left);
    if (read.ok) return { filter: read.filter, rest: written(text, taken), isTorn };
    const tokens = tokensOf(left);
    const [fault] = read.faults;
    const at = tokens.findIndex(({ from, to }) => fault!.from >= from && fault!.to <= to);
    if (at < 0) return undefined;
    const place = faultyAt(tokens, at, left.length);
    isTorn ||= tokens[at]!.kind === 'or';
    taken.push(place);
    left = blanked(left, place);
  }
  return undefined;
}

/** What goes with a faulty token: the signs before it, and all that stands in a group that does not end. */
function faultyAt(tokens: readonly Token[], at: number, end: number): Place {
  let first = at;
  while (tokens[first - 1]?.kind === 'not') first -= 1;
  const next = tokens[at + 1];
  const { kind, to } = tokens[at]!;
  const last = kind !== 'open' ? to : next?.kind === 'close' ? next.to : end;
  return { from: tokens[first]!.from, to: last };
}

function blanked(text: string, { from, to }: Place): string {
  return text.slice(0, from) + ' '.repeat(to - from) + text.slice(to);
}

/** Stretches of a text in their order; one may stand in another. */
function written(text: string, places: readonly Place[]): string {
  let end = 0;
  const outer = places
    .toSorted((a, b) => a.from - b.from)
    .filter(({ to }) => {
      const isOuter = to > end;
      end = Math.max(end, to);
      return isOuter;
    });
  return outer.map(({ from, to }) => text.slice(from, to)).join(' ');
}
