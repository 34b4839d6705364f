import { cutAt, isHalf } from '../halves.ts';
import { readWithoutKeys } from '../keys.ts';

/** A place in a text as editors tell it: from 1, the column in characters. */
export interface Position {
  line: number;
  column: number;
}

/** Characters before and after a fault that are quoted. */
const AROUND = 20;

export function positionAt(text: string, offset: number): Position {
  let line = 1;
  let lineStart = 0;
  for (let at = 0; at < offset; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x0a || (code === 0x0d && text.charCodeAt(at + 1) !== 0x0a)) {
      line += 1;
      lineStart = at + 1;
    }
  }
  return { line, column: offset - lineStart + 1 };
}

/** The character at a position; the end of a text that is shorter. */
export function offsetAt(text: string, { line, column }: Position): number {
  let lineStart = 0;
  for (let passed = 1; passed < line && lineStart < text.length; lineStart += 1) {
    const code = text.charCodeAt(lineStart);
    if (code === 0x0a || (code === 0x0d && text.charCodeAt(lineStart + 1) !== 0x0a)) passed += 1;
  }
  return Math.min(text.length, lineStart + column - 1);
}

/** Bytes that the characters from `start` to `end` take in UTF-8. */
export function byteLength(text: string, start: number, end: number): number {
  let bytes = 0;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x80) bytes += 1;
    else if (code < 0x800) bytes += 2;
    // The two halves of a pair take four bytes together.
    else bytes += isHalf(text, at) ? 2 : 3;
  }
  return bytes;
}

/** The few characters around a place, which is marked, with keys shortened: `…"a":1,▸}`. */
export function around(text: string, offset: number): string {
  const from = cutAt(text, Math.max(0, offset - AROUND));
  const to = cutAt(text, Math.min(text.length, offset + AROUND));
  const shown = readWithoutKeys(text, from, to);
  const [before, after] = [shown(from, offset), shown(offset, to)];
  return `${from > 0 ? '…' : ''}${before}▸${after}${to < text.length ? '…' : ''}`;
}
