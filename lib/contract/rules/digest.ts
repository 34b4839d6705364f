/** Of a larger event no digest is taken: its content is not compared. */
const MAX_VALUES = 5000;
const MAX_CHARACTERS = 100_000;

/** Ends a text, as no code unit is that large. */
const END = 0x10000;
/** Begin what is no text: a list, an object, an object or list further on, and any other value. */
const [LIST, RECORD, INNER, PLAIN] = [0x10001, 0x10002, 0x10003, 0x10004] as const;

/**
 * Two halves of 32 bits, made one number of 53: among a million events two are alike by chance once in 18,000
 * sessions. They are the module's, and not an object's, as there is a turn for every character of the traffic.
 */
let high = 0;
let low = 0;

function begin() {
  high = 0xdeadbeef | 0;
  low = 0x41c6ce57;
}

function mix(code: number) {
  high = Math.imul(high ^ code, 0x9e3779b1);
  low = Math.imul(low ^ code, 0x5f356495);
}

function mixText(text: string) {
  let [a, b] = [high, low];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 0x9e3779b1);
    b = Math.imul(b ^ code, 0x5f356495);
  }
  high = a;
  low = b;
  mix(END);
}

function end(): number {
  let a = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  let b = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  a = Math.imul(a ^ (a >>> 15), 0x2c1b3c6d);
  b = Math.imul(b ^ (b >>> 15), 0x297a2d39);
  return 0x100000000 * (0x1fffff & b) + (a >>> 0);
}

/** A number that stands for some texts in order, whatever their length. */
export function digestOf(...texts: string[]): number {
  begin();
  for (const text of texts) mixText(text);
  return end();
}

/**
 * A number that stands for what an event says, but for the fields of its top that `isLeftOut` names; the same
 * for the same fields in the same order. `undefined` for an event that is too large to be compared.
 *
 * @param payload counts as the event's top as well
 */
export function contentDigest(
  key: string,
  event: object,
  payload: object,
  isLeftOut: (name: string) => boolean,
): number | undefined {
  begin();
  mixText(key);
  const pending: object[] = [event];
  let values = 0;
  let characters = 0;

  function write(value: unknown) {
    if (typeof value === 'object' && value !== null) {
      mix(INNER);
      pending.push(value);
      return;
    }
    if (typeof value !== 'string') mix(PLAIN);
    const text = typeof value === 'string' ? value : String(value);
    characters += text.length;
    if (characters <= MAX_CHARACTERS) mixText(text);
  }

  // By its length, and not by an iterator, as it grows meanwhile.
  for (let at = 0; at < pending.length; at++) {
    const value = pending[at]!;
    if (Array.isArray(value)) {
      mix(LIST);
      values += value.length;
      if (values > MAX_VALUES) return undefined;
      for (const item of value) write(item);
    } else {
      mix(RECORD);
      const isTop = value === event || value === payload;
      const names = Object.keys(value);
      values += names.length;
      if (values > MAX_VALUES) return undefined;
      for (const name of names) {
        if (isTop && isLeftOut(name)) continue;
        mixText(name);
        write((value as Record<string, unknown>)[name]);
      }
    }
    if (characters > MAX_CHARACTERS) return undefined;
  }
  return end();
}
