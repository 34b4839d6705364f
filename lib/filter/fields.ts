import { isRecord } from '../wire/record.ts';
import { fieldOf } from '../wire/names.ts';
import type { Path } from './filter.ts';

const INDEX = /^\d{1,9}$/;

/** Whether some value at a path holds. A name reaches into every item of an array, a number into one. */
export function someAt(root: unknown, path: Path, holds: (value: unknown) => boolean): boolean {
  // Without recursion: a page may nest arrays as deep as it likes.
  const open: { value: unknown; at: number }[] = [{ value: root, at: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    let { value, at } = next;
    while (at < path.length) {
      const name = path[at]!;
      if (isRecord(value)) {
        const field = fieldOf(value, name);
        if (!field) break;
        value = field.value;
      } else if (Array.isArray(value) && INDEX.test(name) && Number(name) < value.length) {
        value = value[Number(name)];
      } else {
        if (Array.isArray(value)) {
          // The first one is the next to be taken.
          for (let item = value.length - 1; item >= 0; item -= 1) {
            open.push({ value: value[item], at });
          }
        }
        break;
      }
      at += 1;
    }
    if (at === path.length && holds(value)) return true;
  }
  return false;
}

/** A text, a number, a boolean or null. */
export type Leaf = string | number | boolean | null;

/** Whether some item of a value holds or, if it is none, the value itself. */
export function someItem(value: unknown, holds: (leaf: Leaf) => boolean): boolean {
  return someBelow(value, holds, false);
}

/** Whether something holds in all that a value consists of. */
export function someLeaf(value: unknown, holds: (leaf: Leaf) => boolean): boolean {
  return someBelow(value, holds, true);
}

function someBelow(value: unknown, holds: (leaf: Leaf) => boolean, deep: boolean): boolean {
  if (isLeaf(value)) return holds(value);
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (isLeaf(next)) {
      if (holds(next)) return true;
    } else if (Array.isArray(next)) {
      for (const item of next) open.push(item);
    } else if (deep && isRecord(next)) {
      for (const name of Object.keys(next)) open.push(next[name]);
    }
  }
  return false;
}

function isLeaf(value: unknown): value is Leaf {
  return value === null || (typeof value !== 'object' && value !== undefined);
}
