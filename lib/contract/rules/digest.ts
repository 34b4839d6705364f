import { namesOf } from '../../wire/names.ts';

/** Of a larger event no digest is taken: its content is not compared. */
const MAX_VALUES = 5000;
const MAX_CHARACTERS = 100_000;

/** Ends a text, as no code unit is that large. */
const END = 0x10000;
/** Begin what is no text: a list, an object, an object or list further on, a number. */
const [LIST, RECORD, INNER, NUMBER] = [0x10001, 0x10002, 0x10003, 0x10004] as const;
/** Values of one kind only. */
const [TRUE, FALSE, NULL] = [0x10005, 0x10006, 0x10007] as const;

const [HIGH_PRIME, LOW_PRIME] = [0x9e3779b1, 0x5f356495] as const;

/**
 * Two halves of 32 bits, made one number of 53: among a million events two are alike by chance once in 18,000
 * sessions. They are the module's, and not an object's, as there is a turn for every character of the traffic;
 * and in an array, since engines keep what is in a variable of a module as a number of any size.
 */
const halves = new Int32Array(2);

/** The bits of a number. */
const double = new Float64Array(1);
const bits = new Int32Array(double.buffer);

function begin() {
  halves[0] = 0xdeadbeef | 0;
  halves[1] = 0x41c6ce57;
}

function mix(code: number) {
  halves[0] = Math.imul(halves[0]! ^ code, HIGH_PRIME);
  halves[1] = Math.imul(halves[1]! ^ code, LOW_PRIME);
}

function mixText(text: string) {
  let high = halves[0]!;
  let low = halves[1]!;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, HIGH_PRIME);
    low = Math.imul(low ^ code, LOW_PRIME);
  }
  halves[0] = Math.imul(high ^ END, HIGH_PRIME);
  halves[1] = Math.imul(low ^ END, LOW_PRIME);
}

function mixNumber(value: number) {
  double[0] = value + 0; // of -0 nothing is left but 0
  mix(NUMBER);
  mix(spread(bits[0]!));
  mix(spread(bits[1]!));
}

/** Lets each bit have a part in the lowest: to multiply carries upwards only. */
function spread(code: number): number {
  const mixed = Math.imul(code ^ (code >>> 16), 0x85ebca6b);
  return mixed ^ (mixed >>> 13);
}

function end(): number {
  const [high, low] = [halves[0]!, halves[1]!];
  let a = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  let b = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  a = Math.imul(a ^ (a >>> 15), 0x2c1b3c6d);
  b = Math.imul(b ^ (b >>> 15), 0x297a2d39);
  return 0x100000000 * (0x1fffff & b) + (a >>> 0);
}

/** A number that stands for some texts and numbers in order, whatever their length. */
export function digestOf(...values: (string | number)[]): number {
  begin();
  for (const value of values) {
    if (typeof value === 'string') mixText(value);
    else mixNumber(value);
  }
  return end();
}

/** A number of 32 bits that stands for a name. It leaves a digest that is under way alone. */
export function digestOfName(name: string): number {
  let digest = 0x41c6ce57;
  for (let index = 0; index < name.length; index++) {
    digest = Math.imul(digest ^ name.charCodeAt(index), HIGH_PRIME);
  }
  return spread(digest ^ name.length);
}

/** What a name counts for in the digest of an event. */
export interface NameDigest {
  digest: number;
  /** At the event's top its field is left out. */
  isLeftOut: boolean;
}

/**
 * A number that stands for what an event says, but for the fields of its top that are left out; the same
 * for the same fields in the same order. `undefined` for an event that is too large to be compared.
 *
 * @param payload counts as the event's top as well
 * @param nameOf the same for a name each time
 */
export function contentDigest(
  key: number,
  event: object,
  payload: object,
  nameOf: (name: string) => NameDigest,
): number | undefined {
  begin();
  mixNumber(key);
  const pending: object[] = [event];
  let values = 0;
  let characters = 0;
  // By its length, and not by an iterator, as it grows meanwhile.
  for (let at = 0; at < pending.length; at++) {
    const value = pending[at]!;
    if (Array.isArray(value)) {
      mix(LIST);
      values += value.length;
      if (values > MAX_VALUES) return undefined;
      for (const item of value) {
        characters += lengthOf(item);
        if (characters > MAX_CHARACTERS) return undefined;
        mixValue(item, pending);
      }
      continue;
    }
    mix(RECORD);
    const isTop = value === event || value === payload;
    const names = namesOf(value);
    values += names.length;
    if (values > MAX_VALUES) return undefined;
    for (const name of names) {
      const { digest, isLeftOut } = nameOf(name);
      if (isTop && isLeftOut) continue;
      mix(digest);
      const own = (value as Record<string, unknown>)[name];
      characters += lengthOf(own);
      if (characters > MAX_CHARACTERS) return undefined;
      mixValue(own, pending);
    }
  }
  return end();
}

function lengthOf(value: unknown): number {
  return typeof value === 'string' ? value.length : 0;
}

function mixValue(value: unknown, pending: object[]) {
  if (typeof value === 'string') mixText(value);
  else if (typeof value === 'number') mixNumber(value);
  else if (typeof value === 'object' && value !== null) {
    mix(INNER);
    pending.push(value);
  } else mix(value === null ? NULL : value === true ? TRUE : FALSE);
}
