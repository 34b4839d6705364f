import { describe, expect, test } from 'vitest';
import { checkLoaded } from '../../../../lib/contract/loaded/check-loaded.ts';
import { chooseContracts } from '../../../../lib/contract/loaded/coverage.ts';
import { batchOf, contractOf, issuesOf } from './samples.ts';

const NAMES = ['orderId', 'currency'];
const TOTAL = { properties: { total: { type: 'number' } } };

test('an issue says where, by which rule and contract, what was expected and what came', () => {
  expect(issuesOf(TOTAL, { total: '12.50' })).toEqual([
    {
      severity: 'error',
      rule: 'schema/type',
      path: '/events/0/total',
      event: 0,
      message: 'issueWrongType',
      expected: 'number',
      actual: '"12.50"',
      grade: 'learned',
      contract: 'Plan',
      fix: { path: '/events/0/total', value: 12.5 },
    },
  ]);
});

describe('each keyword has its issue: rule, place, expected, actual', () => {
  test.each<
    [
      schema: object,
      value: unknown,
      rule: string,
      at: string,
      expected?: string | undefined,
      actual?: string,
    ]
  >([
    [{ type: ['string', 'null'] }, 7, 'type', '', 'string | null', '7'],
    [{ enum: ['DKK', 'EUR'] }, 'kr', 'enum', '', '"DKK" | "EUR"', '"kr"'],
    [{ enum: [1, 2, 3, 4, 5, 6, 7, 8] }, 9, 'enum', '', '1 | 2 | 3 | 4 | 5 | 6 | … (8)', '9'],
    [{ const: 'A' }, 'B', 'const', '', '"A"', '"B"'],
    [{ const: { a: 1 } }, {}, 'const', '', 'object', 'object'],
    [{ minimum: 0 }, -1, 'minimum', '', '≥ 0', '-1'],
    [{ maximum: 5 }, 6, 'maximum', '', '≤ 5', '6'],
    [{ exclusiveMinimum: 0 }, 0, 'exclusiveMinimum', '', '> 0', '0'],
    [{ exclusiveMaximum: 0 }, 0, 'exclusiveMaximum', '', '< 0', '0'],
    [{ multipleOf: 0.01 }, 0.001, 'multipleOf', '', 'n × 0.01', '0.001'],
    [{ minLength: 1 }, '', 'minLength', '', '≥ 1 characters', '""'],
    [{ maxLength: 1 }, '😀😀', 'maxLength', '', '≤ 1 characters', '"😀😀"'],
    [{ pattern: '^[A-Z]{3}$' }, 'dkk', 'pattern', '', '/^[A-Z]{3}$/', '"dkk"'],
    [{ minItems: 1 }, [], 'minItems', '', '≥ 1 items', 'array (0)'],
    [{ maxItems: 1 }, [1, 2], 'maxItems', '', '≤ 1 items', 'array (2)'],
    [{ minProperties: 1 }, {}, 'minProperties', '', '≥ 1 properties', 'object'],
    [{ maxProperties: 0 }, { a: 1 }, 'maxProperties', '', '≤ 0 properties', 'object'],
    [{ required: ['a/b'] }, {}, 'required', '/a~1b'],
    [{ required: ['a'], properties: { a: { type: 'string' } } }, {}, 'required', '/a', 'string'],
    [{ required: ['a'], properties: { a: { enum: [1, 2] } } }, {}, 'required', '/a', '1 | 2'],
    [{ dependentRequired: { a: ['b'] } }, { a: 1 }, 'dependentRequired', '/b'],
    [{ dependentSchemas: { a: { required: ['b'] } } }, { a: 1 }, 'required', '/b'],
    [{ additionalProperties: false }, { a: 1 }, 'additionalProperties', '/a', undefined, '1'],
    [
      { properties: { orderId: true, total: true }, additionalProperties: false },
      { orderID: 1 },
      'additionalProperties',
      '/orderID',
      '"orderId"',
      '1',
    ],
    [{ unevaluatedProperties: false }, { a: 1 }, 'unevaluatedProperties', '/a', undefined, '1'],
    [{ properties: { a: false } }, { a: 1 }, 'properties', '/a', '"a"', '1'],
    [{ propertyNames: { maxLength: 1 } }, { ab: 1 }, 'propertyNames', '/ab', undefined, '"ab"'],
    [
      { patternProperties: { '^x': { type: 'number' } } },
      { xa: '' },
      'type',
      '/xa',
      'number',
      '""',
    ],
    [{ items: { type: 'number' } }, [1, 'a'], 'type', '/1', 'number', '"a"'],
    [{ prefixItems: [true], items: false }, [1, 2], 'items', '/1', undefined, '2'],
    [
      { prefixItems: [true], unevaluatedItems: false },
      [1, 2],
      'unevaluatedItems',
      '/1',
      undefined,
      '2',
    ],
    [{ contains: { const: 1 } }, [2], 'contains', '', '≥ 1 items', 'array (1)'],
    [{ contains: true, maxContains: 1 }, [1, 2], 'maxContains', '', '≤ 1 items', 'array (2)'],
    [{ not: { type: 'number' } }, 1, 'not', '', undefined, '1'],
    [JSON.parse('{"if":{"type":"number"},"then":{"minimum":2}}'), 1, 'minimum', '', '≥ 2', '1'],
    [
      { if: { type: 'number' }, else: { minLength: 1 } },
      '',
      'minLength',
      '',
      '≥ 1 characters',
      '""',
    ],
    [{ oneOf: [true, true] }, 1, 'oneOf', '', undefined, '1'],
    [{ $ref: '#/$defs/a', $defs: { a: { minimum: 2 } } }, 1, 'minimum', '', '≥ 2', '1'],
  ])('%j of %j', (schema, value, rule, at, expected, actual) => {
    const issues = issuesOf(schema, value);
    expect(issues).toHaveLength(1);
    expect(issues[0]).toMatchObject({
      severity: 'error',
      rule: `schema/${rule}`,
      path: `/events/0${at}`,
      grade: 'learned',
    });
    expect([issues[0]?.expected, issues[0]?.actual]).toEqual([expected, actual]);
  });

  test('false allows nothing', () => {
    expect(issuesOf(false, 1)).toMatchObject([{ rule: 'schema/false', message: 'issueForbidden' }]);
  });

  test('of equal items the second is told, with the place of the first', () => {
    expect(issuesOf({ uniqueItems: true }, [{ a: 1, b: 2 }, 1, { b: 2, a: 1 }])).toMatchObject([
      { rule: 'schema/uniqueItems', path: '/events/0/2', params: [0] },
    ]);
  });
});

