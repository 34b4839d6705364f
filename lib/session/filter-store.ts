import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { narrowed } from '../filter/by-value.ts';
import {
  allButValue,
  chosenValues,
  type ChipKind,
  onlyValue,
  toggledValue,
} from '../filter/chips.ts';
import type { Vocabulary } from '../filter/complete.ts';
import { type Excluded, without } from '../filter/excluded.ts';
import { allOf, EVERYTHING, type Filter, isEverything, NONE, partsOf } from '../filter/filter.ts';
import { keyWord } from '../filter/key-test.ts';
import { parse } from '../filter/parse.ts';
import { type Readable, readable } from '../filter/readable.ts';
import { withRenamedKeys } from '../filter/renamed.ts';
import { since, timesOf, withinTime } from '../filter/times.ts';
import { type State, STATES } from '../filter/states.ts';
import type { Stretch } from '../filter/values.ts';
import { print } from '../filter/print.ts';
import type { Settings } from '../settings/settings.ts';
import { shortKey } from '../wire/keys.ts';
import { toldApart } from './keys.ts';
import type { Choice, Counts } from './list/counts.ts';
import type { OverviewShown } from './list/overview.ts';
import type { Words } from './words.ts';

/** Values that are seen as chips. */
export interface Chips {
  choices: ReadonlySignal<Choice[]>;
  chosen: ReadonlySignal<string[]>;
  /** Puts a value into the filter, or takes it out. */
  toggle(value: string): void;
  /** Shows only what has that value, or all but that. */
  only(value: string): void;
  allBut(value: string): void;
}

export interface FilterSurroundings {
  settings: ReadonlySignal<Settings>;
  counts: ReadonlySignal<Counts>;
  overview: ReadonlySignal<OverviewShown>;
  /** Puts a filter in force. */
  use(filter: Filter): void;
  /** What was last in force is there when the panel is opened again. */
  save(text: string): void;
}

export type FilterStore = ReturnType<typeof createFilterStore>;

/** Keys that are offered. */
const MAX_OFFERED = 200;

