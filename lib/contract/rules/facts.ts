import type { Event } from '../../wire/decode.ts';
import { namesOf } from '../../wire/names.ts';
import { pointer } from '../../wire/pointer.ts';
import type { Finding } from './rule.ts';
import { factsOfName, KIND, NUMERIC } from './name-kinds.ts';
import { TRAIT, traitsOf } from './text-traits.ts';
import { timeIn } from './time-text.ts';

/** A value that holds no others, or a name that a rule may be about. */
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
const OF_ANY_TEXT = NUMERIC | KIND.currency;
const OF_NAMES = TRAIT.at | TRAIT.digits | TRAIT.token | TRAIT.halfCharacter | TRAIT.takenName;

/** An object or a list that is still to be looked at. */
interface Pending {
  value: object;
  place: Place;
  kind: number;
}

/** Breadth first and without recursion, as an event may be of any size and depth. */
export function factsOf(event: Event): Facts {
  const facts: Facts = { event, leaves: [], kinds: 0, traits: 0, size: 0, isCut: false };
  const { value, payload, path } = event;
  if (typeof value !== 'object' || value === null) return facts;
  const walk = new Walk(facts);
  walk.through({ value, place: { name: '', path }, kind: 0 });
  if (!walk.isPayloadSeen && !facts.isCut) {
    // It stood in the event as a text: the text is left to its fields.
    facts.leaves = facts.leaves.filter((leaf) => pathOf(leaf) !== payload.path);
    walk.through({ value: payload.value, place: { name: '', path: payload.path }, kind: 0 });
  }
  return facts;
}

/** One pass over an event, and what it has met so far. A class, since there is one for each event. */
class Walk {
  isPayloadSeen = false;
  private values = 0;
  private characters = 0;
  private readonly pending: Pending[] = [];
  private readonly facts: Facts;

  constructor(facts: Facts) {
    this.facts = facts;
  }

  through(start: Pending) {
    const { facts, pending } = this;
    const payload = facts.event.payload.value;
    for (let at = pending.push(start) - 1; at < pending.length && !facts.isCut; at++) {
      const { value, place, kind } = pending[at]!;
      if (value === payload) this.isPayloadSeen = true;
      if (Array.isArray(value)) this.items(value, place, kind);
      else this.fields(value as Record<string, unknown>, place);
    }
  }

  private items(list: unknown[], place: Place, kind: number) {
    for (let index = 0; index < list.length && !this.isFull(); index++) {
      this.add(place, index, list[index], kind);
    }
  }

  private fields(record: Record<string, unknown>, place: Place) {
    for (const name of namesOf(record)) {
      if (this.isFull()) break;
      const { kind, traits } = factsOfName(name);
      this.facts.size += name.length + 3;
      this.characters += name.length;
      if (traits & OF_NAMES) this.addName(place, name, traits & OF_NAMES);
      this.add(place, name, record[name], kind);
    }
  }

  private add(parent: Place, name: string | number, value: unknown, kind: number) {
    const { facts } = this;
    this.values++;
    if (typeof value === 'object' && value !== null) {
      this.pending.push({ value, place: { parent, name }, kind });
      facts.size += 2;
      return;
    }
    let traits = 0;
    if (typeof value === 'string') {
      traits = traitsInField(value, kind, MAX_CHARACTERS - this.characters);
      this.characters += value.length;
      facts.size += value.length + 3;
    } else {
      if (typeof value === 'number' && Math.abs(value) >= LONG_NUMBER && !(kind & KIND.time)) {
        traits = TRAIT.digits;
      }
      facts.size += PLAIN_SIZE;
    }
    facts.kinds |= kind;
    facts.traits |= traits;
    if (traits || kind & OF_ANY_TEXT) {
      facts.leaves.push({ parent, name, value: value as Leaf['value'], kind, traits });
    }
  }

  private addName(parent: Place, name: string, traits: number) {
    this.facts.traits |= traits;
    this.facts.leaves.push({ parent, name, value: name, kind: 0, traits, isName: true });
  }

  private isFull() {
    const { facts } = this;
    if (this.values >= MAX_VALUES || this.characters >= MAX_CHARACTERS) facts.isCut = true;
    return facts.isCut;
  }
}

/** The traits of a text, with those that follow from its field: digits of a time are nobody's number. */
function traitsInField(text: string, kind: number, limit: number): number {
  if (kind & KIND.time) {
    if (timeIn(text)?.form === 'iso') return 0;
    return (traitsOf(text, limit) & ~TRAIT.digits) | TRAIT.unusualTime;
  }
  const traits = traitsOf(text, limit) | (kind & NUMERIC ? TRAIT.textForNumber : 0);
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
