import { pointer } from '../pointer.ts';
import type { JsonNode } from './node.ts';

/** A name that one object has more than once. */
export interface Duplicate {
  /** JSON Pointer of the member. */
  path: string;
  /** All values of that name, in their order; `JSON.parse` gives the last. */
  values: JsonNode[];
}

/** Duplicate names that are listed of one text. */
const MAX_DUPLICATES = 100;

/**
 * Names that stand more than once in one object, in the order of the text.
 *
 * @param path JSON Pointer of the root
 */
export function duplicatesIn(root: JsonNode, path = ''): Duplicate[] {
  const found: Duplicate[] = [];
  const waiting: { node: JsonNode; path: Path | undefined }[] = [{ node: root, path: undefined }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, path: at } = next;
    if (node.kind === 'scalar') continue;
    if (node.kind === 'array') {
      for (const [index, child] of [...node.items.entries()].toReversed()) {
        waiting.push({ node: child, path: { name: index, parent: at } });
      }
      continue;
    }
    for (const [name, members] of Map.groupBy(node.members, (member) => member.name)) {
      if (members.length < 2) continue;
      const values = members.map(({ value }) => value);
      found.push({ path: path + written({ name, parent: at }), values });
      if (found.length >= MAX_DUPLICATES) return found;
    }
    for (const { name, value } of node.members.toReversed()) {
      waiting.push({ node: value, path: { name, parent: at } });
    }
  }
  return found;
}

/** A pointer as a list from its end: of a deep text, most are never written. */
interface Path {
  name: string | number;
  parent: Path | undefined;
}

function written(path: Path): string {
  const parts: (string | number)[] = [];
  for (let at: Path | undefined = path; at; at = at.parent) parts.push(at.name);
  return pointer(...parts.toReversed());
}
