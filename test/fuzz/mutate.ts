/** A generator of numbers below a limit, the same for the same seed (mulberry32). */
export function seeded(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

/** What breaks decoders: signs of JSON, of forms, of compressions and of encodings. */
const MORSELS = [
  '{ } [ ] , : " \\ \\u \\ud800 0 - 1e9 .5 true null NaN',
  '"__proto__": "eventType": "events": "data": "instrumentationKey":',
  '%22 & = --xyz \r\n \n \u001e \u0000 æ 🍓 \ufeff',
]
  .flatMap((line) => line.split(' '))
  .concat(
    '{"eventType":"A"}',
    '"{\\"events\\":[]}"',
    '[[[[[[[[',
    '{"a":{"a":{"a":',
    '\r\n--xyz\r\n',
  )
  .map((text) => new TextEncoder().encode(text))
  .concat(
    [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0x1f, 0x8b, 8], [0x78, 0x9c], [0xff, 0xfe]].map(
      (bytes) => new Uint8Array(bytes),
    ),
  );

/** Names by which parts are found, and some that only look like them. */
const NAMES = 'eventType type name event data payload properties events items batch iKey time x'
  .split(' ')
  .map((text) => new TextEncoder().encode(`"${text}"`));

/** Changes made to one body. */
const MAX_CHANGES = 4;
/** Bytes that are taken from, or put at, another place. */
const MAX_PIECE = 64;

type Change = (
  bytes: Uint8Array,
  random: (limit: number) => number,
  other: Uint8Array,
) => Uint8Array;

const CHANGES: readonly Change[] = [
  function flipBit(bytes, random) {
    const flipped = bytes.slice();
    const at = random(bytes.length + 1);
    if (at < bytes.length) flipped[at]! ^= 1 << random(8);
    return flipped;
  },
  function cut(bytes, random) {
    return bytes.slice(0, random(bytes.length + 1));
  },
  function drop(bytes, random) {
    const at = random(bytes.length + 1);
    return joined(bytes.subarray(0, at), bytes.subarray(at + random(MAX_PIECE)));
  },
  function double(bytes, random) {
    const at = random(bytes.length + 1);
    return joined(bytes.subarray(0, at + random(MAX_PIECE)), bytes.subarray(at));
  },
  function insert(bytes, random) {
    const at = random(bytes.length + 1);
    return joined(bytes.subarray(0, at), MORSELS[random(MORSELS.length)]!, bytes.subarray(at));
  },
  // These two mostly leave a sound body, of another shape.
  function rename(bytes, random) {
    const from = NAMES[random(NAMES.length)]!;
    const at = indexOf(bytes, from, random(bytes.length + 1));
    if (at < 0) return bytes;
    const to = NAMES[random(NAMES.length)]!;
    return joined(bytes.subarray(0, at), to, bytes.subarray(at + from.length));
  },
  function changeLetter(bytes, random) {
    const changed = bytes.slice();
    const at = random(bytes.length + 1);
    const isLetter = (byte = 0) => byte >= 0x30 && byte < 0x7b && byte !== 0x5b && byte !== 0x5d;
    if (isLetter(bytes[at])) changed[at] = 0x61 + random(26);
    return changed;
  },
  function splice(bytes, random, other) {
    return joined(
      bytes.subarray(0, random(bytes.length + 1)),
      other.subarray(random(other.length + 1)),
    );
  },
];

/** A body that is not quite the one it was made from. */
export function mutated(
  bytes: Uint8Array,
  random: (limit: number) => number,
  other: Uint8Array,
): Uint8Array {
  let changed = bytes;
  for (let left = 1 + random(MAX_CHANGES); left > 0; left -= 1) {
    changed = CHANGES[random(CHANGES.length)]!(changed, random, other);
  }
  return changed;
}

function indexOf(bytes: Uint8Array, wanted: Uint8Array, from: number): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(wanted, from);
}

function joined(...parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, { length }) => size + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
