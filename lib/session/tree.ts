import { below } from '../wire/pointer.ts';
import type { FlatTree } from './flat.ts';

/** How the nodes of a tree stand to each other, by their indices. */
export interface TreeShape {
  parents: readonly number[];
  /** JSON Pointers. */
  paths: readonly string[];
}

export function shapeOf({ path, nodes }: FlatTree): TreeShape {
  const parents: number[] = [-1];
  const paths: string[] = [path];
  for (const [at, { children }] of nodes.entries()) {
    for (let child = children?.start ?? 0; child < (children?.end ?? 0); child += 1) {
      parents[child] = at;
      paths[child] = below(paths[at]!, nodes[child]!.name!);
    }
  }
  return { parents, paths };
}

/** Of what is in one node, what is drawn until more is asked for, and how many more each time. */
export const DRAWN_AT_FIRST = 200;
export const DRAWN_MORE = 400;

/** How many of what is in each node are drawn, where that is not {@link DRAWN_AT_FIRST}. */
export type Drawn = ReadonlyMap<number, number>;

/** The end of those in a node that are drawn. */
export function drawnEnd({ nodes }: FlatTree, drawn: Drawn, at: number): number {
  const { start, end } = nodes[at]?.children ?? { start: 0, end: 0 };
  return Math.min(end, start + (drawn.get(at) ?? DRAWN_AT_FIRST));
}

/** What is drawn once these nodes are, and those around them. */
export function drawnWith(
  { nodes }: FlatTree,
  { parents }: TreeShape,
  drawn: Drawn,
  wanted: Iterable<number>,
): Drawn {
  let next = drawn;
  for (const node of wanted) {
    let at = node;
    for (const parent of waysTo(parents, node)) {
      const place = at - nodes[parent]!.children!.start;
      if (place >= (next.get(parent) ?? DRAWN_AT_FIRST)) {
        next = new Map([...next, [parent, place + DRAWN_AT_FIRST]]);
      }
      at = parent;
    }
  }
  return next;
}

/** Nodes that are seen at first; where there are more, the inner ones are folded. */
export const SEEN_AT_FIRST = 300;

/** Nodes that are unfolded at a time: to draw more takes too long. */
export const UNFOLDED_AT_ONCE = 600;

/** The nodes that are unfolded at first: as many levels as can be seen, and the way to those that are wanted. */
export function openAtFirst(
  tree: FlatTree,
  shape: TreeShape,
  wanted: Iterable<number>,
): Set<number> {
  const room = SEEN_AT_FIRST - childrenIn(tree.nodes[0]);
  const open = openMore(tree, shape, new Set([0]), room);
  for (const at of wanted) for (const above of waysTo(shape.parents, at)) open.add(above);
  return open;
}

/** Unfolds the outer levels of what is folded, as far as there is room for so many more nodes. */
export function openMore(
  { nodes }: FlatTree,
  { parents }: TreeShape,
  open: ReadonlySet<number>,
  room: number,
): Set<number> {
  const next = new Set(open);
  let left = room;
  for (const [at, node] of nodes.entries()) {
    const count = childrenIn(node);
    if (count === 0 || next.has(at) || !next.has(parents[at]!)) continue;
    left -= count;
    if (left < 0) break;
    next.add(at);
  }
  return next;
}

/** The nodes around one, the nearest first. */
export function* waysTo(parents: readonly number[], to: number): Generator<number> {
  for (let at = parents[to] ?? -1; at >= 0; at = parents[at]!) yield at;
}

/** The nodes that are seen, without the root, from top to bottom. */
export function seenNodes(tree: FlatTree, open: ReadonlySet<number>, drawn: Drawn): number[] {
  return nodesIn(tree, open, (at) => drawnEnd(tree, drawn, at));
}

function nodesIn(
  { nodes }: FlatTree,
  open: ReadonlySet<number>,
  endOf: (at: number) => number,
): number[] {
  const seen: number[] = [];
  const waiting: number[] = [0];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (at !== 0) seen.push(at);
    const { children } = nodes[at] ?? {};
    if (!children || !open.has(at)) continue;
    for (let child = endOf(at) - 1; child >= children.start; child -= 1) waiting.push(child);
  }
  return seen;
}

/** Nodes with a text in their name or value, whatever the case, from top to bottom. */
export function findNodes(tree: FlatTree, text: string): number[] {
  const part = text.toLowerCase();
  if (part === '') return [];
  const { nodes } = tree;
  const all = nodesIn(tree, new Set(nodes.keys()), (at) => nodes[at]!.children?.end ?? 0);
  return all.filter((at) => {
    const { name = '', source = '', reads = '', children } = tree.nodes[at]!;
    const texts = children ? [String(name)] : [String(name), source, reads];
    return texts.some((one) => one.toLowerCase().includes(part));
  });
}

/** As many as are drawn. */
function childrenIn(node: FlatTree['nodes'][number] | undefined): number {
  return node?.children ? Math.min(node.children.end - node.children.start, DRAWN_AT_FIRST) : 0;
}
