/**
 * Searches for personal data in a text. All are linear in its length: each begins only where no longer
 * run of the same characters is under way, and what follows is bounded.
 */

/** What is around an `@`: the longest name of a mailbox and of a domain (RFC 5321). */
const MAX_MAILBOX = 64;
const MAX_DOMAIN = 255;
/** Signs of one text that are looked at. */
const MAX_SIGNS = 100;

const MAILBOX = /[\p{L}\p{N}._%+'-]*[\p{L}\p{N}_%+]$/u;
const DOMAIN =
  /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,8}(\p{L}{2,24})(?![\p{L}\p{N}-])/u;
/** Names of files, as in `icon@2x.png`. */
const FILE = /^(?:png|jpe?g|gif|svg|webp|avif|ico|css|m?js|json|html?)$/i;

/** The first e-mail address, with `@` or, as in a URL, `%40`. */
export function emailIn(text: string): string | undefined {
  const signs = text.matchAll(/@|%40/g);
  for (const { 0: sign, index } of signs.take(MAX_SIGNS)) {
    const before = MAILBOX.exec(text.slice(Math.max(0, index - MAX_MAILBOX), index));
    const end = index + sign.length;
    const after = DOMAIN.exec(text.slice(end, end + MAX_DOMAIN));
    if (before && after && !FILE.test(after[1]!)) return before[0] + sign + after[0];
  }
  return undefined;
}

/** With a country code (E.164: 15 digits at the most), or Danish in pairs. */
const PHONE =
  /(?<![\w+])\+[1-9](?:[ ().-]{0,2}\d){7,14}(?!\d)|(?<![\w.,:-]|\d )\d{2} \d{2} \d{2} \d{2}(?! ?[\w:]|[-.,]\d)/;
const DIGITS_ONLY = /^[\d ().+-]{8,25}$/;

export function phoneIn(text: string): string | undefined {
  return PHONE.exec(text)?.[0];
}

/** Whether a text is a telephone number, where its field says that it should be one. */
export function isPhone(text: string): boolean {
  const digits = text.replace(/\D/g, '').length;
  return DIGITS_ONLY.test(text) && digits >= 8 && digits <= 15;
}

const CPR = /(?<![\w.,+-])(\d{2})(\d{2})(\d{2})([- ]?)(\d{4})(?![\w-]|[.,]\d)/g;
const CPR_WEIGHTS = [4, 3, 2, 7, 6, 5, 4, 3, 2, 1];

/**
 * The first Danish CPR number: a date of birth and, after a hyphen or a blank, four digits. Written in one,
 * it has to pass the check of modulus 11 as well, unless `isNamed`: since 2007 there are numbers that don't.
 */
export function cprIn(text: string, isNamed: boolean): string | undefined {
  for (const match of text.matchAll(CPR)) {
    const [whole, day, month, year, mark, serial] = match;
    if (!isBirthDate(Number(day), Number(month), Number(year), Number(serial![0]))) continue;
    if (mark === '' && !isNamed && !passesModulus(whole)) continue;
    return whole;
  }
  return undefined;
}

/** Whether a date exists, in the century that the seventh digit tells (the CPR office's table). */
function isBirthDate(day: number, month: number, year: number, seventh: number): boolean {
  const century = centuryOf(year, seventh);
  const date = new Date(Date.UTC(century + year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function centuryOf(year: number, seventh: number): number {
  if (seventh <= 3) return 1900;
  if (seventh === 4 || seventh === 9) return year <= 36 ? 2000 : 1900;
  return year <= 57 ? 2000 : 1800;
}

function passesModulus(digits: string): boolean {
  const sum = CPR_WEIGHTS.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0);
  return sum % 11 === 0;
}

/** Visa, Mastercard, American Express, Discover, JCB, Dankort: in one, or in the groups of the card. */
const CARD =
  /(?<![\w.+-]|\d )(?:(?:4\d{3}|5[1-5]\d{2}|2[2-7]\d{2}|6011|65\d{2}|35\d{2}|5019)([ -]?)\d{4}\1\d{4}\1\d{4}|3[47]\d{2}([ -]?)\d{6}\2\d{5})(?![\w-]| \d|[.,]\d)/g;

export function cardIn(text: string): string | undefined {
  for (const [whole] of text.matchAll(CARD)) {
    if (passesLuhn(whole.replace(/\D/g, ''))) return whole;
  }
  return undefined;
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    const weighed = index % 2 === 0 ? digit : digit * 2;
    sum += weighed > 9 ? weighed - 9 : weighed;
  }
  return sum % 10 === 0;
}

/** A JSON Web Token (RFC 7519), or what follows `Bearer` (RFC 6750). */
const TOKEN = /(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*|\bBearer\s{1,4}[\w.~+/-]{16}[\w.~+/-]*=*/i;

export function tokenIn(text: string): string | undefined {
  return TOKEN.exec(text)?.[0];
}
