/**
 * Texts for a POSIX shell (IEEE 1003.1, 2.2.2). Nothing in single quotes is special, not even `!` to the history
 * of an interactive one; but what is pasted into a terminal acts on that first: so no control
 * character ever stands in what is written here, and no line break but after a `\`.
 */
import { utf8Of } from '../capture/utf8.ts';

/** Characters that can be seen and do nothing else. */
const PLAIN = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]*$/u;

/** Whether a text can stand in quotes as it is. */
export function isPlain(text: string): boolean {
  return PLAIN.test(text) && text.isWellFormed();
}

/** A text as one word; one that ends with line breaks, or holds NUL, loses these: no argument can have them. */
export function quoteWord(text: string): string {
  if (isPlain(text)) return quoteText(text);
  return `"$(${printWord(escaped(new TextEncoder().encode(text)))})"`;
}

/** Characters of one word for `printf`: a terminal may take no longer lines. */
const MAX_WORD = 2000;

/** A command that writes the bytes, whatever they are. */
export function printBytes(bytes: Uint8Array): string {
  const words = escaped(bytes).match(WORDS) ?? [''];
  const commands = words.map(printWord);
  return commands.length === 1 ? commands[0]! : `{ ${commands.join('; \\\n  ')}; }`;
}

/** @param format without quotes; an option is none */
function printWord(format: string): string {
  const hyphen = octal('-'.charCodeAt(0));
  return `printf '${format.startsWith('-') ? hyphen + format.slice(1) : format}'`;
}

/** An escape is not cut in two. */
const WORDS = new RegExp(`(?:\\\\[0-7]{3}|%%|[^\\\\%]){1,${MAX_WORD}}`, 'gu');

function quoteText(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Bytes as a format of `printf`. */
function escaped(bytes: Uint8Array): string {
  return [...decodedParts(bytes)].join('');
}

function* decodedParts(bytes: Uint8Array): Generator<string> {
  const text = utf8Of(bytes);
  if (text === undefined) {
    for (const byte of bytes)
      yield isPrintable(byte) ? plainOf(String.fromCharCode(byte)) : octal(byte);
    return;
  }
  for (const character of text) {
    if (isPlain(character)) yield plainOf(character);
    else for (const byte of new TextEncoder().encode(character)) yield octal(byte);
  }
}

/** What a format, a quote or, in double quotes, the history would take for something else is written as a number. */
const SPECIAL = /[\\'!]/;

function plainOf(character: string): string {
  if (character === '%') return '%%';
  return SPECIAL.test(character) ? octal(character.charCodeAt(0)) : character;
}

function isPrintable(byte: number): boolean {
  return byte >= 0x20 && byte < 0x7f;
}

function octal(byte: number): string {
  return `\\${byte.toString(8).padStart(3, '0')}`;
}
