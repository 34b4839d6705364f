import type { ScalarNode, Span } from '../wire/json/node.ts';
import { isKeyName } from '../wire/names.ts';
import type { FlatNode } from './flat.ts';
import { shortKey, withoutKeys } from '../wire/keys.ts';

/** Characters of one value's source, and of those of one tree. */
export const MAX_SOURCE = 100_000;
export const MAX_SOURCES = 1_000_000;
/** Characters of a name, and of what a value reads as. */
const MAX_NAME = 1000;
const MAX_READS = 2000;
/** Characters of an integer that may be exact: none has more digits than the largest number. */
const MAX_DIGITS = 400;

type Text = Pick<FlatNode, 'source' | 'left' | 'reads' | 'isSecret'>;

/**
 * Writes the texts of one tree: within bounds, and without the keys in them.
 *
 * @param isBare leaves the keys, and what is long, as they are
 */
export function createWriter(secret: string | undefined, isBare = false) {
  // What is only compared goes nowhere.
  const most = isBare ? Infinity : MAX_SOURCE;
  let room = isBare ? Infinity : MAX_SOURCES;

  function source({ start, end }: Span, text: string): Text {
    const length = Math.min(end - start, most, room);
    room -= length;
    const came = text.slice(start, start + length);
    const shown = isBare ? came : withoutKeys(came, secret);
    return {
      source: shown,
      ...(length < end - start && { left: end - start - length }),
      ...(shown !== came && { isSecret: true }),
    };
  }

  return {
    source,

    /** @param name of the field that it stands in */
    scalar(node: ScalarNode, text: string, name: string | number | undefined): Text {
      const { value } = node;
      const isKey = typeof value === 'string' && typeof name === 'string' && isKeyName(name);
      if (isKey && !isBare) {
        return { source: JSON.stringify(shortKey(value)).slice(0, MAX_READS), isSecret: true };
      }
      const written = source(node, text);
      const reads = written.isSecret ? undefined : readsAs(node, text);
      return { ...written, ...(reads !== undefined && { reads }) };
    },

    name(name: string | number): Pick<FlatNode, 'name' | 'nameLeft'> {
      const left = typeof name === 'number' ? 0 : name.length - MAX_NAME;
      return left > 0 ? { name: String(name).slice(0, MAX_NAME), nameLeft: left } : { name };
    },
  };
}

/** What is read of a value where its source does not show that. */
function readsAs({ value, start, end }: ScalarNode, text: string): string | undefined {
  if (typeof value === 'number')
    return isExact(text.slice(start, end), value) ? undefined : String(value);
  if (typeof value !== 'string') return undefined;
  const shown = value.slice(0, MAX_READS);
  return text.startsWith(JSON.stringify(shown).slice(0, -1), start) ? undefined : shown;
}

/** Whether an integer is the very number that is read; of fractions, the nearest number is meant. */
function isExact(source: string, value: number): boolean {
  if (!Number.isFinite(value)) return false;
  if (Number.isSafeInteger(value) || !/^-?\d+$/.test(source)) return true;
  return source.length <= MAX_DIGITS && BigInt(source) === BigInt(value);
}