describe('a format is a warning, for the standard calls it an annotation', () => {
  test.each([
    ['date-time', '2026-11-23T09:15:02Z', '2026-11-23T09:15:02'],
    ['date-time', '2026-11-23t09:15:02.114+01:00', '2026-02-30T09:15:02Z'],
    ['date', '2024-02-29', '2026-02-29'],
    ['time', '09:15:02Z', '9:15'],
    ['duration', 'P1DT2H', 'P'],
    ['email', 'a@b.dk', 'a@@b.dk'],
    ['hostname', 'shop.test', '-shop'],
    ['ipv4', '127.0.0.1', '256.0.0.1'],
    ['ipv6', '::1', '127.0.0.1'],
    ['uri', 'https://a.test/b?c#d', '/b'],
    ['uri-reference', '/b', 'a b'],
    ['uuid', '2eb8aa08-aa98-11ea-b4aa-73b441d16380', '2eb8aa08'],
    ['json-pointer', '/a~0b', 'a'],
  ])('%s: %s, not %s', (format, good, bad) => {
    expect(issuesOf({ format }, good)).toEqual([]);
    expect(issuesOf({ format }, 7)).toEqual([]);
    expect(issuesOf({ format }, bad)).toMatchObject([
      { severity: 'warning', rule: 'schema/format', expected: format },
    ]);
  });

  test('one that is not known fits everything', () => {
    expect(issuesOf({ format: 'colour' }, '')).toEqual([]);
  });

  test('it chooses no branch, and is looked at in the one that fits', () => {
    const email = { format: 'email' };
    expect(issuesOf({ not: email }, 'a')).toMatchObject([{ rule: 'schema/not' }]);
    expect(issuesOf({ anyOf: [email, { const: 'a' }] }, 'a')).toEqual([]);
    expect(issuesOf({ anyOf: [email, { const: 'a' }] }, 'b')).toMatchObject([
      { rule: 'schema/format', severity: 'warning' },
    ]);
    expect(issuesOf({ oneOf: [email, { format: 'ipv4' }] }, 'a@b.dk')).toMatchObject([
      { rule: 'schema/oneOf', severity: 'error' },
    ]);
  });
});

describe('of alternatives, the one that is meant is told of', () => {
  const order = { properties: { kind: { const: 'order' } }, required: NAMES };
  const click = { properties: { kind: { const: 'click' } }, required: ['url'] };

  test.each(['oneOf', 'anyOf'])('in %s, by the property that is set', (keyword) => {
    const schema = { [keyword]: [click, order] };
    expect(issuesOf(schema, { kind: 'order', orderId: 1 })).toMatchObject([
      { rule: 'schema/required', path: '/events/0/currency' },
    ]);
    expect(issuesOf(schema, { kind: 'oder' })).toMatchObject([
      {
        rule: 'schema/enum',
        path: '/events/0/kind',
        expected: '"click" | "order"',
        fix: { value: 'order' },
      },
    ]);
  });

  test('through references and allOf', () => {
    const $defs = { click: { allOf: [click] }, order: { $ref: '#/$defs/inner' }, inner: order };
    const oneOf = [{ $ref: '#/$defs/click' }, { $ref: '#/$defs/order' }];
    expect(issuesOf({ $defs, oneOf }, { kind: 'order', currency: 'DKK' })).toMatchObject([
      { rule: 'schema/required', path: '/events/0/orderId' },
    ]);
  });

  test('by the fewest faults, where nothing is set', () => {
    const anyOf = [{ required: ['a', 'b'] }, { required: ['c'] }];
    expect(issuesOf({ anyOf }, {})).toMatchObject([{ path: '/events/0/c' }]);
  });

  test('a branch for another type of value is not meant', () => {
    const anyOf = [{ type: 'null' }, { type: 'object', required: NAMES }];
    expect(issuesOf({ anyOf }, {})).toMatchObject([
      { path: '/events/0/orderId' },
      { path: '/events/0/currency' },
    ]);
    expect(issuesOf({ anyOf }, 'a')).toMatchObject([
      { rule: 'schema/type', expected: 'null | object' },
    ]);
  });
});

