import { batch, computed, type Signal, signal } from '@preact/signals';
import type { FlatTree } from './flat.ts';
import {
  type Drawn,
  DRAWN_AT_FIRST,
  DRAWN_MORE,
  drawnEnd,
  drawnWith,
  findNodes,
  openAtFirst,
  openMore,
  seenNodes,
  shapeOf,
  UNFOLDED_AT_ONCE,
  waysTo,
} from './tree.ts';

export type TreeStore = ReturnType<typeof createTreeStore>;

/** What is taken over of a tree that was looked at before. */
interface Looked {
  tree: FlatTree;
  open: Signal<ReadonlySet<number>>;
  drawn: Signal<Drawn>;
  current: Signal<number>;
  query: Signal<string>;
}

/** Keys that move through a tree, or fold it. */
export type TreeMove = 'next' | 'previous' | 'first' | 'last' | 'in' | 'out';

/**
 * A tree as it is looked at: what is folded, where the user is, what is searched.
 *
 * @param wanted nodes that are to be seen at first
 * @param before what was looked at before: a tree of the same shape stays as it was
 */
export function createTreeStore(tree: FlatTree, wanted: Iterable<number>, before?: Looked) {
  const shape = shapeOf(tree);
  const isSame = before?.tree.path === tree.path && before.tree.nodes.length === tree.nodes.length;
  // What is done to the one while the other is about to be drawn is done to both.
  const open = isSame ? before.open : signal<ReadonlySet<number>>(openAtFirst(tree, shape, wanted));
  const drawn = isSame ? before.drawn : signal(drawnWith(tree, shape, new Map(), wanted));
  const current = isSame ? before.current : signal(1);
  const query = before?.query ?? signal('');
  const seen = computed(() => seenNodes(tree, open.value, drawn.value));
  const found = computed(() => findNodes(tree, query.value));
  const hits = computed(() => new Set(found.value));
  /** Position in `found`, from 0. */
  const hit = computed(() => found.value.indexOf(current.value));

  const isFoldable = (at: number) => (tree.nodes[at]?.size ?? 0) > 0 && !!tree.nodes[at]?.children;

  function fold(at: number, isOpen: boolean) {
    if (!isFoldable(at)) return;
    const next = new Set(open.peek());
    if (isOpen) next.add(at);
    else next.delete(at);
    open.value = next;
  }

  /** Makes nodes be seen. */
  function reveal(nodes: readonly number[]) {
    const next = new Set(open.peek());
    for (const at of nodes) for (const above of waysTo(shape.parents, at)) next.add(above);
    if (next.size > open.peek().size) open.value = next;
    drawn.value = drawnWith(tree, shape, drawn.peek(), nodes);
  }

  function go(at: number | undefined) {
    if (at === undefined) return;
    batch(() => {
      reveal([at]);
      current.value = at;
    });
  }

  function step(by: 1 | -1): number | undefined {
    const order = seen.peek();
    return order[order.indexOf(current.peek()) + by];
  }

  return {
    tree,
    shape,
    open,
    drawn,
    /** The end of those in a node that are drawn. */
    drawnEnd: (at: number): number => drawnEnd(tree, drawn.value, at),
    /** Draws more of what is in a node. */
    drawMore(at: number): void {
      const known = drawn.peek().get(at) ?? DRAWN_AT_FIRST;
      drawn.value = new Map([...drawn.peek(), [at, known + DRAWN_MORE]]);
    },
    current,
    query,
    found,
    hits,
    hit,
    isFoldable,
    reveal,
    go,
    unfold: (at: number) => fold(at, true),
    toggle: (at: number) => fold(at, !open.peek().has(at)),

    move(move: TreeMove) {
      const at = current.peek();
      const isOpen = open.peek().has(at);
      switch (move) {
        case 'next':
          return go(step(1));
        case 'previous':
          return go(step(-1));
        case 'first':
          return go(seen.peek()[0]);
        case 'last':
          return go(seen.peek().at(-1));
        case 'in':
          if (!isFoldable(at)) return;
          return isOpen ? go(tree.nodes[at]!.children!.start) : fold(at, true);
        case 'out': {
          if (isFoldable(at) && isOpen) return fold(at, false);
          const parent = shape.parents[at]!;
          return parent > 0 ? go(parent) : undefined;
        }
      }
    },

    foldAll() {
      batch(() => {
        open.value = new Set([0]);
        const [top] = [...waysTo(shape.parents, current.peek())].toReversed().slice(1);
        current.value = top ?? current.peek();
      });
    },
    /** Unfolds as many of the outer levels as are drawn at once. */
    unfoldMore: () => void (open.value = openMore(tree, shape, open.peek(), UNFOLDED_AT_ONCE)),

    /** Searches, and goes to the first hit from where the user is. */
    search(text: string) {
      batch(() => {
        query.value = text;
        const order = found.peek();
        if (order.includes(current.peek())) return;
        go(order[0]);
      });
    },
    /** Goes to the next hit or the last one, and on from the other end. */
    nextHit(by: 1 | -1) {
      const order = found.peek();
      const from = hit.peek() < 0 && by < 0 ? 0 : hit.peek();
      if (order.length > 0) go(order[(from + by + order.length) % order.length]);
    },
  };
}
