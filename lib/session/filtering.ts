import { compile } from '../filter/compile.ts';
import { createTally, type Excluded, type Tally } from '../filter/excluded.ts';
import { EVERYTHING, type Filter, isEverything } from '../filter/filter.ts';
import { narrows } from '../filter/narrows.ts';
import { print } from '../filter/print.ts';
import type { NamedKey, Searchable } from '../filter/searchable.ts';
import { countShown, type Flags, flagsOf, isShownAt } from './flags.ts';
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
  /** Which are shown, as the other side knows it, and how many. */
  flags: Flags;
  shown: number;
}

/**
 * Which rows the filter in force shows. What it does is to be done one after the other; only `use` may be
 * called at any time, and ends what is being done for a filter that is no longer wanted.
 */
export function createFiltering(tell: (answer: FilteringAnswer) => void, pace: Pace = PACE) {
  const captures = new Map<string, Kept>();
  /** Those whose events' texts may not have been made. */
  const unread = new Set<Kept>();
  let lastKept = 0;
  let reading: ReturnType<typeof setTimeout> | undefined;
  /** What a filter shows of the rows of each capture as these are, in their order, by the filter's text. */
  const results = new Map<string, readonly Flags[]>();
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

  /**
   * Goes through captures in slices; ends early, and says so, when another filter is wanted.
   *
   * @param each returns how many events it has looked at
   */
  async function through(each: (kept: Kept) => number): Promise<boolean> {
    let began = performance.now();
    let count = 0;
    for (const kept of captures.values()) {
      count += each(kept);
      if (count < pace.step) continue;
      count = 0;
      if (performance.now() - began < pace.slice) continue;
      await pace.rest();
      if (wanted !== inForce) return false;
      began = performance.now();
    }
    return true;
  }

  /** What the filter in force shows, in the order of the captures; nothing where another is wanted already. */
  async function find(): Promise<readonly Flags[] | undefined> {
    const known = results.get(print(inForce));
    if (known) return known;
    const isNarrower = bound !== undefined && narrows(inForce, bound);
    // Also of what comes before it has gone through: a narrower filter only hides more.
    bound = isNarrower ? inForce : undefined;
    const found: Flags[] = [];
    const isDone = await through((kept) => {
      const { events, flags } = kept;
      if (!isNarrower) {
        found.push(flagsOf(events, matcher));
      } else if (kept.shown === 0) {
        found.push(flags);
        return 0;
      } else {
        found.push(flagsOf(events, (event, at) => isShownAt(flags, at) && matcher(event)));
      }
      return events.length;
    });
    return isDone ? found : undefined;
  }

  function show(found: readonly Flags[]) {
    const changed: ShownRows[] = [];
    let at = 0;
    for (const kept of captures.values()) {
      const flags = found[at]!;
      at += 1;
      if (flags === kept.flags) continue;
      const own = countShown(flags);
      shown += own - kept.shown;
      kept.shown = own;
      kept.flags = flags;
      changed.push([kept.capture, flags]);
    }
    bound = inForce;
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
      const count = ({ events }: Kept) => {
        events.forEach(counted.add);
        return events.length;
      };
      if (!(await through(count))) return;
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
      const found = await find();
      if (!found) return;
      show(found);
      await explain();
    },

    /** Remembers the rows of a capture, which are told in the same step: which are shown. */
    keep(capture: string, events: readonly Searchable[]): Flags {
      drop(capture);
      const flags = flagsOf(events, matcher);
      const own = countShown(flags);
      shown += own;
      for (const event of events) tally?.add(event);
      const kept = { capture, events, flags, shown: own };
      captures.set(capture, kept);
      unread.add(kept);
      lastKept = performance.now();
      readLater();
      return flags;
    },

    /** Where the fields of an event are looked for. */
    rootsOf: (capture: string, index = 0): readonly unknown[] =>
      captures.get(capture)?.events[index]?.roots ?? [],

    forget(gone: readonly string[]): void {
      for (const capture of gone) drop(capture);
    },

    clear(): void {
      captures.clear();
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
