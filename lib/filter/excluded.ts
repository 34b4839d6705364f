import { compile, type Matcher } from './compile.ts';
import { type Filter, partsOf } from './filter.ts';
import { print } from './print.ts';
import type { NamedKey, Searchable } from './searchable.ts';

/** A part of a filter, and how many events it excludes by itself. */
export interface Excluded {
  part: string;
  count: number;
}

export type Tally = ReturnType<typeof createTally>;

/** Counts what each part of a filter excludes, event by event. */
export function createTally(filter: Filter, keys: readonly NamedKey[] = []) {
  const parts = partsOf(filter).map((part) => {
    const matcher: Matcher = compile(part, keys);
    return { part: print(part), matcher, count: 0 };
  });
  function count(event: Searchable, by: 1 | -1) {
    if (event.of.isOther) return;
    for (const part of parts) if (!part.matcher(event)) part.count += by;
  }
  return {
    add: (event: Searchable): void => count(event, 1),
    remove: (event: Searchable): void => count(event, -1),
    /** The part that excludes most comes first. */
    told: (): Excluded[] =>
      parts
        .map((one) => ({ part: one.part, count: one.count }))
        .toSorted((a, b) => b.count - a.count),
  };
}

/** Which part of a filter excludes how many of the events. */
export function excluded(
  filter: Filter,
  events: Iterable<Searchable>,
  keys: readonly NamedKey[] = [],
): Excluded[] {
  const tally = createTally(filter, keys);
  for (const event of events) tally.add(event);
  return tally.told();
}

/** The filter without one of its parts, as that was told. */
export function without(filter: Filter, part: string): Filter[] {
  return partsOf(filter).filter((one) => print(one) !== part);
}
