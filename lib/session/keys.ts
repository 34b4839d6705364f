import { type KeyNames, keySetting } from '../settings/environments.ts';
import { KEY_COLOURS, type KeyColour } from '../settings/settings.ts';
import type { Span } from '../wire/json/node.ts';

/** Characters of a key that is shown whole, and those of others that are shown. */
const MAX_WHOLE = 8;
const SHOWN_BEFORE = 4;
const SHOWN_AFTER = 2;
/** Characters more of those that would look alike. */
const TELLING = 3;

/** A key as it is shown: keys are semi-sensitive. `3f2a9c41…` becomes `3f2a…c9`. */
export function shortKey(key: string): string {
  if (key.length <= MAX_WHOLE) return key;
  return `${key.slice(0, SHOWN_BEFORE)}…${key.slice(-SHOWN_AFTER)}`;
}

/**
 * How keys are shown that would look alike shortened: `shop…dk-…01` and `shop…se-…01`, with some characters from where
 * they differ.
 */
export function toldApart(keys: readonly string[]): ReadonlyMap<string, string> {
  const long = keys.filter((key) => key.length > MAX_WHOLE);
  const alike = Map.groupBy(long, shortKey)
    .values()
    .filter(({ length }) => length > 1);
  return new Map(
    alike.flatMap((some) => {
      const from = Math.max(SHOWN_BEFORE, sameLength(some));
      return some.map((key): [string, string] => {
        const telling = key.slice(from, from + TELLING);
        const shown = [key.slice(0, SHOWN_BEFORE), telling, key.slice(-SHOWN_AFTER)];
        return [key, shown.filter((part) => part !== '').join('…')];
      });
    }),
  );
}

/** With how many characters all of some texts begin. */
function sameLength([first = '', ...others]: readonly string[]): number {
  let length = 0;
  while (length < first.length && others.every((other) => other[length] === first[length])) {
    length += 1;
  }
  return length;
}

/** The colour that was chosen for a key; else always the same for the same key, whatever else has been seen. */
export function keyColour(settings: KeyNames, key: string): KeyColour {
  const chosen = keySetting(settings, key)?.colour;
  if (chosen) return chosen;
  let hash = 0;
  for (const character of key) hash = (hash * 31 + character.codePointAt(0)!) % 9973;
  return KEY_COLOURS[hash % KEY_COLOURS.length]!;
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
