import { anyOf, allOf, type FactTerm, type Filter, partsOf } from './filter.ts';
import type { NamedKey } from './searchable.ts';
import { keyTest, keyWord } from './key-test.ts';
import { stateOf } from './states.ts';
import { textTest } from './tests.ts';
import { plainName } from '../wire/names.ts';

/** A fact whose values are seen as chips. */
export interface ChipKind {
  name: 'key' | 'type' | 'is';
  /** Values that occur in the session; {@link NONE} for events without one. */
  known: readonly string[];
  named: readonly NamedKey[];
}

/** Chosen by hand: `key=a`, or several of them between `OR`. */
type ChipTerm = FactTerm & { test: { by: ':' | '='; text: string } };

/** A term, and which values it lets through. */
interface Chip {
  term: ChipTerm;
  lets(value: string): boolean;
}

/** The values that a filter lets through by a part that asks for nothing else; those chosen stay, though they do not occur. */
export function chosenValues(filter: Filter, kind: ChipKind): string[] {
  const chips = chipsOf(filter, kind);
  const occurring = kind.known.filter((value) => chips.some(({ lets }) => lets(value)));
  const others = chips
    .filter(({ lets }) => !kind.known.some(lets))
    .map(({ term }) => valueOf(term.test.text, kind));
  return [...new Set([...occurring, ...others])];
}

/** The filter with one value more, or less, that it lets through. */
export function toggledValue(filter: Filter, kind: ChipKind, value: string): Filter {
  const chips = chipsOf(filter, kind);
  const isChosen = chosenValues(filter, kind).includes(value);
  const kept = isChosen
    ? chips.flatMap((chip) => termsWithout(chip, value, kind))
    : [...chips.map(({ term }) => term), exactly(value, kind)];
  const part = kept.length > 0 ? [anyOf(kept)] : [];
  const before = chipPart(filter, kind);
  const parts = partsOf(filter);
  if (!before) return allOf([...parts, ...part]);
  return allOf(parts.flatMap((one) => (one === before ? part : [one])));
}

/** The filter with one value as the only one of its kind that it lets through. */
export function onlyValue(filter: Filter, kind: ChipKind, value: string): Filter {
  return allOf([...withoutChips(filter, kind), exactly(value, kind)]);
}

/** The filter with a value that it does not let through, and all others of its kind. */
export function allButValue(filter: Filter, kind: ChipKind, value: string): Filter {
  return allOf([...withoutChips(filter, kind), { kind: 'not', of: exactly(value, kind) }]);
}

/** The parts that do not choose among the values of a kind, nor exclude one of them. */
function withoutChips(filter: Filter, kind: ChipKind): Filter[] {
  const chips = chipPart(filter, kind);
  return partsOf(filter).filter(
    (part) => part !== chips && !(part.kind === 'not' && isChipTerm(part.of, kind)),
  );
}

/** What is left of a term when it must not let a value through. */
function termsWithout({ term, lets }: Chip, value: string, kind: ChipKind): ChipTerm[] {
  const isOwn = lets(value) || valueOf(term.test.text, kind) === value;
  if (!isOwn) return [term];
  return kind.known
    .filter((other) => other !== value && lets(other))
    .map((other) => exactly(other, kind));
}

function chipsOf(filter: Filter, kind: ChipKind): Chip[] {
  const part = chipPart(filter, kind);
  if (!part) return [];
  const terms = part.kind === 'any' ? part.of : [part];
  return terms
    .filter((one) => isChipTerm(one, kind))
    .map((term) => ({ term, lets: lettingThrough(term, kind) }));
}

function chipPart(filter: Filter, kind: ChipKind): Filter | undefined {
  return partsOf(filter).find((part) =>
    (part.kind === 'any' ? part.of : [part]).every((one) => isChipTerm(one, kind)),
  );
}

function isChipTerm(filter: Filter, { name }: ChipKind): filter is ChipTerm {
  if (filter.kind !== 'fact' || filter.name !== name) return false;
  return filter.test.by === ':' || filter.test.by === '=';
}

function exactly(value: string, { name, known, named }: ChipKind): ChipTerm {
  if (name === 'is') return { kind: 'fact', name, test: { by: ':', text: value } };
  const text = name === 'key' && value !== '' ? keyWord(value, known, named) : value;
  return { kind: 'fact', name, test: { by: '=', text } };
}

function lettingThrough({ test }: ChipTerm, { name, named }: ChipKind): Chip['lets'] {
  if (name === 'is') return (value) => stateOf(test.text) === value;
  const holds = name === 'key' ? keyTest(test, named) : textTest(test, plainName);
  return (value) => holds(value === '' ? undefined : value);
}

/** The key that has an alias, or the text itself. */
function valueOf(text: string, { name, named }: ChipKind): string {
  if (name !== 'key') return text;
  return named.find(({ alias }) => alias !== '' && alias === text)?.key ?? text;
}
