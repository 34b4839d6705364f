import type { BrokenText } from './batch.ts';
import { around } from './json/position.ts';
import { parseJson } from './json/parse.ts';

/** Strings of one body that may turn out not to be the JSON that they begin like: each costs an exception. */
const MAX_BROKEN = 1000;

/** What a string holds in JSON, where that is an object or a list; any other value as it is. */
export type Open = (value: unknown) => unknown;

/** Whether a text may be an object or a list in JSON. */
export function beginsLikeJson(text: string): boolean {
  return /^\s*[{[]/.test(text);
}

/** Opens strings that hold JSON, as some senders write them, within one body. */
export function createOpener(): Open {
  let broken = 0;
  return (value) => {
    if (typeof value !== 'string' || broken >= MAX_BROKEN || !beginsLikeJson(value)) return value;
    try {
      return JSON.parse(value) as unknown;
    } catch {
      // It only looked like JSON: it is a text.
      broken += 1;
      return value;
    }
  };
}

/** Why a string that begins like JSON is none; `undefined` where it does not, or is. */
export function brokenText(text: string, path: string): BrokenText | undefined {
  const fault = beginsLikeJson(text) ? parseJson(text).fault : undefined;
  return fault && { path, expected: fault.expected, actual: around(text, fault.offset) };
}
