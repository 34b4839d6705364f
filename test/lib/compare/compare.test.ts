import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Change, compare, type Comparison } from '../../../lib/compare/compare.ts';
import { type FlatTree, flatten, MAX_CHILDREN } from '../../../lib/session/flat.ts';
import { readLossless } from '../../../lib/wire/lossless.ts';
import { bytesOf } from '../samples.ts';
import { valueOfFlat } from '../session/flat-value.ts';

function treeOf(text: string): FlatTree {
  const lossless = readLossless(bytesOf(`{"events":[{"eventType":"A","value":${text}}]}`));
  const { decoded } = lossless;
  if (decoded.kind === 'other' || !decoded.batch) throw new Error(`no batch: ${decoded.kind}`);
  return flatten(lossless, decoded.batch, '/events/0/value');
}

/** What differs, as `sign path: a -> b`. */
function told(a: string, b: string): string[] {
  const [treeA, treeB] = [treeOf(a), treeOf(b)];
  return lines(compare(treeA, treeB), treeA, treeB);
}

const SIGN: Record<Change, string> = {
  equal: '=',
  written: '~',
  changed: '!',
  inside: '',
  added: '+',
  removed: '-',
  moved: '>',
};

function lines({ differences }: Comparison, a: FlatTree, b: FlatTree): string[] {
  const found: string[] = [];
  const walk = (at: number, path: string) => {
    const { change, a: inA, b: inB, children } = differences[at]!;
    const [nodeA, nodeB] = [a.nodes[inA ?? -1], b.nodes[inB ?? -1]];
    const here = at === 0 ? path : `${path}/${(nodeB ?? nodeA)?.name}`;
    const both = [nodeA, nodeB].filter(Boolean).map((node) => node!.source ?? `[${node!.size}]`);
    if (change !== 'inside' && change !== 'equal') {
      const from = change === 'moved' ? ` from ${nodeA?.name}` : '';
      found.push(`${SIGN[change]} ${here}: ${both.join(' -> ')}${from}`);
    }
    for (let child = children?.start ?? 0; child < (children?.end ?? 0); child += 1)
      walk(child, here);
  };
  walk(0, '');
  return found;
}

describe('two values are compared field by field', () => {
  test.each<[string, string, string, string[]]>([
    ['nothing', '{"a":1,"b":[1,{"c":2}]}', '{"a":1,"b":[1,{"c":2}]}', []],
    ['not the order of names', '{"a":1,"b":2}', '{"b":2,"a":1}', []],
    ['another value', '{"a":1,"b":2}', '{"a":1,"b":3}', ['! /b: 2 -> 3']],
    ['another kind', '{"a":1}', '{"a":"1"}', ['! /a: 1 -> "1"']],
    ['a field more, one less', '{"a":1,"b":2}', '{"a":1,"c":2}', ['- /b: 2', '+ /c: 2']],
    ['a number written otherwise', '{"a":1.50}', '{"a":1.5}', ['~ /a: 1.50 -> 1.5']],
    [
      'the same with an exponent',
      '[15e-1,100,0.0]',
      '[1.5,1e2,-0]',
      ['~ /0: 15e-1 -> 1.5', '~ /1: 100 -> 1e2', '~ /2: 0.0 -> -0'],
    ],
    [
      'numbers to the last digit',
      '{"a":12345678901234567890}',
      '{"a":12345678901234567891}',
      ['! /a: 12345678901234567890 -> 12345678901234567891'],
    ],
    [
      'a text written otherwise',
      '{"a":"r\\u00f8d"}',
      '{"a":"rød"}',
      ['~ /a: "r\\u00f8d" -> "rød"'],
    ],
    ['an object for a text', '{"a":"x"}', '{"a":{"b":1}}', ['! /a: "x" -> [1]', '+ /a/b: 1']],
    ['a list for an object', '{"a":{}}', '{"a":[]}', ['! /a: [0] -> [0]']],
    ['JSON in a text', '{"a":"{\\"b\\": 1}"}', '{"a":"{\\"b\\":2}"}', ['! /a/b: 1 -> 2']],
    ['the one of a name that counts', '{"a":1,"a":2}', '{"a":2}', ['- /a: 1']],
  ])('%s', (_title, a, b, expected) => {
    expect(told(a, b)).toEqual(expected);
  });
});

describe('lists are compared by their best alignment', () => {
  const line = (id: string, quantity: number) => `{"productId":"${id}","quantity":${quantity}}`;

  test.each<[string, string, string, string[]]>([
    ['one more at the start', '[1,2,3]', '[0,1,2,3]', ['+ /0: 0']],
    ['one less in the middle', '[1,2,3]', '[1,3]', ['- /1: 2']],
    ['one that changed', '["a","b","c"]', '["a","x","c"]', ['! /1: "b" -> "x"']],
    ['one that moved', '[1,2,3,4]', '[2,3,4,1]', ['> /3: 1 -> 1 from 0']],
    [
      'an item is known by its id',
      `[${line('A', 1)},${line('B', 1)}]`,
      `[${line('B', 2)}]`,
      ['- /0: [2]', '- /0/productId: "A"', '- /0/quantity: 1', '! /0/quantity: 1 -> 2'],
    ],
    [
      'an item that moved and is written otherwise',
      '[[1.0],2,3]',
      '[2,3,[1]]',
      ['> /2: [1] -> [1] from 0', '~ /2/0: 1.0 -> 1'],
    ],
  ])('%s', (_title, a, b, expected) => {
    expect(told(a, b)).toEqual(expected);
  });

  test('and of long ones in which all has changed, those at the same place are compared', () => {
    const list = (digit: number) =>
      JSON.stringify(Array.from({ length: 400 }, (_, n) => ({ n, digit })));
    const { differences, isPartial } = compare(treeOf(list(1)), treeOf(list(2)));
    expect(isPartial).toBe(false);
    const kinds = Object.groupBy(differences, ({ change }) => change);
    expect([kinds.inside?.length, kinds.changed?.length]).toEqual([401, 400]);
  });

  test('and of a long one it is said that not all was compared', () => {
    const list = (last: number) =>
      JSON.stringify([...Array.from({ length: MAX_CHILDREN }, (_, n) => n), last]);
    const [a, b] = [treeOf(list(1)), treeOf(list(2))];
    expect(compare(a, b).isPartial).toBe(true);
    expect(compare(treeOf('[1]'), treeOf('[2]')).isPartial).toBe(false);
  });
});

