import type { FlatNode, FlatTree } from '../session/flat.ts';
import type { Span } from '../wire/json/node.ts';
import { align, type Pair } from './align.ts';
import { type Contents, createContents } from './contents.ts';
import { createLikeness, isAlike } from './likeness.ts';

/**
 * What became of a value.
 *
 * - `equal`: nothing; what is in it is not listed
 * - `written`: the same value, written otherwise: `1.50` and `1.5`
 * - `changed`: another value, or one of another kind
 * - `inside`: an object or list in which something differs
 * - `added`, `removed`: it is only in the second, only in the first
 * - `moved`: the same item at another place of its list
 */
export type Change = 'equal' | 'written' | 'changed' | 'inside' | 'added' | 'removed' | 'moved';

/** One value, or a pair of them. */
export interface Difference {
  change: Change;
  /** Indices of the nodes in the first and in the second tree. */
  a?: number;
  b?: number;
  /** What is in it, in the list. */
  children?: Span;
}

export interface Comparison {
  /** The roots first, then level by level. */
  differences: Difference[];
  /** A tree lists not all that its value has: what is left out was not compared. */
  isPartial: boolean;
}

/**
 * Compares two values field by field: names whatever their order, items of lists by their best alignment. The
 * other way around it finds the same. The time is bounded by the bounds of the trees.
 */
export function compare(a: FlatTree, b: FlatTree): Comparison {
  const isPartial = [a, b].some(({ nodes }) => nodes.some(isCut));
  return { differences: differencesOf(a, b), isPartial };
}

function isCut({ size = 0, children, left, nameLeft, isDeep }: FlatNode): boolean {
  const listed = children ? children.end - children.start : 0;
  return left !== undefined || nameLeft !== undefined || (!isDeep && size > listed);
}

/** Any order of trees: of several ways to align lists, the same is found from both sides. */
function comesBefore(a: FlatTree, b: FlatTree): boolean {
  if (a.nodes.length !== b.nodes.length) return a.nodes.length < b.nodes.length;
  for (const [at, node] of a.nodes.entries()) {
    const [own, other] = [node, b.nodes[at]!].map(({ name, kind, size, source }) =>
      JSON.stringify([name, kind, size, source]),
    );
    if (own !== other) return own! < other!;
  }
  return false;
}

function differencesOf(a: FlatTree, b: FlatTree): Difference[] {
  const contentsOf = createContents();
  const [inA, inB] = [contentsOf(a), contentsOf(b)];
  if (a.nodes.length === 0 || b.nodes.length === 0) return [];
  const pairItems = itemPairer(a, b, inA, inB);
  const list: Difference[] = [differenceOf(0, 0)];

  function differenceOf(atA: number, atB: number, isMoved?: true): Difference {
    const [nodeA, nodeB] = [a.nodes[atA]!, b.nodes[atB]!];
    const pair = { a: atA, b: atB };
    if (inA.reads[atA] === inB.reads[atB]) {
      const isSame = inA.written[atA] === inB.written[atB];
      if (isMoved) return { change: 'moved', ...pair };
      if (isSame) return { change: 'equal', ...pair };
      return { change: nodeA.children ? 'inside' : 'written', ...pair };
    }
    const isInside = nodeA.children && nodeB.children && isAlike(nodeA, nodeB);
    return { change: isInside ? 'inside' : 'changed', ...pair };
  }

  /** Of the same item elsewhere only what is written otherwise is told. */
  function opens(change: Change, atA: number, atB: number): boolean {
    return change === 'inside' || (change === 'moved' && inA.written[atA] !== inB.written[atB]);
  }

  function* childrenOf({ change, a: atA, b: atB }: Difference): Generator<Difference> {
    const spanA = atA === undefined ? undefined : a.nodes[atA]!.children;
    const spanB = atB === undefined ? undefined : b.nodes[atB]!.children;
    if (spanA && spanB && opens(change, atA!, atB!)) {
      const { holds, kind } = a.nodes[atA!]!;
      const isList = (holds ?? kind) === 'array';
      const pairs = isList ? pairItems(spanA, spanB) : pairMembers(a, b, spanA, spanB);
      for (const { a: one, b: other, isMoved } of pairs) {
        if (one === undefined) yield { change: 'added', b: other! };
        else if (other === undefined) yield { change: 'removed', a: one };
        else yield differenceOf(one, other, isMoved);
      }
      return;
    }
    if (change === 'equal' || change === 'moved') return;
    for (const at of indices(spanA)) yield { change: 'removed', a: at };
    for (const at of indices(spanB)) yield { change: 'added', b: at };
  }

  for (let at = 0; at < list.length; at += 1) {
    const start = list.length;
    for (const child of childrenOf(list[at]!)) list.push(child);
    if (list.length > start) list[at]!.children = { start, end: list.length };
  }
  return list;
}

/** Members by their names; of those with the same name the last with the last, which counts. */
function pairMembers(a: FlatTree, b: FlatTree, spanA: Span, spanB: Span): Pair[] {
  const left = Map.groupBy(indices(spanB), (at) => String(b.nodes[at]!.name));
  const pairs = indices(spanA)
    .toReversed()
    .map((at): Pair => {
      const other = left.get(String(a.nodes[at]!.name))?.pop();
      return { a: at, ...(other !== undefined && { b: other }) };
    })
    .toReversed();
  const added = [...left.values()].flat().toSorted((one, other) => one - other);
  return [...pairs, ...added.map((at): Pair => ({ b: at }))];
}

function itemPairer(a: FlatTree, b: FlatTree, inA: Contents, inB: Contents) {
  const likeness = createLikeness([a, inA], [b, inB]);
  const isMirrored = comesBefore(b, a);
  return (spanA: Span, spanB: Span): Pair[] => {
    const [itemsA, itemsB] = [indices(spanA), indices(spanB)];
    const readsA = itemsA.map((at) => inA.reads[at]!);
    const readsB = itemsB.map((at) => inB.reads[at]!);
    const like = (one: number, other: number) => likeness(itemsA[one]!, itemsB[other]!);
    const pairs = isMirrored
      ? align(readsB, readsA, (one, other) => like(other, one)).map(mirrored)
      : align(readsA, readsB, like);
    return pairs.map(({ a: one, b: other, isMoved }) => ({
      ...(one !== undefined && { a: itemsA[one]! }),
      ...(other !== undefined && { b: itemsB[other]! }),
      ...(isMoved && { isMoved }),
    }));
  };
}

function mirrored({ a, b, ...rest }: Pair): Pair {
  return { ...rest, ...(b !== undefined && { a: b }), ...(a !== undefined && { b: a }) };
}

function indices(span: Span = { start: 0, end: 0 }): number[] {
  return Array.from({ length: span.end - span.start }, (_, at) => span.start + at);
}
