import { compile } from '../filter/compile.ts';
import { createTally, type Excluded, type Tally } from '../filter/excluded.ts';
import { EVERYTHING, type Filter, isEverything } from '../filter/filter.ts';
import { narrows } from '../filter/narrows.ts';
import { print } from '../filter/print.ts';
import { rest } from './rest.ts';
import type { NamedKey, Searchable } from '../filter/searchable.ts';

/** Which rows of a capture are shown: `1` or `0` for each, in their order. There may be very many. */
export type ShownRows = readonly [capture: string, flags: string];

export type FilteringAnswer =
  /** Captures of which other rows are shown from now on. */
  | { tell: 'shown'; changed: ShownRows[] }
  /** Nothing matches: what each part of the filter excludes. Empty once something does. */
  | { tell: 'excluded'; parts: Excluded[] };

/** How long work goes on before what has arrived meanwhile has its turn. */
export interface Pace {
  /** Milliseconds. */
  slice: number;
  /** Events between two looks at the clock. */
  step: number;
  rest(): Promise<void>;
}

const PACE: Pace = {
  slice: 12,
  step: 256,
  rest,
};

/** Filters whose result is remembered, for what is typed is often taken back. */
const MAX_RESULTS = 16;

interface Row {
  event: Searchable;
  isShown: boolean;
  /** As the other side knows it: it has not been told yet where the filter changed again. */
  isTold: boolean;
}

/**
 * Which rows the filter in force shows. What it does is to be done one after the other; only `use` may be
 * called at any time, and ends what is being done for a filter that is no longer wanted.
 */
export function createFiltering(tell: (answer: FilteringAnswer) => void, pace: Pace = PACE) {
  const captures = new Map<string, readonly Row[]>();
  /** Rows that a filter shows, by its text; of the rows as they are. */
  const results = new Map<string, readonly Row[]>();
  let shown = 0;
  let keys: readonly NamedKey[] = [];
  let wanted: Filter = EVERYTHING;
  let inForce: Filter = EVERYTHING;
  let matcher = compile(EVERYTHING);
  /** No row that is hidden matches this filter. */
  let bound: Filter | undefined = EVERYTHING;
  /** Kept while nothing is shown. */
  let tally: Tally | undefined;
  let isExplained = false;

  function* all() {
    for (const rows of captures.values()) yield* rows;
  }

  /** Goes through all rows in slices; ends early, and says so, when another filter is wanted. */
  async function through(each: (row: Row) => void): Promise<boolean> {
    let began = performance.now();
    let count = 0;
    for (const rows of captures.values()) {
      for (const row of rows) {
        each(row);
        count += 1;
        if (count % pace.step !== 0 || performance.now() - began < pace.slice) continue;
        await pace.rest();
        if (wanted !== inForce) return false;
        began = performance.now();
      }
    }
    return true;
  }

  function show(row: Row, isShown: boolean) {
    if (row.isShown !== isShown) shown += isShown ? 1 : -1;
    row.isShown = isShown;
  }

  /** Shows what the filter in force shows; false where another is wanted already. */
  async function find(): Promise<boolean> {
    const known = results.get(print(inForce));
    if (known) {
      for (const row of all()) show(row, false);
      for (const row of known) show(row, true);
      bound = inForce;
      return true;
    }
    const isNarrower = bound !== undefined && narrows(inForce, bound);
    // Holds from the first row on: a narrower filter only hides more.
    bound = isNarrower ? inForce : undefined;
    const isDone = await through((row) => {
      if (row.isShown || !isNarrower) show(row, matcher(row.event));
    });
    if (isDone) bound = inForce;
    return isDone;
  }

  function tellShown() {
    const changed: ShownRows[] = [];
    const found: Row[] = [];
    for (const [capture, rows] of captures) {
      let isChanged = false;
      for (const row of rows) {
        if (row.isShown) found.push(row);
        isChanged ||= row.isShown !== row.isTold;
        row.isTold = row.isShown;
      }
      if (isChanged) changed.push([capture, flagsOf(rows)]);
    }
    const [oldest] = results.keys();
    if (results.size >= MAX_RESULTS && oldest !== undefined) results.delete(oldest);
    results.set(print(inForce), found);
    tell({ tell: 'shown', changed });
  }

  async function explain() {
    const isEmpty = shown === 0 && captures.size > 0 && !isEverything(inForce);
    if (!isEmpty) {
      tally = undefined;
      if (isExplained) tell({ tell: 'excluded', parts: [] });
      isExplained = false;
      return;
    }
    if (!tally) {
      const counted = createTally(inForce, keys);
      if (!(await through(({ event }) => counted.add(event)))) return;
      tally = counted;
    }
    isExplained = true;
    tell({ tell: 'excluded', parts: tally.told() });
  }

  function drop(capture: string) {
    for (const { event, isShown } of captures.get(capture) ?? []) {
      tally?.remove(event);
      if (isShown) shown -= 1;
    }
    captures.delete(capture);
    results.clear();
  }

  function put(filter: Filter) {
    inForce = filter;
    matcher = compile(inForce, keys);
    tally = undefined;
  }

  return {
    /** The filter that is wanted from now on; `apply` puts it in force. */
    use(filter: Filter): void {
      wanted = filter;
    },

    /** Another filter is wanted than is in force. */
    isBehind: (): boolean => wanted !== inForce,

    /** What the settings say of keys from now on. */
    useKeys(named: readonly NamedKey[]): void {
      keys = named;
      put(inForce);
      bound = undefined;
      results.clear();
    },

    /** Finds the rows that the wanted filter shows, and tells what has changed. */
    async apply(): Promise<void> {
      put(wanted);
      if (!(await find())) return;
      tellShown();
      await explain();
    },

    /** Remembers the rows of a capture, which are told in the same step: whether each is shown. */
    keep(capture: string, events: readonly Searchable[]): boolean[] {
      drop(capture);
      const kept = events.map((event): Row => {
        const isShown = matcher(event);
        if (isShown) shown += 1;
        tally?.add(event);
        return { event, isShown, isTold: isShown };
      });
      captures.set(capture, kept);
      return kept.map(({ isShown }) => isShown);
    },

    /** Where the fields of an event are looked for. */
    rootsOf: (capture: string, index = 0): readonly unknown[] =>
      captures.get(capture)?.[index]?.event.roots ?? [],

    forget(gone: readonly string[]): void {
      for (const capture of gone) drop(capture);
    },

    clear(): void {
      captures.clear();
      results.clear();
      shown = 0;
      put(wanted);
      bound = inForce;
    },

    /** Says what excludes all, where nothing is shown. */
    explain,
  };
}

function flagsOf(rows: readonly Row[]): string {
  let flags = '';
  for (const { isShown } of rows) flags += isShown ? '1' : '0';
  return flags;
}
