import { shortKey, withoutKeys as withoutNamedKeys } from '../wire/keys.ts';

/** A text with its keys shortened: those that are known, however JSON or a form writes them, and those that are named so. */
export function withoutKeys(text: string, keys: readonly string[]): string {
  return keys.reduce(
    (left, key) =>
      waysToWrite(key).reduce((rest, way) => rest.replaceAll(way, shortKey(key)), left),
    withoutNamedKeys(text),
  );
}

export function withoutKeysInUrl(url: string, keys: readonly string[]): string {
  return new URL(withoutKeys(url, keys)).href;
}

/** The same of bytes, whatever encoding they are in: keys are ASCII, in most. */
export function withoutKeysInBytes(bytes: Uint8Array, keys: readonly string[]): Uint8Array {
  const text = withoutKeys(
    characters(bytes),
    keys.map((key) => characters(new TextEncoder().encode(key))),
  );
  // The sign in the middle of a shortened key is the only one that is no byte.
  return Uint8Array.from(text.replaceAll('…', characters(ELLIPSIS)), (one) => one.charCodeAt(0));
}

const ELLIPSIS = new TextEncoder().encode('…');

function waysToWrite(key: string): string[] {
  const inJson = JSON.stringify(key).slice(1, -1);
  const inText = JSON.stringify(inJson).slice(1, -1);
  const all = [key, inJson, inText, percented(key), percented(key).replaceAll('%20', '+')];
  return [...new Set(all)].toSorted((a, b) => b.length - a.length);
}

function percented(key: string): string {
  try {
    return encodeURIComponent(key);
  } catch {
    // Half a character can't stand in an address.
    return key;
  }
}

/** One character for each byte. */
function characters(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) {
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  }
  return parts.join('');
}
