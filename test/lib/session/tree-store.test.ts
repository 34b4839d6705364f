import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dottedPath, partsTo } from '../../../lib/session/field-path.ts';
import { flatten, type FlatTree } from '../../../lib/session/flat.ts';
import { SEEN_AT_FIRST, seenNodes } from '../../../lib/session/tree.ts';
import { createTreeStore, type TreeMove } from '../../../lib/session/tree-store.ts';
import { readLossless } from '../../../lib/wire/lossless.ts';
import { bytesOf } from '../samples.ts';

function treeOf(value: unknown): FlatTree {
  const lossless = readLossless(bytesOf(JSON.stringify({ events: [{ eventType: 'A', value }] })));
  const { decoded } = lossless;
  if (decoded.kind === 'other' || !decoded.batch) throw new Error(`no batch: ${decoded.kind}`);
  return flatten(lossless, decoded.batch, '/events/0/value');
}

const ORDER = { id: 7, lines: [{ id: 'A-1', price: 50 }, { id: 'B-2' }], empty: [] };
const start = (value: unknown = ORDER, wanted: number[] = []) =>
  createTreeStore(treeOf(value), wanted);
type Store = ReturnType<typeof start>;
const nameOf = ({ tree }: Store, at: number) => tree.nodes[at]!.name;
const seen = (store: Store) =>
  seenNodes(store.tree, store.open.value, store.drawn.value).map((at) => nameOf(store, at));

describe('a tree is gone through with the keyboard', () => {
  const go = (...moves: TreeMove[]) => {
    const store = start();
    for (const move of moves) store.move(move);
    return [nameOf(store, store.current.value), seen(store).length];
  };

  test.each<[TreeMove[], unknown, number]>([
    [[], 'id', 8],
    [['next', 'next', 'next'], 'id', 8],
    [['previous'], 'id', 8],
    [['last'], 'empty', 8],
    [['last', 'previous'], 'id', 8],
    [['last', 'first'], 'id', 8],
    [['next', 'out'], 'lines', 3],
    [['next', 'out', 'out'], 'lines', 3],
    [['next', 'out', 'in'], 'lines', 8],
    [['next', 'in'], 0, 8],
    [['next', 'in', 'in', 'next'], 'price', 8],
    [['next', 'in', 'in', 'next', 'out'], 0, 8],
    [['last', 'in'], 'empty', 8],
  ])('%j', (moves, name, count) => {
    expect(go(...moves)).toEqual([name, count]);
  });

  test('wherever it goes, it is where something is seen', () => {
    const moves = fc.array(
      fc.constantFrom<TreeMove | 'fold' | 'unfold'>(
        'next',
        'previous',
        'first',
        'last',
        'in',
        'out',
        'fold',
        'unfold',
      ),
    );
    const value = fc.jsonValue({ maxDepth: 4 }).filter((one) => typeof one === 'object' && !!one);
    fc.assert(
      fc.property(value, moves, (one, all) => {
        const store = start(one);
        for (const move of all) {
          if (move === 'fold') store.foldAll();
          else if (move === 'unfold') store.unfoldMore();
          else store.move(move);
        }
        const order = seenNodes(store.tree, store.open.value, store.drawn.value);
        expect(order.length === 0 || order.includes(store.current.value)).toBe(true);
      }),
    );
  });
});

describe('of very many', () => {
  const MANY = Object.fromEntries(Array.from({ length: 900 }, (_, n) => [`f${n}`, n]));

  test('some are drawn, and more when they are asked for', () => {
    const store = start(MANY);
    expect(seen(store)).toHaveLength(200);
    store.move('last');
    expect(nameOf(store, store.current.value)).toBe('f199');
    store.drawMore(0);
    expect(seen(store)).toHaveLength(600);
    store.drawMore(0);
    expect(seen(store)).toHaveLength(900);
  });

  test('what is searched, or wanted, is drawn with what stands before it', () => {
    const store = start(MANY);
    store.search('f650');
    expect(nameOf(store, store.current.value)).toBe('f650');
    expect(seen(store)).toContain('f650');
    const wanting = start(MANY, [store.current.value]);
    expect(seen(wanting)).toContain('f650');
    expect(seen(wanting).length).toBeLessThan(900);
  });
});

describe('what is folded', () => {
  test('of a large value are the inner levels, but for the way to what is wanted', () => {
    const items = Array.from({ length: 100 }, () => ({ a: 1, b: 2, c: { d: 1 } }));
    const store = start({ items });
    expect(seen(store).length).toBeLessThanOrEqual(SEEN_AT_FIRST);
    const deep = store.tree.nodes.findLastIndex(({ name }) => name === 'd');
    expect(seen(store)).not.toContain('d');
    store.unfoldMore();
    expect(seen(store).filter((name) => name === 'd')).toHaveLength(100);
    const wanting = start({ items }, [deep]);
    expect(seenNodes(wanting.tree, wanting.open.value, wanting.drawn.value)).toContain(deep);
  });

  test('stays so where the next value is like it, and the search stays in any case', () => {
    const store = start();
    store.foldAll();
    store.search('b-2');
    const like = createTreeStore(treeOf({ ...ORDER, id: 8 }), [], store);
    expect(like.open.value).toEqual(store.open.value);
    expect(like.current.value).toBe(store.current.value);
    const other = createTreeStore(treeOf({ code: 'B-2' }), [], store);
    expect([other.query.value, other.found.value.length]).toEqual(['b-2', 1]);
    expect(other.current.value).toBe(1);
  });
});

test('a search goes to its hits, from top to bottom and around, whether or not they are folded', () => {
  const store = start();
  store.foldAll();
  store.search('ID');
  const hits = () => [
    store.hit.value,
    store.found.value.length,
    nameOf(store, store.current.value),
  ];
  expect(hits()).toEqual([0, 3, 'id']);
  store.nextHit(1);
  expect(hits()).toEqual([1, 3, 'id']);
  expect(seen(store)).toEqual(['id', 'lines', 0, 'id', 'price', 1, 'empty']);
  store.nextHit(1);
  store.nextHit(1);
  expect(hits()).toEqual([0, 3, 'id']);
  store.nextHit(-1);
  expect(hits()).toEqual([2, 3, 'id']);
  store.search('nowhere');
  expect(hits().slice(0, 2)).toEqual([-1, 0]);
});

test('the path to a field is a JSON Pointer, or as code writes it', () => {
  const store = start({ 'a/b': { 'c d': [{ æ: 1 }] } });
  const at = store.tree.nodes.findIndex(({ name }) => name === 'æ');
  expect(store.shape.paths[at]).toBe('/events/0/value/a~1b/c d/0/æ');
  expect(dottedPath(partsTo(store.tree, store.shape, at))).toBe('["a/b"]["c d"][0].æ');
});
