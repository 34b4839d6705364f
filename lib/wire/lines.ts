import { type JsonFault, parseJson } from './json/parse.ts';

/** A line that is no JSON. */
export interface BadLine {
  /** Of the line among those that are not blank, which is its index in the values. */
  index: number;
  /** In the text, from 1. */
  line: number;
  /** Character of the text at which it begins. */
  start: number;
  fault: JsonFault;
}

export interface Lines {
  /** Of each line that is not blank, in order; of one that is no JSON, its text. */
  values: unknown[];
  bad: BadLine[];
  /** Bad lines that are not listed; where it is more than none, the lines after them are left unread. */
  unread: boolean;
}

export interface LineSpan {
  line: number;
  /** Characters of the text, without white space around them. */
  start: number;
  end: number;
}

/** Bad lines that are looked at: after so many, the body is something else. */
export const MAX_BAD_LINES = 100;

const LINES_TYPE = /\b(?:x-)?(?:ndjson|jsonl|json-?lines|json-seq)\b/i;

/**
 * Reads newline-delimited JSON; record separators (RFC 7464) are white space here. `undefined` where
 * the text is none: its first line is not a whole object or list, or it has only one, and no
 * content type says otherwise.
 */
export function readLines(text: string, contentType: string): Lines | undefined {
  const isSaid = LINES_TYPE.test(contentType);
  // To look for the end of each line takes no time where there is only one.
  if (!isSaid && !text.includes('\n')) return undefined;
  const lines: Lines = { values: [], bad: [], unread: false };
  for (const { line, start, end } of lineSpans(text)) {
    if (lines.bad.length >= MAX_BAD_LINES) {
      lines.unread = true;
      break;
    }
    const parsed = parseLine(text.slice(start, end));
    if (lines.values.length === 0 && !isSaid && !isContainer(parsed)) return undefined;
    const index = lines.values.length;
    lines.values.push(parsed ? parsed.value : text.slice(start, end));
    if (parsed) continue;
    const { fault } = parseJson(text, { start, end });
    // An engine that reads less than we do: the line is sound.
    if (!fault) continue;
    lines.bad.push({ index, line, start, fault });
  }
  return isSaid || lines.values.length > 1 ? lines : undefined;
}

/** The lines of a text that are not blank. */
export function* lineSpans(text: string): Generator<LineSpan> {
  let line = 1;
  let start = 0;
  while (start < text.length) {
    const next = text.indexOf('\n', start);
    const stop = next < 0 ? text.length : next;
    let from = start;
    let to = stop;
    while (from < to && isBlank(text.charCodeAt(from))) from += 1;
    while (to > from && isBlank(text.charCodeAt(to - 1))) to -= 1;
    if (to > from) yield { line, start: from, end: to };
    start = stop + 1;
    line += 1;
  }
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0d || code === 0x1e;
}

function isContainer(parsed: { value: unknown } | undefined): boolean {
  return typeof parsed?.value === 'object' && parsed.value !== null;
}

function parseLine(line: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(line) as unknown };
  } catch {
    // The caller says what is wrong.
    return undefined;
  }
}
