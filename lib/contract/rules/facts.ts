import type { Event } from '../../wire/decode.ts';
import { pointer } from '../issue.ts';
import type { Finding } from './rule.ts';
import { factsOfName, KIND, NUMERIC } from './name-kinds.ts';
import { TRAIT, traitsOf } from './text-traits.ts';

/** A value that holds no others, or a name that personal data may stand in. */
export interface Leaf {
  parent: Place;
  /** Name of the field, or index of the item. */
  name: string | number;
  value: string | number | boolean | null;
  /** `KIND` bits of its name, an item's by the name of its list. */
  kind: number;
  /** `TRAIT` bits of its text. */
  traits: number;
  /** The value is the field's name. */
  isName?: true;
}

/** Where an object or a list stands; `path` is given for where the search began. */
export interface Place {
  parent?: Place;
  name: string | number;
  path?: string;
}

/** What the rules know of an event, found in one pass over it. */
export interface Facts {
  event: Event;
  /** Those that a rule may be about, by their name or their text. */
  leaves: Leaf[];
  /** The bits of all leaves. */
  kinds: number;
  traits: number;
  /** Characters of the event as JSON, or nearly. */
  size: number;
  /** It was not looked at to its end. */
  isCut: boolean;
}

/** Values of one event that are looked at. */
export const MAX_VALUES = 20_000;
/** Characters of one event's texts that are looked at. */
export const MAX_CHARACTERS = 1_000_000;
/** Findings of one rule in one event. */
const MAX_FINDINGS = 20;
/** What a number, a truth value or `null` takes, and the marks around a field, in characters. */
const PLAIN_SIZE = 6;
/** From here on a number has the digits of an account, a card or a person. */
const LONG_NUMBER = 10_000_000;

/** Kinds whose leaves are looked at whatever their text. */
const OF_ANY_TEXT = NUMERIC | KIND.currency | KIND.time;
const OF_NAMES = TRAIT.at | TRAIT.digits | TRAIT.token;

/** Breadth first and without recursion, as an event may be of any size and depth. */
export function factsOf(event: Event): Facts {
  const facts: Facts = { event, leaves: [], kinds: 0, traits: 0, size: 0, isCut: false };
  const root: Place = { name: '', path: event.path };
  const pending: { value: object; place: Place; kind: number }[] = [];
  let values = 0;
  let characters = 0;
  let isPayloadSeen = false;

  function add(parent: Place, name: string | number, value: unknown, kind: number) {
    values++;
    if (typeof value === 'object' && value !== null) {
      pending.push({ value, place: { parent, name }, kind });
      facts.size += 2;
      return;
    }
    let traits = 0;
    if (typeof value === 'string') {
      traits = traitsIn(kind, traitsOf(value, MAX_CHARACTERS - characters));
      characters += value.length;
      facts.size += value.length + 3;
    } else {
      if (typeof value === 'number' && Math.abs(value) >= LONG_NUMBER) {
        traits = traitsIn(kind, TRAIT.digits);
      }
      facts.size += PLAIN_SIZE;
    }
    facts.kinds |= kind;
    facts.traits |= traits;
    if (traits || kind & OF_ANY_TEXT) {
      facts.leaves.push({ parent, name, value: value as Leaf['value'], kind, traits });
    }
  }

  function addName(parent: Place, name: string, traits: number) {
    facts.traits |= traits;
    facts.leaves.push({ parent, name, value: name, kind: 0, traits, isName: true });
  }

  function isFull() {
    facts.isCut ||= values >= MAX_VALUES || characters >= MAX_CHARACTERS;
    return facts.isCut;
  }

  function walk(from: number) {
    for (let at = from; at < pending.length && !facts.isCut; at++) {
      const { value, place, kind } = pending[at]!;
      isPayloadSeen ||= value === event.payload.value;
      if (Array.isArray(value)) {
        for (let index = 0; index < value.length && !isFull(); index++) {
          add(place, index, value[index], kind);
        }
        continue;
      }
      for (const name of Object.keys(value)) {
        if (isFull()) break;
        const ofName = factsOfName(name);
        facts.size += name.length + 3;
        characters += name.length;
        if (ofName.traits & OF_NAMES) addName(place, name, ofName.traits & OF_NAMES);
        add(place, name, (value as Record<string, unknown>)[name], ofName.kind);
      }
    }
  }

  const { value } = event;
  if (typeof value !== 'object' || value === null) return facts;
  pending.push({ value, place: root, kind: 0 });
  walk(0);
  if (!isPayloadSeen && !facts.isCut) {
    // It stood in the event as a text: the text is left to its fields.
    facts.leaves = facts.leaves.filter((leaf) => pathOf(leaf) !== event.payload.path);
    const place = { name: '', path: event.payload.path };
    walk(pending.push({ value: event.payload.value, place, kind: 0 }) - 1);
  }
  return facts;
}

/** What the traits of a text are worth in a field of some kind: digits of a time are nobody's number. */
function traitsIn(kind: number, traits: number): number {
  if (kind & KIND.time) return traits & ~TRAIT.digits;
  const isSpaced = kind & KIND.id && traits & TRAIT.space && !(traits & TRAIT.blank);
  return isSpaced ? traits | TRAIT.spaceInId : traits;
}

/** JSON Pointer of a leaf in the body's value. */
export function pathOf({ parent, name }: Pick<Leaf, 'parent' | 'name'>): string {
  return pathOfPlace(parent) + pointer(name);
}

function pathOfPlace(place: Place): string {
  const names: (string | number)[] = [];
  let at = place;
  while (at.parent) {
    names.push(at.name);
    at = at.parent;
  }
  return (at.path ?? '') + pointer(...names.toReversed());
}

/** Shared, as most rules find nothing in most events. */
const NONE: readonly Finding[] = [];

/** The findings of a test that looks at one leaf at a time, each at its leaf. */
export function findingsAt(
  { leaves }: Facts,
  test: (leaf: Leaf) => Omit<Finding, 'path'> | undefined,
): readonly Finding[] {
  let findings: Finding[] | undefined;
  for (const leaf of leaves) {
    const found = test(leaf);
    if (!found) continue;
    const path = pathOf(leaf);
    // A name and the value under it have the same place.
    if (findings?.at(-1)?.path === path) continue;
    findings ??= [];
    findings.push({ path, ...found });
    if (findings.length === MAX_FINDINGS) break;
  }
  return findings ?? NONE;
}

/** A finding's suggestion to put another value in place of a leaf's. */
export function fixOf(leaf: Leaf, value: unknown) {
  return { fix: { path: pathOf(leaf), value } };
}