describe('laws', () => {
  const json = fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.stringify(value));
  /** Values that have much in common. */
  const scalar = fc.constantFrom('1', '1.0', '2', '"a"', '"b"', 'null', '[]', '{}');
  const similar = fc.letrec<{ value: string }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      scalar,
      fc.array(tie('value'), { maxLength: 5 }).map((items) => `[${items.join()}]`),
      fc.dictionary(fc.constantFrom('a', 'b', 'id'), tie('value')).map(
        (fields) =>
          `{${Object.entries(fields)
            .map(([name, value]) => `"${name}":${value}`)
            .join()}}`,
      ),
    ),
  })).value;
  const text = fc.oneof(json, similar);

  test('nothing differs from itself', () => {
    fc.assert(
      fc.property(text, (a) => {
        const { differences } = compare(treeOf(a), treeOf(a));
        expect(differences).toEqual([{ change: 'equal', a: 0, b: 0 }]);
      }),
    );
  });

  test('what differs, applied to the one, gives the other', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        const [a, b] = [treeOf(one), treeOf(other)];
        expect(applied(compare(a, b), a, b)).toEqual(plain(valueOfFlat(b).value));
      }),
      { numRuns: 500 },
    );
  });

  test('from the other side, the same differs', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        const [a, b] = [treeOf(one), treeOf(other)];
        const there = facts(compare(a, b));
        const back = facts(compare(b, a)).map(([change, inA, inB]) => [
          { added: 'removed', removed: 'added' }[change as 'added'] ?? change,
          inB,
          inA,
        ]);
        expect(sorted(back)).toEqual(sorted(there));
      }),
      { numRuns: 500 },
    );
  });

  test('every value of both is told of once, unless it is in something that is equal', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        const [a, b] = [treeOf(one), treeOf(other)];
        const { differences } = compare(a, b);
        for (const [side, tree] of [
          ['a', a],
          ['b', b],
        ] as const) {
          const own = differences.flatMap((one) => one[side] ?? []);
          expect(new Set(own).size).toBe(own.length);
          const covered = new Set(own);
          for (const { [side]: at, children } of differences) {
            if (at !== undefined && !children)
              for (const below of under(tree, at)) covered.add(below);
          }
          expect(covered.size).toBe(tree.nodes.length);
        }
      }),
    );
  });

  function under({ nodes }: FlatTree, at: number): number[] {
    const { start, end } = nodes[at]!.children ?? { start: 0, end: 0 };
    const own = Array.from({ length: end - start }, (_, n) => start + n);
    return [...own, ...own.flatMap((child) => under({ path: '', nodes }, child))];
  }

  const facts = ({ differences }: Comparison) =>
    differences.map(({ change, a, b }) => [change, a, b]);
  const sorted = (all: readonly unknown[][]) => all.map((one) => JSON.stringify(one)).toSorted();
  /** -0 and 0 are one number. */
  const plain = (value: unknown) => JSON.parse(JSON.stringify(value) ?? 'null') as unknown;
});

/** What becomes of the first value by the differences; of the second only what was added or changed is looked at. */
function applied({ differences }: Comparison, a: FlatTree, b: FlatTree): unknown {
  const valueIn = (tree: FlatTree, at: number): unknown => {
    const { nodes } = tree;
    return JSON.parse(JSON.stringify(valueOfFlat(rooted(nodes, at)).value) ?? 'null') as unknown;
  };
  const build = (at: number): unknown => {
    const { change, a: inA, b: inB, children } = differences[at]!;
    if (change === 'equal' || change === 'written' || change === 'moved') return valueIn(a, inA!);
    if (change === 'changed' || change === 'added') return valueIn(b, inB!);
    const node = a.nodes[inA!]!;
    const span = children ?? { start: 0, end: 0 };
    const kept = differences
      .slice(span.start, span.end)
      .map((one, index) => ({ one, at: span.start + index }))
      .filter(({ one }) => one.change !== 'removed');
    if ((node.holds ?? node.kind) === 'array') {
      return kept
        .toSorted((x, y) => Number(b.nodes[x.one.b!]!.name) - Number(b.nodes[y.one.b!]!.name))
        .map((one) => build(one.at));
    }
    return Object.fromEntries(
      kept.map((one) => [b.nodes[one.one.b!]!.name, build(one.at)] as const),
    );
  };
  return build(0);
}

function rooted(nodes: FlatTree['nodes'], at: number): FlatTree {
  const order = [at];
  for (let next = 0; next < order.length; next += 1) {
    const { children } = nodes[order[next]!]!;
    for (let child = children?.start ?? 0; child < (children?.end ?? 0); child += 1)
      order.push(child);
  }
  let start = 1;
  return {
    path: '',
    nodes: order.map((old) => {
      const node = nodes[old]!;
      if (!node.children) return node;
      const length = node.children.end - node.children.start;
      start += length;
      return { ...node, children: { start: start - length, end: start } };
    }),
  };
}
