import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_BATCH_STEPS, MAX_ISSUES } from '../../../../lib/contract/loaded/bounds.ts';
import { checkLoaded } from '../../../../lib/contract/loaded/check-loaded.ts';
import { chooseContracts } from '../../../../lib/contract/loaded/coverage.ts';
import { apply, Run } from '../../../../lib/contract/loaded/run.ts';
import { batchOf, contractOf, issuesOf, load } from './samples.ts';

const CUT = { rule: 'schema/cut', severity: 'warning', message: 'issueCheckCut' };

function nested(depth: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = 0;
  for (let level = 0; level < depth; level += 1) value = wrap(value);
  return value;
}

describe('a check that would take too long ends early, and says so', () => {
  test.each<[string, object, unknown]>([
    [
      'allOf that doubles',
      {
        $ref: '#/$defs/p0',
        $defs: Object.fromEntries(
          Array.from({ length: 40 }, (_, index) => {
            const next = { $ref: `#/$defs/p${index + 1}` };
            return [`p${index}`, index === 39 ? {} : { allOf: [next, next] }];
          }),
        ),
      },
      1,
    ],
    [
      'anyOf that doubles, and never fits',
      {
        $ref: '#/$defs/p0',
        $defs: Object.fromEntries(
          Array.from({ length: 40 }, (_, index) => {
            const next = { $ref: `#/$defs/p${index + 1}` };
            return [`p${index}`, index === 39 ? false : { anyOf: [next, next] }];
          }),
        ),
      },
      1,
    ],
    [
      'a value deeper than schemas are applied',
      { properties: { a: { $ref: '#' } }, items: { $ref: '#' } },
      nested(100_000, (inner) => ({ a: inner })),
    ],
    ['a huge array', { items: { type: 'number' } }, Array.from({ length: 1_000_000 }, () => 1)],
    ['many properties', { additionalProperties: { type: 'number' } }, manyProperties(300_000)],
    [
      'many equal-looking items',
      { uniqueItems: true },
      Array.from({ length: 300_000 }, (_, index) => index),
    ],
    ['items nested deeply', { uniqueItems: true }, [nested(100_000, (inner) => [inner]), 1]],
    ['a constant nested deeply', { enum: [[1]] }, nested(100_000, (inner) => [inner])],
    ['a pattern over a long text', { pattern: '^(a+)+$' }, 'a'.repeat(5_000_000)],
    ['the length of a long text', { minLength: 9_000_000 }, 'a'.repeat(10_000_000)],
    [
      'names that are matched',
      { patternProperties: { '^(?:a|b)+$': { type: 'number' } } },
      manyProperties(100_000),
    ],
    [
      'branches that each say much',
      {
        anyOf: Array.from({ length: 5000 }, () => ({ $ref: '#/$defs/a' })),
        $defs: { a: { properties: manyProperties(200, { const: 2 }) } },
      },
      manyProperties(200),
    ],
    [
      'account kept of properties through many schemas',
      {
        allOf: Array.from({ length: 5000 }, () => ({ additionalProperties: { minimum: 0 } })),
        unevaluatedProperties: false,
      },
      manyProperties(1000),
    ],
    ['a contained item', { contains: { const: 1 } }, Array.from({ length: 500_000 }, () => 0)],
    [
      'a dynamic reference round and round',
      { $dynamicAnchor: 'a', anyOf: [{ type: 'string' }, { $dynamicRef: '#a' }] },
      1,
    ],
  ])('%s', (_, schema, value) => {
    const issues = issuesOf(schema, value);
    expect(issues.at(-1)).toMatchObject({ ...CUT, path: '/events/0', event: 0 });
    expect(issues.length).toBeLessThan(3);
  });

  test('and all events of a batch together', () => {
    const values = Array.from({ length: 200 }, () => Array.from({ length: 50_000 }, () => 1));
    const coverage = chooseContracts([contractOf({ items: { type: 'number' } })], {});
    const issues = checkLoaded(batchOf(...values), coverage);
    expect(issues.at(-1)).toMatchObject({ ...CUT, path: '' });
    expect(issues.length).toBeLessThan(values.length);
  });
});

