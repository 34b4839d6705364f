import { compile } from '../filter/compile.ts';
import { createTally, type Excluded, type Tally } from '../filter/excluded.ts';
import { EVERYTHING, type Filter, isEverything } from '../filter/filter.ts';
import { narrows } from '../filter/narrows.ts';
import { print } from '../filter/print.ts';
import type { NamedKey, Searchable } from '../filter/searchable.ts';
import { rest } from './rest.ts';
import type { ShownRows } from './rows.ts';

export type FilteringAnswer =
  /** Captures of which other rows are shown from now on. */
  | { tell: 'shown'; changed: ShownRows[] }
  /** Nothing matches: what each part of the filter excludes. Empty once something does. */
  | { tell: 'excluded'; parts: Excluded[] };

/** How long work goes on before what has arrived meanwhile has its turn. */
export interface Pace {
  /** Milliseconds. */
  slice: number;
  /** Events, about, between two looks at the clock. */
  step: number;
  rest(): Promise<void>;
}

const PACE: Pace = {
  slice: 12,
  step: 256,
  rest,
};

/** The texts of events are made when so many milliseconds have passed without a new one, or when they are asked for. */
const TEXTS_AFTER = 50;

/** Filters whose result is remembered, for what is typed is often taken back. */
const MAX_RESULTS = 16;

/** The rows of a capture. */
interface Kept {
  capture: string;
  events: readonly Searchable[];
  isShown: boolean[];
  /** How many are shown. */
  shown: number;
  /** As the other side knows them. */
  told: string;
  /** Some have changed since they were told, be it back and forth. */
  isTouched: boolean;
}

/**
 * Which rows the filter in force shows. What it does is to be done one after the other; only `use` may be
 * called at any time, and ends what is being done for a filter that is no longer wanted.
 */
export function createFiltering(tell: (answer: FilteringAnswer) => void, pace: Pace = PACE) {
  const captures = new Map<string, Kept>();
  let touched: Kept[] = [];
  /** Those whose events' texts may not have been made. */
  const unread = new Set<Kept>();
  let lastKept = 0;
  let reading: ReturnType<typeof setTimeout> | undefined;
  /** What a filter shows of the rows of each capture as these are, in their order, by the filter's text. */
  const results = new Map<string, readonly string[]>();
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

  /** Goes through captures in slices; ends early, and says so, when another filter is wanted. */
  async function through(
    each: (kept: Kept) => void,
    isMeant = (_kept: Kept): boolean => true,
  ): Promise<boolean> {
    let began = performance.now();
    let count = 0;
    for (const kept of captures.values()) {
      if (!isMeant(kept)) continue;
      each(kept);
      count += kept.events.length;
      if (count < pace.step) continue;
      count = 0;
      if (performance.now() - began < pace.slice) continue;
      await pace.rest();
      if (wanted !== inForce) return false;
      began = performance.now();
    }
    return true;
  }

  function show(kept: Kept, index: number, isShown: boolean) {
    if (kept.isShown[index] === isShown) return;
    const more = isShown ? 1 : -1;
    kept.isShown[index] = isShown;
    kept.shown += more;
    shown += more;
    if (!kept.isTouched) touched.push(kept);
    kept.isTouched = true;
  }

  function showAs(kept: Kept, flags: string) {
    if (!kept.isTouched && kept.told === flags) return;
    for (let index = 0; index < kept.events.length; index += 1) {
      show(kept, index, flags[index] === '1');
    }
  }

  /** Shows what the filter in force shows; false where another is wanted already. */
  async function find(): Promise<boolean> {
    const known = results.get(print(inForce));
    if (known) {
      for (const [index, kept] of captures.values().toArray().entries()) {
        showAs(kept, known[index]!);
      }
      bound = inForce;
      return true;
    }
    const isNarrower = bound !== undefined && narrows(inForce, bound);
    // Holds from the first row on: a narrower filter only hides more.
    bound = isNarrower ? inForce : undefined;
    const isDone = await through(
      (kept) => {
        const { events, isShown } = kept;
        for (let index = 0; index < events.length; index += 1) {
          if (isShown[index] || !isNarrower) show(kept, index, matcher(events[index]!));
        }
      },
      (kept) => kept.shown > 0 || !isNarrower,
    );
    if (isDone) bound = inForce;
    return isDone;
  }

  function tellShown() {
    const changed: ShownRows[] = [];
    for (const kept of touched) {
      kept.isTouched = false;
      const flags = flagsOf(kept.isShown);
      if (flags === kept.told || captures.get(kept.capture) !== kept) continue;
      kept.told = flags;
      changed.push([kept.capture, flags]);
    }
    touched = [];
    const [oldest] = results.keys();
    if (results.size >= MAX_RESULTS && oldest !== undefined) results.delete(oldest);
    results.set(
      print(inForce),
      Array.from(captures.values(), ({ told }) => told),
    );
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
      if (!(await through(({ events }) => events.forEach(counted.add)))) return;
      tally = counted;
    }
    isExplained = true;
    tell({ tell: 'excluded', parts: tally.told() });
  }

  /** While much comes, making texts would only delay it; later, whoever filters first would wait for them. */
  function readLater() {
    reading ??= setTimeout(() => {
      reading = undefined;
      if (performance.now() - lastKept < TEXTS_AFTER) readLater();
      else void readTexts();
    }, TEXTS_AFTER);
  }

  async function readTexts() {
    const since = lastKept;
    let began = performance.now();
    for (const kept of unread) {
      unread.delete(kept);
      // To ask for them is enough.
      void kept.events.map(({ text }) => text);
      if (performance.now() - began < pace.slice) continue;
      await pace.rest();
      // More has come: it begins again when that is over.
      if (lastKept !== since) return;
      began = performance.now();
    }
  }

  function drop(capture: string) {
    const kept = captures.get(capture);
    if (kept) unread.delete(kept);
    for (const event of kept?.events ?? []) tally?.remove(event);
    shown -= kept?.shown ?? 0;
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
      const isShown = events.map((event) => matcher(event));
      const own = isShown.filter(Boolean).length;
      shown += own;
      for (const event of events) tally?.add(event);
      const told = flagsOf(isShown);
      const kept = { capture, events, isShown, shown: own, told, isTouched: false };
      captures.set(capture, kept);
      unread.add(kept);
      lastKept = performance.now();
      readLater();
      return isShown;
    },

    /** Where the fields of an event are looked for. */
    rootsOf: (capture: string, index = 0): readonly unknown[] =>
      captures.get(capture)?.events[index]?.roots ?? [],

    forget(gone: readonly string[]): void {
      for (const capture of gone) drop(capture);
    },

    clear(): void {
      captures.clear();
      touched = [];
      unread.clear();
      results.clear();
      shown = 0;
      put(wanted);
      bound = inForce;
    },

    /** Says what excludes all, where nothing is shown. */
    explain,
  };
}

function flagsOf(isShown: readonly boolean[]): string {
  let flags = '';
  for (const is of isShown) flags += is ? '1' : '0';
  return flags;
}