/** The filter of a panel: its text, which is the one truth, and the last of it that could be read. */
export function createFilterStore(surroundings: FilterSurroundings) {
  const { settings, counts, overview, use, save } = surroundings;
  const text = signal(settings.peek().filter.text);
  const parsed = computed(() => parse(text.value));
  const inForce = signal<Filter>(filterOf(text.peek()));
  const excluded = signal<Excluded[]>([]);
  const words = signal<Words>({ fields: [], rules: [], hosts: [], pages: [] });

  function write(next: string) {
    text.value = next;
    const read = parsed.peek();
    if (!read.ok) return;
    save(next);
    enforce(read.filter);
  }

  function enforce(filter: Filter) {
    // Another way to write the same.
    if (print(filter) === print(inForce.peek())) return;
    inForce.value = filter;
    use(filter);
  }

  /** Changes what can be read of the text; what can't stays as it was written, for it may still be being written. */
  function put(changed: (filter: Filter) => Filter) {
    const read = readable(text.peek());
    const next = changed(read?.filter ?? inForce.peek());
    if (!read || read.rest === '') return write(print(next));
    text.value = textBeside(read, next);
    save(print(next));
    enforce(next);
  }

  /** A filter with what could not be read beside it. */
  function textBeside({ filter, rest, isTorn }: Readable, next: Filter): string {
    const before = partsOf(filter).map(print);
    const now = partsOf(next).map(print);
    // Both sides of an `OR` stay together, where nothing of them is taken out.
    if (isTorn && before.every((part) => now.includes(part))) {
      const added = partsOf(next).filter((part) => !before.includes(print(part)));
      if (added.length === 0) return text.peek();
      return `${inBrackets(allOf(added))} (${text.peek().trim()})`;
    }
    return `${inBrackets(next)} ${rest}`.trimStart();
  }

  function chips(
    name: ChipKind['name'],
    occurring: () => Choice[],
    inOrder: (a: Choice, b: Choice) => number,
  ): Chips {
    const kind = (): ChipKind => ({
      name,
      known: occurring().map(({ value }) => value),
      named: settings.value.keys,
    });
    const chosen = computed(() => chosenValues(inForce.value, kind()));
    return {
      chosen,
      choices: computed(() => choicesOf(occurring(), chosen.value).toSorted(inOrder)),
      toggle(value) {
        // As it is shown: what is being written may no longer say so.
        const isChosen = chosen.peek().includes(value);
        put((filter) =>
          chosenValues(filter, kind()).includes(value) === isChosen
            ? toggledValue(filter, kind(), value)
            : filter,
        );
      },
      only: (value) => put((filter) => onlyValue(filter, kind(), value)),
      allBut: (value) => put((filter) => allButValue(filter, kind(), value)),
    };
  }

  const keys = chips('key', () => counts.value.keys, byName);
  let apart: ReadonlyMap<string, string> = new Map();
  /** The same map as before where nothing of it has changed: the lines of the list are drawn by it. */
  const keysToldApart = computed(() => {
    const next = toldApart(counts.value.keys.map(({ value }) => value));
    const isSame =
      next.size === apart.size && next.entries().every(([key, name]) => apart.get(key) === name);
    apart = isSame ? apart : next;
    return apart;
  });

  // What was chosen stays chosen, whatever it is called.
  let named = settings.peek().keys;
  effect(() => {
    const [before, after] = [named, settings.value.keys];
    named = after;
    if (before === after) return;
    const known = counts.peek().keys.map(({ value }) => value);
    const renaming = { before, after, known };
    const renamed = (filter: Filter) => withRenamedKeys(filter, renaming);
    if (print(renamed(inForce.peek())) !== print(inForce.peek())) put(renamed);
  });

  const types = chips('type', () => counts.value.types, byName);
  const states = chips('is', () => counts.value.states, byGravity);

  return {
    text: text as ReadonlySignal<string>,
    inForce: inForce as ReadonlySignal<Filter>,
    /** What keeps the text from being the filter in force. */
    faults: computed(() => (parsed.value.ok ? [] : parsed.value.faults)),
    isFiltering: computed(() => !isEverything(inForce.value)),
    /** While nothing matches: what each part of the filter excludes. */
    excluded,
    words,
    keys,
    /** How keys are shown that would look alike. */
    keysToldApart,
    types,
    states,
    write,
    clear: () => write(''),
    /** Shows only what this shows as well. */
    narrow: (by: Filter) => put((filter) => narrowed(filter, by)),
    /** Shows only what was sent in a stretch of time, instead of in another; at any time without one. */
    within: (stretch: Stretch | undefined) => put((filter) => withinTime(filter, stretch)),
    /** Whether what it asks of time holds; `undefined` where it asks nothing of it. */
    times: computed(() => timesOf(inForce.value)),
    /** Takes a part out of the filter, as it was told to exclude something. */
    drop: (part: string) => put((filter) => allOf(without(filter, part))),

    /** What can be offered where a filter is written. */
    vocabulary(): Vocabulary {
      const named = settings.peek().keys;
      const pages = overview.peek().bands.toReversed();
      const known = namesOf(keys).slice(0, MAX_OFFERED);
      return {
        ...words.peek(),
        keys: known.map((key) => {
          const alias = named.find((one) => one.key === key)?.alias;
          return {
            word: keyWord(key, known, named),
            name: alias || (keysToldApart.peek().get(key) ?? shortKey(key)),
          };
        }),
        types: namesOf(types),
        times: pages.map(({ at }) => since(at)),
      };
    },
  };
}

function filterOf(text: string): Filter {
  const parsed = parse(text);
  return parsed.ok ? parsed.filter : EVERYTHING;
}

/** A filter as text that can stand beside others. */
function inBrackets(filter: Filter): string {
  return filter.kind === 'any' ? `(${print(filter)})` : print(filter);
}

function namesOf({ choices }: Chips): string[] {
  return choices.peek().flatMap(({ value }) => (value === NONE ? [] : [value]));
}

/** Each value with how often it occurs; those chosen stay, though they do not occur. */
function choicesOf(occurring: readonly Choice[], chosen: readonly string[]): Choice[] {
  const values = new Set(occurring.map(({ value }) => value));
  const absent = chosen.filter((value) => !values.has(value)).map((value) => ({ value, count: 0 }));
  return [...occurring, ...absent];
}

const COLLATOR = new Intl.Collator();

function byName(a: Choice, b: Choice): number {
  return COLLATOR.compare(a.value, b.value);
}

function byGravity(a: Choice, b: Choice): number {
  return STATES.indexOf(a.value as State) - STATES.indexOf(b.value as State);
}
