import { type KeyNames, keySetting } from '../settings/environments.ts';
import { KEY_COLOURS, type KeyColour } from '../settings/settings.ts';
import { isShortened, shortKey, SHOWN_AFTER, SHOWN_BEFORE } from '../wire/keys.ts';

/** Characters that tell keys apart which would look alike, from where they differ. */
const TELLING = 3;

/**
 * How keys are shown that would look alike shortened: `shop…dk-…01` and `shop…se-…01`, with some characters from where
 * they differ.
 */
export function toldApart(keys: readonly string[]): ReadonlyMap<string, string> {
  const long = keys.filter(isShortened);
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
