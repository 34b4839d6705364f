/** Colours of keys, as indices into the theme's palette. */
export const KEY_COLOURS = 8;

/** A key as it is shown: keys are semi-sensitive. `3f2a9c41…` becomes `3f2a…c9`. */
export function shortKey(key: string): string {
  return key.length <= 8 ? key : `${key.slice(0, 4)}…${key.slice(-2)}`;
}

/** Always the same colour for the same key, whatever else has been seen. */
export function keyColour(key: string): number {
  let hash = 0;
  for (const character of key) hash = (hash * 31 + character.codePointAt(0)!) % 9973;
  return hash % KEY_COLOURS;
}
