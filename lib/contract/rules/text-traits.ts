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
  /** A blank in a field that is an id's; of the text alone that does not follow. */
  spaceInId: 128,
} as const;

const PLACEHOLDERS = new Set(['undefined', 'null', 'NaN', 'Invalid Date']);
const LONGEST_PLACEHOLDER = 12;
const DIGITS = 8;
const HYPHEN = 45;

/** What a character of ASCII calls for; most call for nothing. */
const [OTHER, DIGIT, BETWEEN_DIGITS, BLANK, SIGN] = [0, 1, 2, 3, 4] as const;
const CALLS = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (code <= 32) return BLANK;
  if (/\d/.test(character)) return DIGIT;
  if ('()+-./*,'.includes(character)) return BETWEEN_DIGITS;
  return '@%J['.includes(character) ? SIGN : OTHER;
});

/** @param limit characters that are looked at */
export function traitsOf(text: string, limit: number): number {
  const end = Math.min(text.length, limit);
  let traits = 0;
  let digits = 0;
  for (let index = 0; index < end; index++) {
    const code = text.charCodeAt(index);
    const call = code < 128 ? CALLS[code] : SIGN;
    if (call === OTHER) {
      digits = 0;
    } else if (call === DIGIT) {
      if (++digits === DIGITS) traits |= TRAIT.digits;
    } else if (call === BLANK) {
      traits |= TRAIT.space;
      if (isBearer(text, index)) traits |= TRAIT.token;
    } else if (call === SIGN) {
      digits = 0;
      traits |= traitOfSign(text, index);
    }
  }
  if (traits & TRAIT.digits && isUuid(text)) traits &= ~TRAIT.digits;
  if ((end === 0 || traits & TRAIT.space) && text.slice(0, end).trim() === '')
    traits |= TRAIT.blank;
  if (end <= LONGEST_PLACEHOLDER && PLACEHOLDERS.has(text)) traits |= TRAIT.placeholder;
  return traits;
}

function traitOfSign(text: string, index: number): number {
  switch (text.charAt(index)) {
    case '@':
      return TRAIT.at;
    case '%':
      return text.startsWith('40', index + 1) ? TRAIT.at : 0;
    case 'J':
      return text.startsWith('ey', index - 2) ? TRAIT.token : 0;
    case '[':
      return text.startsWith('[object ', index) ? TRAIT.placeholder : 0;
    case 'Â':
    case 'Ã':
    case 'â':
    case '\ufffd':
      return TRAIT.garbled;
    default:
      return 0;
  }
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

function isBearer(text: string, end: number): boolean {
  const last = text[end - 1];
  if (last !== 'r' && last !== 'R') return false;
  return text.slice(Math.max(0, end - 6), end).toLowerCase() === 'bearer';
}
