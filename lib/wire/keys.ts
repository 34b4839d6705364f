import type { Span } from './json/node.ts';

/** Characters of a key that is shown whole, and those of others that are shown. */
const MAX_WHOLE = 8;
export const SHOWN_BEFORE = 4;
export const SHOWN_AFTER = 2;
/** Characters that are read more at either end, so that no key is cut in two. */
const MARGIN = 1000;

/** A key as it is shown: keys are semi-sensitive. `3f2a9c41…` becomes `3f2a…c9`. */
export function shortKey(key: string): string {
  if (!isShortened(key)) return key;
  return `${key.slice(0, SHOWN_BEFORE)}…${key.slice(-SHOWN_AFTER)}`;
}

/** Whether a key is shown in part only. */
export function isShortened(key: string): boolean {
  return key.length > MAX_WHOLE;
}

/**
 * A key by its name, in JSON, perhaps within a string or percent-encoded, in a form, or in XML: as far as that which it
 * began with goes, since it may have any other character in it.
 */
const NAMED_KEY =
  /((?:instrumentation_?key|i_?key|api_?key|write_?key)(?:\\*"\s*:\s*\\*"|="?|%22(?:%20|\+)*%3A(?:%20|\+)*%22|>\s*))((?<=%22)(?:(?!%22)[^"\\&\s])+|(?<=>\s*)[^<"\\&\s]+|(?<=["=])[^"\\&\s]+)/gi;

/**
 * What a text shows of its keys no more once they are shortened.
 *
 * @param key one that is known, which may stand anywhere
 */
export function hiddenIn(text: string, key?: string): Span[] {
  const found = [...text.matchAll(NAMED_KEY)].map(({ index, 1: name = '', 2: named = '' }) => ({
    start: index + name.length,
    end: index + name.length + named.length,
  }));
  for (let at = key ? text.indexOf(key) : -1; at >= 0; at = text.indexOf(key!, at + 1)) {
    found.push({ start: at, end: at + key!.length });
  }
  return found
    .filter(({ start, end }) => end - start > MAX_WHOLE)
    .map(({ start, end }) => ({ start: start + SHOWN_BEFORE, end: end - SHOWN_AFTER }));
}

/**
 * A text with its keys shortened: events may have keys of their own, and a body that could not be
 * decoded has its as well.
 *
 * @param key one that is known, which may stand anywhere
 */
export function withoutKeys(text: string, key?: string): string {
  const shown = text.replace(NAMED_KEY, (_, name: string, named: string) => name + shortKey(named));
  return key ? shown.replaceAll(key, shortKey(key)) : shown;
}

/**
 * Reads parts of a stretch of a text with its keys shortened, one that it begins or ends within among them.
 *
 * @param key one that is known, which may stand anywhere
 */
export function readWithoutKeys(text: string, from: number, to: number, key?: string) {
  const first = Math.max(0, from - MARGIN);
  const hidden = hiddenIn(text.slice(first, to + MARGIN), key)
    .map(({ start, end }) => ({ start: first + start, end: first + end }))
    .toSorted((a, b) => a.start - b.start);
  return (start: number, end: number): string => {
    let shown = '';
    let at = start;
    for (const span of hidden) {
      if (span.start >= end) break;
      if (span.end <= at) continue;
      if (span.start >= at || at === from) shown += `${text.slice(at, span.start)}…`;
      at = span.end;
    }
    return shown + text.slice(at, Math.max(at, end));
  };
}
