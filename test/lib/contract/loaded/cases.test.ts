import { expect, test } from 'vitest';
import type { Draft } from '../../../../lib/contract/loaded/draft.ts';
import { runCase } from '../../../conformance/suite.ts';

type Row = [draft: Draft, schema: object, good: unknown[], bad: unknown[]];

/** The integer that a document of its own would be, copied in under its address. */
const COPIED = { $id: 'https://example.test/integer.json', type: 'integer' };

/** What of the standard is easily got wrong; the official suite has all of it. */
const CASES: Row[] = [
  ['7', { type: 'integer' }, [1, 1, -0], [1.5, '1', null]],
  ['7', { multipleOf: 0.1 }, [0.3, 1e20, 'a'], [0.35, 1e-9]],
  ['7', { minLength: 2, maxLength: 2 }, ['😀😀', 'æø', 7], ['😀', 'abc']],
  [
    '7',
    { uniqueItems: true },
    [[1, true, '1', [1], { a: 1 }]],
    [
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
    ],
  ],
  ['7', { const: false }, [false], [0, null, []]],
  ['7', { enum: [0] }, [0, -0], [false, '0']],
  [
    '7',
    { $ref: '#/definitions/a', minimum: 9, definitions: { a: { type: 'number' } } },
    [1],
    ['a'],
  ],
  [
    '7',
    { items: [true, { type: 'number' }], additionalItems: false },
    [[1], ['a', 1]],
    [
      [1, 'a'],
      [1, 1, 1],
    ],
  ],
  [
    '7',
    { dependencies: { a: ['b'], c: { required: ['d'] } } },
    [{ a: 1, b: 1 }, {}],
    [{ a: 1 }, { c: 1 }],
  ],
  ['7', { definitions: { a: { $id: '#a', type: 'number' } }, allOf: [{ $ref: '#a' }] }, [1], ['a']],
  ['7', { definitions: { COPIED }, items: { $ref: COPIED.$id } }, [[1]], [['a']]],
  ['2020-12', { $ref: '#/$defs/a', minimum: 9, $defs: { a: { type: 'number' } } }, [9], [1, 'a']],
  ['2020-12', { $defs: { COPIED }, items: { $ref: COPIED.$id } }, [[1]], [['a']]],
  ['2020-12', { prefixItems: [true], items: { type: 'number' } }, [['a', 1]], [['a', 'a']]],
  ['2020-12', { contains: { const: 1 }, minContains: 0, maxContains: 1 }, [[], [1]], [[1, 1]]],
  [
    '2020-12',
    {
      allOf: [{ properties: { a: true } }],
      anyOf: [{ required: ['b'], properties: { b: true } }, true],
      unevaluatedProperties: false,
    },
    [{ a: 1, b: 1 }],
    [{ a: 1, c: 1 }],
  ],
  ['2020-12', { contains: { const: 1 }, unevaluatedItems: false }, [[1, 1]], [[1, 2]]],
  [
    '2020-12',
    {
      $id: 'https://example.test/root',
      $ref: 'list',
      $defs: {
        text: { $dynamicAnchor: 'item', type: 'string' },
        list: {
          $id: 'list',
          items: { $dynamicRef: '#item' },
          $defs: { any: { $dynamicAnchor: 'item' } },
        },
      },
    },
    [['a']],
    [[1]],
  ],
  ['2020-12', { format: 'email' }, ['no address'], []],
];

test.each(CASES)('by draft %s, %j', (draft, schema, good, bad) => {
  const tests = [
    ...good.map((data) => ({ description: `good ${JSON.stringify(data)}`, data, valid: true })),
    ...bad.map((data) => ({ description: `bad ${JSON.stringify(data)}`, data, valid: false })),
  ];
  const outcomes = runCase({ description: '', schema, tests }, draft, 'own');
  expect(outcomes.filter(({ passed }) => !passed)).toEqual([]);
});
