/**
 * What a text has that a rule may be about: bits, found in one pass, so that the costly look of a
 * rule is taken only at a text that deserves it.
 */
export const TRAIT = {
  /** A blank, a tab or a line break. */
  space: 1,
  /** Nothing but those, or nothing at all. */
  blank: 2,
  /** What a programme writes for a value that it does not have. */
  placeholder: 4,
  /** A character that garbled text has: `Â`, `Ã`, `â`, or the sign for a lost one. */
  garbled: 8,
  /** `@`, or `%40`. */
  at: 16,
  /** Eight digits in a row, with the marks that stand between the digits of a telephone number. */
  digits: 32,
  /** The beginning of a token: `eyJ`, or `Bearer` and a blank. */
  token: 64,
  /** Half of a pair of UTF-16 units, which stands for nothing. */
  halfCharacter: 128,
  // Of the text alone these do not follow: they are of a text in a field of some kind.
  /** A blank in a field that is an id's. */
  spaceInId: 256,
  /** No ISO 8601 with an offset, in a field that is a time's. */
  unusualTime: 512,
  /** A text in a field that is a number's. */
  textForNumber: 1024,
  /** A field's name that JavaScript has taken. */
  takenName: 2048,
} as const;

const PLACEHOLDERS = new Set(['undefined', 'null', 'NaN', 'Invalid Date']);
const LONGEST_PLACEHOLDER = 12;
const DIGITS = 8;
const HYPHEN = 45;

/** What a character may be part of: bits, so that those of a text are gathered without a branch. */
const SIGN = {
  digit: 1,
  blank: 2,
  at: 4,
  percent: 8,
  bracket: 16,
  token: 32,
  garbled: 64,
  half: 128,
} as const;
/** Of those below 256. */
const SIGNS = Uint8Array.from({ length: 256 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (code <= 32) return SIGN.blank;
  if (character >= '0' && character <= '9') return SIGN.digit;
  if ('ÂÃâ'.includes(character)) return SIGN.garbled;
  const bySign: Record<string, number> = {
    '@': SIGN.at,
    '%': SIGN.percent,
    '[': SIGN.bracket,
    J: SIGN.token,
  };
  return bySign[character] ?? 0;
});
/** Signs that call for a closer look. */
const CLOSER = SIGN.blank | SIGN.percent | SIGN.bracket | SIGN.token | SIGN.half;
/** The sign for a character that was lost. */
const LOST = 0xfffd;

const BEARER = /bearer[\0-\x20]/i;

/** @param limit characters that are looked at */
export function traitsOf(whole: string, limit: number): number {
  const text = whole.length > limit ? whole.slice(0, Math.max(0, limit)) : whole;
  const { length } = text;
  let signs = 0;
  let digits = 0;
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index);
    const sign = code < 256 ? SIGNS[code]! : signOfWide(code);
    signs |= sign;
    digits += sign & SIGN.digit;
  }
  let traits = signs & CLOSER ? lookCloser(text, signs) : 0;
  if (signs & SIGN.at) traits |= TRAIT.at;
  if (signs & SIGN.garbled) traits |= TRAIT.garbled;
  if (digits >= DIGITS && !isUuid(text) && hasDigitsInARow(text)) traits |= TRAIT.digits;
  if (length === 0) traits |= TRAIT.blank;
  if (length <= LONGEST_PLACEHOLDER && PLACEHOLDERS.has(text)) traits |= TRAIT.placeholder;
  return traits;
}

function signOfWide(code: number): number {
  if (code === LOST) return SIGN.garbled;
  return (code & 0xf800) === 0xd800 ? SIGN.half : 0;
}

function lookCloser(text: string, signs: number): number {
  let traits = 0;
  if (signs & SIGN.blank) {
    traits |= TRAIT.space;
    if (text.trim() === '') traits |= TRAIT.blank;
    if (BEARER.test(text)) traits |= TRAIT.token;
  }
  if (signs & SIGN.half && !text.isWellFormed()) traits |= TRAIT.halfCharacter;
  if (signs & SIGN.percent && text.includes('%40')) traits |= TRAIT.at;
  if (signs & SIGN.token && text.includes('eyJ')) traits |= TRAIT.token;
  if (signs & SIGN.bracket && text.includes('[object ')) traits |= TRAIT.placeholder;
  return traits;
}

/** With nothing but the marks of a telephone number between them. */
function hasDigitsInARow(text: string): boolean {
  let digits = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code >= 48 && code <= 57) {
      if (++digits === DIGITS) return true;
    } else if (!isBetweenDigits(code)) {
      digits = 0;
    }
  }
  return false;
}

/** A blank, or one of `()*+,-./`, which are `(` to `/`. */
function isBetweenDigits(code: number): boolean {
  return code <= 32 || (code >= 40 && code <= 47);
}

/** Most ids are UUIDs, and many of those have eight digits in a row by chance. */
function isUuid(text: string): boolean {
  return (
    text.length === 36 &&
    text.charCodeAt(8) === HYPHEN &&
    text.charCodeAt(13) === HYPHEN &&
    text.charCodeAt(18) === HYPHEN &&
    text.charCodeAt(23) === HYPHEN
  );
}
