/** What is wrong within a token: `offset` is of the first character that can't be. */
export interface ScanFault {
  offset: number;
  expected: string;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
const HEX = /[0-9A-Fa-f]/;
const ESCAPED = '"\\/bfnrt';
const ESCAPES = '" \\ / b f n r t u';
const LITERALS = [
  ['true', true],
  ['false', false],
  ['null', null],
] as const;

/** The first character at or after `at` that is no white space of JSON (RFC 8259, section 2). */
export function skipSpace(text: string, at: number, end: number): number {
  let next = at;
  while (next < end) {
    const code = text.charCodeAt(next);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) break;
    next += 1;
  }
  return next;
}

/** The end of a string whose first quote is at `start`. */
export function scanString(text: string, start: number, end: number): number | ScanFault {
  let at = start + 1;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code < 0x20) return { offset: at, expected: `\\u${hex(code)}` };
    if (code !== BACKSLASH) {
      at += 1;
      continue;
    }
    const escaped = scanEscape(text, at + 1, end);
    if (typeof escaped !== 'number') return escaped;
    at = escaped;
  }
  return { offset: end, expected: '"' };
}

function scanEscape(text: string, at: number, end: number): number | ScanFault {
  if (at >= end) return { offset: end, expected: ESCAPES };
  if (text[at] !== 'u') {
    return ESCAPED.includes(text[at]!) ? at + 1 : { offset: at, expected: ESCAPES };
  }
  for (let digit = at + 1; digit <= at + 4; digit += 1) {
    if (digit >= end || !HEX.test(text[digit]!)) {
      return { offset: Math.min(digit, end), expected: '0–9 A–F' };
    }
  }
  return at + 5;
}

/** The end of a number that begins at `start` with a digit or a minus. */
export function scanNumber(text: string, start: number, end: number): number | ScanFault {
  let at = start;
  if (text.charCodeAt(at) === MINUS) at += 1;
  const whole = at;
  at = skipDigits(text, at, end);
  if (at === whole) return { offset: at, expected: '0–9' };
  // A zero stands alone: what comes after it belongs to no number.
  if (text.charCodeAt(whole) === ZERO) at = whole + 1;
  if (at < end && text[at] === '.') {
    const fraction = at + 1;
    at = skipDigits(text, fraction, end);
    if (at === fraction) return { offset: at, expected: '0–9' };
  }
  if (at < end && (text[at] === 'e' || text[at] === 'E')) {
    at += 1;
    if (at < end && (text[at] === '+' || text[at] === '-')) at += 1;
    const exponent = at;
    at = skipDigits(text, exponent, end);
    if (at === exponent) return { offset: at, expected: '0–9' };
  }
  return at;
}

function skipDigits(text: string, at: number, end: number): number {
  let next = at;
  while (next < end) {
    const code = text.charCodeAt(next);
    if (code < ZERO || code > NINE) break;
    next += 1;
  }
  return next;
}

/** `undefined` where no literal begins with the character at `start`. */
export function scanLiteral(
  text: string,
  start: number,
  end: number,
): { end: number; value: boolean | null } | ScanFault | undefined {
  const literal = LITERALS.find(([word]) => word[0] === text[start]);
  if (!literal) return undefined;
  const [word, value] = literal;
  for (let at = 1; at < word.length; at += 1) {
    if (start + at >= end || text[start + at] !== word[at]) {
      return { offset: start + at, expected: word };
    }
  }
  return { end: start + word.length, value };
}

function hex(code: number): string {
  return code.toString(16).padStart(4, '0');
}