describe('a fix is suggested where there is a plain one', () => {
  test.each<[schema: object, value: unknown, fix: unknown]>([
    [{ type: 'integer' }, '2', 2],
    [{ type: 'number' }, ' -1.5 ', -1.5],
    [{ type: 'boolean' }, 'True', true],
    [{ type: 'string' }, 10045, '10045'],
    [{ const: 'A' }, 'B', 'A'],
    [{ enum: ['DKK', 'EUR'] }, 'dkk', 'DKK'],
    [{ enum: ['DKK', 'EUR'] }, ' EUR', 'EUR'],
    [{ enum: ['purchase', 'refund'] }, 'purchse', 'purchase'],
    [{ enum: [1, 2] }, '2', 2],
  ])('%j of %j', (schema, value, fix) => {
    expect(issuesOf(schema, value)[0]?.fix).toEqual({ path: '/events/0', value: fix });
  });

  test.each<[schema: object, value: unknown]>([
    [{ type: 'integer' }, '2.5'],
    [{ type: 'number' }, '12345678901234567890'],
    [{ type: 'number' }, 'one'],
    [{ type: 'string' }, 2 ** 60],
    [{ type: 'object' }, 'one'],
    [{ const: { a: 1 } }, {}],
    [{ enum: ['DKK', 'EUR'] }, 'SEK'],
    [{ enum: ['DKK', 'EUR'] }, {}],
    [{ required: ['a'] }, {}],
  ])('there is none for %j of %j', (schema, value) => {
    expect(issuesOf(schema, value)[0]).not.toHaveProperty('fix');
  });

  test.each<[value: object, fix: unknown]>([
    [{ OrderId: 'o-1' }, 'o-1'],
    [{ order_id: 'o-1' }, 'o-1'],
  ])('a property that is there by another name: %j', (value, fix) => {
    expect(issuesOf({ required: ['orderId'] }, value)[0]?.fix).toEqual({
      path: '/events/0/orderId',
      value: fix,
    });
  });

  test.each([{ const: 'A' }, { enum: ['A'] }, { default: 'A' }])(
    'a missing property that %j tells',
    (schema) => {
      const issues = issuesOf({ required: ['kind'], properties: { kind: schema } }, {});
      expect(issues[0]?.fix).toEqual({ path: '/events/0/kind', value: 'A' });
    },
  );
});

test('only events of the types that a contract covers are checked, each by itself', () => {
  const batch = batchOf({ total: 1 }, { total: 'a' }, { total: 'b' });
  batch.events[2]!.type = 'B';
  const issues = checkLoaded(batch, chooseContracts([contractOf(TOTAL)], {}));
  expect(issues).toMatchObject([{ event: 1, path: '/events/1/total' }]);
});

describe("the batch's contract", () => {
  const schema = { required: ['key'], properties: { events: { items: TOTAL } } };
  const ofBatch = contractOf(schema, { covers: 'batch', name: 'Batch' });

  test('checks the body, and says which event an issue is about', () => {
    const issues = checkLoaded(batchOf({}, { total: 'a' }), chooseContracts([ofBatch], {}));
    expect(issues).toMatchObject([
      { path: '/key', contract: 'Batch' },
      { path: '/events/1/total', event: 1 },
    ]);
    expect(issues[0]).not.toHaveProperty('event');
  });

  test("does not say again what an event's own contract says", () => {
    const coverage = chooseContracts([ofBatch, contractOf(TOTAL)], {});
    expect(checkLoaded(batchOf({ total: 'a' }), coverage)).toMatchObject([
      { path: '/events/0/total', contract: 'Plan' },
      { path: '/key', contract: 'Batch' },
    ]);
  });

  test('of a body that is a single event is about that event', () => {
    const value = { total: 'a' };
    const batch = { value, events: [{ index: 0, path: '', type: 'A', value }] };
    const coverage = chooseContracts([contractOf(TOTAL, { covers: 'batch' })], {});
    expect(checkLoaded(batch, coverage)).toMatchObject([{ path: '/total', event: 0 }]);
  });
});
