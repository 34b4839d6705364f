/**
 * Bytes as text. What is no UTF-8 is named: `prefix` is the text before the first byte that can't be,
 * and `shown` all of it in its own encoding, where that is more than a guess.
 */
export type TextRead =
  | { ok: true; text: string; mark: 0 | 3 }
  | {
      ok: false;
      /** A name that is fit for the reader; `undefined`: the bytes are no text that we know. */
      encoding?: string;
      shown?: string;
      prefix: string;
      /** Bytes of the byte order mark before the prefix. */
      mark: 0 | 3;
      /** The first byte that can't be. */
      byte: number;
      /** It is UTF-8 that ends within a character. */
      isCut: boolean;
    };

/** Bytes by which an encoding is guessed. */
const SAMPLE = 4096;
/** Part of a sample that is printable ASCII in what is guessed to be text of one byte per character. */
const MIN_ASCII = 0.7;

const MARKS: readonly [encoding: string, ...bytes: number[]][] = [
  ['UTF-32LE', 0xff, 0xfe, 0, 0],
  ['UTF-32BE', 0, 0, 0xfe, 0xff],
  ['UTF-16LE', 0xff, 0xfe],
  ['UTF-16BE', 0xfe, 0xff],
];

/** Reads a body as UTF-8 (WHATWG Encoding), with and without byte order mark. Never throws. */
export function readText(bytes: Uint8Array, contentType = ''): TextRead {
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const wide = wideEncodingOf(bytes);
  const text = wide === undefined ? decodeAs('utf-8', bytes) : undefined;
  if (text !== undefined) return { ok: true, text, mark };
  const fault = wide === undefined ? firstFault(bytes) : { byte: 0, isCut: false };
  const prefix = new TextDecoder().decode(bytes.subarray(0, fault.byte));
  const isBroken = fault.isCut || beginsCharacter(bytes, fault.byte);
  const said = wide ?? (isBroken ? undefined : charsetIn(contentType));
  const encoding = said ?? (isBroken || !looksLikeLatin(bytes) ? undefined : 'windows-1252');
  const shown = said === undefined ? undefined : decodeAs(said, bytes);
  return {
    ok: false,
    ...(encoding !== undefined && { encoding }),
    ...(shown !== undefined && { shown }),
    prefix,
    mark,
    ...fault,
  };
}

/** By its mark, or by the zero bytes between the characters with which JSON begins. */
function wideEncodingOf(bytes: Uint8Array): string | undefined {
  // Text that begins with two characters of ASCII is none: most is.
  if (bytes[0] && bytes[1] && bytes[0] < 0x80 && bytes[1] < 0x80) return undefined;
  const marked = MARKS.find(([, ...mark]) => mark.every((byte, at) => bytes[at] === byte));
  if (marked) return marked[0];
  if (bytes.length < 4 || bytes.length % 2 > 0) return undefined;
  const [a, b, c, d] = bytes;
  if (a && !b && !c && !d && bytes.length % 4 === 0) return 'UTF-32LE';
  if (!a && !b && !c && d && bytes.length % 4 === 0) return 'UTF-32BE';
  if (a && !b && c && !d) return 'UTF-16LE';
  if (!a && b && !c && d) return 'UTF-16BE';
  return undefined;
}

/** The charset that a content type names, but for the one that it is not. */
function charsetIn(contentType: string): string | undefined {
  const named = /charset\s*=\s*"?([\w.:-]{1,40})/i.exec(contentType)?.[1];
  return named !== undefined && /^utf-?8$/i.test(named) ? undefined : named;
}

/** Whether it may be text of one byte per character: most is ASCII, and nothing controls a terminal. */
function looksLikeLatin(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, SAMPLE);
  let ascii = 0;
  for (const byte of sample) {
    const isSpace = byte === 0x09 || byte === 0x0a || byte === 0x0d;
    if (byte < 0x20 && !isSpace) return false;
    if (byte < 0x7f) ascii += 1;
  }
  return ascii >= sample.length * MIN_ASCII;
}

/** Two bytes that begin a character as UTF-8 does: it is UTF-8 that was spoilt, not another encoding. */
function beginsCharacter(bytes: Uint8Array, at: number): boolean {
  const [lead = 0, next = 0] = bytes.subarray(at, at + 2);
  return lead >= 0xc0 && next >= 0x80 && next < 0xc0;
}

/** One for many, as nearly all is of this encoding; Firefox's keeps the next byte order mark once it has thrown. */
let utf8 = strict('utf-8');

function strict(encoding: string): TextDecoder {
  return new TextDecoder(encoding, { fatal: true });
}

function decodeAs(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return (encoding === 'utf-8' ? utf8 : strict(encoding)).decode(bytes);
  } catch {
    // Not of that encoding, or one that nobody knows (such as UTF-32): the caller says so.
    utf8 = strict('utf-8');
    return undefined;
  }
}

/** Where UTF-8 ends to be any (Unicode, table 3-7); the end of the bytes where all of it is. */
function firstFault(bytes: Uint8Array): { byte: number; isCut: boolean } {
  let at = 0;
  while (at < bytes.length) {
    const lead = bytes[at]!;
    if (lead < 0x80) {
      at += 1;
      continue;
    }
    const length = lengthOf(lead);
    if (length === 0) return { byte: at, isCut: false };
    for (let next = 1; next < length; next += 1) {
      const byte = bytes[at + next];
      if (byte === undefined) return { byte: at, isCut: true };
      const [low, high] = next === 1 ? secondOf(lead) : [0x80, 0xbf];
      if (byte < low || byte > high) return { byte: at, isCut: false };
    }
    at += length;
  }
  return { byte: at, isCut: false };
}

function lengthOf(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

/** Some second bytes would write a character in too many bytes, half of a pair, or none that exists. */
function secondOf(lead: number): [low: number, high: number] {
  switch (lead) {
    case 0xe0:
      return [0xa0, 0xbf];
    case 0xed:
      return [0x80, 0x9f];
    case 0xf0:
      return [0x90, 0xbf];
    case 0xf4:
      return [0x80, 0x8f];
    default:
      return [0x80, 0xbf];
  }
}