function manyProperties(count: number, value: unknown = 1): Record<string, unknown> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}`, value]));
}

test('a large and good event is checked to its end', () => {
  const lines = Array.from({ length: 5000 }, (_, index) => ({ id: `A-${index}`, quantity: 1 }));
  const line = {
    required: ['id', 'quantity'],
    properties: { id: { type: 'string', pattern: '^A-' }, quantity: { type: 'integer' } },
    additionalProperties: false,
  };
  expect(issuesOf({ properties: { lines: { items: line } } }, { lines })).toEqual([]);
});

test('one bad event spoils only itself', () => {
  const deep = nested(100_000, (inner) => ({ a: inner }));
  const schema = { properties: { a: { $ref: '#' }, total: { type: 'number' } } };
  const coverage = chooseContracts([contractOf(schema)], {});
  expect(checkLoaded(batchOf(deep, { total: 'x' }, { total: 1 }), coverage)).toMatchObject([
    { ...CUT, event: 0 },
    { rule: 'schema/type', event: 1 },
  ]);
});

test('the issues of one event are bounded, and it is said how many more there are', () => {
  const issues = issuesOf(
    { items: { type: 'number' } },
    Array.from({ length: 150 }, () => 'a'),
  );
  expect(issues).toHaveLength(MAX_ISSUES + 1);
  expect(issues.at(-1)).toMatchObject({
    severity: 'info',
    message: 'issueMoreHidden',
    params: [150 - MAX_ISSUES],
  });
});

test('issues with suggestions are bounded in time as well', () => {
  const names = Array.from({ length: 2000 }, (_, index) => `${'n'.repeat(50)}${index}`);
  const value = Array.from({ length: 2000 }, () => `${'n'.repeat(50)}x`);
  const schema = { items: { enum: names } };
  const coverage = chooseContracts([contractOf(schema)], {});
  const issues = checkLoaded(batchOf(...Array.from({ length: 300 }, () => value)), coverage);
  expect(issues.at(-1)).toMatchObject({ ...CUT, path: '' });
});

test('what is quoted of a value and of a contract is bounded', () => {
  const long = 'x'.repeat(1_000_000);
  const values = Array.from({ length: 10 }, (_, index) => `${index}${'y'.repeat(1000)}`);
  for (const schema of [{ const: values[0] }, { enum: values }, { pattern: 'y{90}' }]) {
    const [issue] = issuesOf(schema, long.slice(0, 1000));
    expect(issue?.actual?.length).toBeLessThan(100);
    expect(issue?.expected?.length).toBeLessThan(100);
  }
});

test('an object with a toString of its own is quoted and compared like others', () => {
  const value = { toString: 1, valueOf: null };
  expect(issuesOf({ enum: [1, 'a'] }, value)).toMatchObject([{ actual: 'object' }]);
  expect(issuesOf({ type: 'string' }, value)).toMatchObject([{ actual: 'object' }]);
});

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
  'a property called %s is one like others',
  (name) => {
    const schema = JSON.parse(
      `{"properties":{"${name}":{"type":"number"}},"required":["${name}"],"additionalProperties":false}`,
    );
    expect(issuesOf(schema, JSON.parse(`{"${name}":1}`))).toEqual([]);
    expect(issuesOf(schema, JSON.parse(`{"${name}":"a"}`))).toMatchObject([
      { rule: 'schema/type', path: `/events/0/${name}` },
    ]);
    expect(issuesOf(schema, {})).toMatchObject([{ rule: 'schema/required' }]);
    expect(issuesOf({ additionalProperties: false }, JSON.parse(`{"${name}":1}`))).toHaveLength(1);
  },
);

describe('whatever schema and whatever value', () => {
  const name = fc.constantFrom('a', 'b', 'kind', '__proto__');
  const plain = fc.oneof(
    fc.constantFrom('a', 'b', '', '1', 'æ'),
    fc.integer({ min: -2, max: 3 }),
    fc.boolean(),
    fc.constant(null),
  );
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      plain,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(name, tie('value'), { maxKeys: 3 }),
    ),
  }));
  const { schema } = fc.letrec<{ schema: unknown }>((tie) => {
    const list = fc.array(tie('schema'), { minLength: 1, maxLength: 3 });
    const map = fc.dictionary(name, tie('schema'), { maxKeys: 3 });
    const names = fc.array(name, { maxLength: 2 });
    const count = fc.integer({ min: 0, max: 2 });
    const inner = tie('schema');
    return {
      schema: fc.oneof(
        { maxDepth: 2 },
        fc.boolean(),
        fc.record(
          {
            $ref: fc.constantFrom('#', '#/$defs/a', '#x', '#/properties/a'),
            $dynamicRef: fc.constantFrom('#x', '#'),
            $dynamicAnchor: fc.constant('x'),
            $defs: fc.record({ a: inner }),
            type: fc.constantFrom('string', 'number', 'object', 'array', 'null', [
              'integer',
              'boolean',
            ]),
            const: plain,
            enum: fc.array(plain, { maxLength: 3 }),
            minimum: count,
            multipleOf: fc.constantFrom(0.1, 1, 2),
            minLength: count,
            pattern: fc.constantFrom('^a', '(a|b)+$'),
            format: fc.constantFrom('email', 'date'),
            items: inner,
            prefixItems: list,
            contains: inner,
            maxContains: count,
            uniqueItems: fc.boolean(),
            unevaluatedItems: inner,
            required: names,
            properties: map,
            patternProperties: fc.record({ '^a': inner }),
            additionalProperties: inner,
            propertyNames: inner,
            dependentRequired: fc.dictionary(name, names, { maxKeys: 2 }),
            dependentSchemas: map,
            unevaluatedProperties: inner,
            allOf: list,
            anyOf: list,
            oneOf: list,
            not: inner,
            ...Object.fromEntries(['if', 'then', 'else'].map((name) => [name, inner])),
          },
          { requiredKeys: [] },
        ),
      ),
    };
  });

  test('a check never throws, and where a value is not valid it says why', () => {
    let taken = 0;
    fc.assert(
      fc.property(
        schema,
        value,
        fc.constantFrom<'7' | '2020-12'>('7', '2020-12'),
        (of, one, draft) => {
          const loaded = load(of, { covers: ['A'], draft });
          if (!loaded.ok) return;
          taken += 1;
          const { contract } = loaded;
          const run = new Run(contract.compiled, MAX_BATCH_STEPS);
          run.formats = false;
          const valid = apply(contract.compiled.root, one, run);
          const issues = checkLoaded(batchOf(one), chooseContracts([contract], {}));
          const isCut = issues.some(({ rule }) => rule === 'schema/cut');
          const hasError = issues.some(({ severity }) => severity === 'error');
          expect(isCut || hasError === !valid).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
    expect(taken).toBeGreaterThan(100);
  });

  test('a contract of any text is taken or refused, and nothing is thrown', () => {
    const schemas = fc.jsonValue().map((one) => ({ properties: one, items: one, $ref: one }));
    const texts = fc.oneof(
      fc.string(),
      fc.json(),
      schemas.map((one) => JSON.stringify(one)),
    );
    const answers = new Set<string>();
    fc.assert(
      fc.property(texts, (text) => {
        const loaded = load(text, { covers: 'batch' });
        answers.add(loaded.ok ? 'taken' : loaded.refusal.message);
      }),
    );
    expect([...answers]).toContain('contractNotJson');
  });
});
