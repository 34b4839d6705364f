import type { FlatNode, FlatTree } from '../session/flat.ts';
import type { Contents } from './contents.ts';

/** A name that ends so tells items apart: it weighs as much as so many others. */
const NAMES_ITEM = /(?:id|sku|code|number)$/i;
const ID_WEIGHT = 5;
/** How like two lists of the same length are. */
const LISTS = 0.1;

interface Field {
  content: number;
  weight: number;
}

interface Fields {
  byName: ReadonlyMap<string, Field>;
  weight: number;
}

/** Whether two values are of one kind, so that what is in them can be compared. */
export function isAlike(a: FlatNode, b: FlatNode): boolean {
  return a.kind === b.kind && a.holds === b.holds;
}

/**
 * How like two items of two trees are, from 0 to 1: objects by the part of their fields that they share, of
 * which what looks like an id weighs most.
 */
export function createLikeness(a: [FlatTree, Contents], b: [FlatTree, Contents]) {
  const [fieldsInA, fieldsInB] = [fieldsIn(...a), fieldsIn(...b)];
  return (atA: number, atB: number): number => {
    const [nodeA, nodeB] = [a[0].nodes[atA]!, b[0].nodes[atB]!];
    if (!nodeA.children || !nodeB.children || !isAlike(nodeA, nodeB)) return 0;
    if ((nodeA.holds ?? nodeA.kind) === 'array') return nodeA.size === nodeB.size ? LISTS : 0;
    const [one, other] = [fieldsInA(atA), fieldsInB(atB)];
    let shared = 0;
    for (const [name, { content, weight }] of one.byName) {
      if (other.byName.get(name)?.content === content) shared += weight;
    }
    const all = Math.max(one.weight, other.weight);
    return all === 0 ? 1 : shared / all;
  };
}

function fieldsIn({ nodes }: FlatTree, { reads }: Contents) {
  const known = new Map<number, Fields>();
  return (item: number): Fields => {
    const before = known.get(item);
    if (before) return before;
    const byName = new Map<string, Field>();
    const { start, end } = nodes[item]!.children!;
    for (let at = start; at < end; at += 1) {
      const name = String(nodes[at]!.name);
      const weight = NAMES_ITEM.test(name) ? ID_WEIGHT : 1;
      byName.set(name, { content: reads[at]!, weight });
    }
    const fields = { byName, weight: byName.values().reduce((sum, { weight }) => sum + weight, 0) };
    known.set(item, fields);
    return fields;
  };
}
