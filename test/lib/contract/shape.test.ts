import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EVENT_TYPES } from '../../../lib/contract/built-in.ts';
import type { Issue } from '../../../lib/contract/issue.ts';
import { pointer } from '../../../lib/wire/pointer.ts';
import { checkBatchShape, checkEventShape } from '../../../lib/contract/shape.ts';
import { decode } from '../../../lib/wire/decode.ts';
import { bytesOf } from '../samples.ts';

type Json = Record<string, unknown>;

const COMMON = {
  eventId: 'e-1',
  timestamp: '2026-11-23T09:15:02.114Z',
  sessionId: 's-1',
  userId: 'u-1',
};
const CART = { productId: 'A-1', quantity: 2, unitPrice: 649.75, currency: 'DKK' };
const GOOD: Record<string, Json> = {
  ProductClicked: { productId: 'A-1', position: 3, searchId: 'q-1', listId: 'l-1' },
  OrderCreated: {
    orderId: '10045',
    totalPrice: 1299.5,
    currency: 'DKK',
    lines: [{ productId: 'A-1', quantity: 2, unitPrice: 649.75 }],
  },
  ProductViewed: { productId: 'A-1' },
  ProductAddedToCart: CART,
  ProductRemovedFromCart: CART,
  SearchPerformed: { query: '', searchId: 'q-1', numberOfResults: 0 },
};
const REQUIRED: [type: string, field: string, wrong: unknown][] = [
  ['ProductClicked', 'productId', 7],
  ['OrderCreated', 'orderId', ''],
  ['OrderCreated', 'totalPrice', '1299.50'],
  ['OrderCreated', 'currency', 'kr.'],
  ['OrderCreated', 'lines', {}],
  ['ProductViewed', 'productId', null],
  ['ProductAddedToCart', 'productId', 7],
  ['ProductAddedToCart', 'quantity', '2'],
  ['ProductRemovedFromCart', 'productId', []],
  ['ProductRemovedFromCart', 'quantity', null],
  ['SearchPerformed', 'query', 7],
];
const OPTIONAL: [type: string, field: string, wrong: unknown][] = [
  ['ProductClicked', 'position', '3'],
  ['ProductClicked', 'searchId', 7],
  ['ProductClicked', 'listId', ''],
  ['ProductAddedToCart', 'unitPrice', '649'],
  ['ProductAddedToCart', 'currency', 'dkk'],
  ['SearchPerformed', 'numberOfResults', '0'],
  ['ProductViewed', 'eventId', 7],
  ['ProductViewed', 'sessionId', ''],
  ['ProductViewed', 'userId', 7],
  ['ProductViewed', 'timestamp', 1795425302],
  ['ProductViewed', 'timestamp', '2026-11-23T09:15:02'],
  ['ProductViewed', 'timestamp', 'yesterday'],
];

function issuesOf(value: unknown): Issue[] {
  const decoded = decode(bytesOf(JSON.stringify(value)));
  if (decoded.kind !== 'batch') throw new Error(`not a batch: ${decoded.kind}`);
  const { batch } = decoded;
  return [...checkBatchShape(batch), ...batch.events.flatMap(checkEventShape)];
}
const issuesOfEvents = (...events: unknown[]) => issuesOf({ instrumentationKey: 'k', events });
const good = (eventType: string): Json => ({ eventType, ...COMMON, ...GOOD[eventType] });
function without(event: Json, field: string): Json {
  const { [field]: _, ...rest } = event;
  return rest;
}

test('each built-in type has an example here', () => {
  expect(Object.keys(GOOD)).toEqual(Object.keys(EVENT_TYPES));
});

describe.each(Object.keys(EVENT_TYPES))('a good %s', (type) => {
  test('raises nothing', () => {
    expect(issuesOfEvents(good(type))).toEqual([]);
  });

  test('raises nothing without what is optional', () => {
    const required = REQUIRED.filter(([of]) => of === type).map(([, field]) => field);
    const least = Object.fromEntries(
      ['eventType', ...required].map((field) => [field, good(type)[field]]),
    );
    expect(issuesOfEvents(least)).toEqual([]);
  });

  test('raises nothing for a property that we do not know', () => {
    expect(issuesOfEvents({ ...good(type), somethingElse: { a: 1 } })).toEqual([]);
  });
});

test.each(REQUIRED)('%s without %s has one issue, which says where', (type, field) => {
  expect(issuesOfEvents(good(type), without(good(type), field))).toMatchObject([
    { rule: 'missing-field', path: `/events/1/${field}`, message: 'issueMissingField' },
  ]);
});

test.each([...REQUIRED, ...OPTIONAL])('a %s whose %s is %j has one issue', (type, field, wrong) => {
  const issues = issuesOfEvents({ ...good(type), [field]: wrong });
  expect(issues).toMatchObject([
    { rule: 'wrong-field', path: `/events/0/${field}`, message: 'issueWrongField' },
  ]);
  expect(issues[0]?.expected).not.toBe('');
});

test.each([
  ['productId', 7],
  ['quantity', '2'],
  ['unitPrice', null],
])('a wrong %s in a line of an order is found in its line', (field, wrong) => {
  const line = { productId: 'A-1', quantity: 2, unitPrice: 649.75 };
  const lines = [line, { ...line, [field]: wrong }];
  expect(issuesOfEvents({ ...good('OrderCreated'), lines })).toMatchObject([
    { rule: 'wrong-field', path: `/events/0/lines/1/${field}` },
  ]);
});

test('an issue says what was expected and what came', () => {
  expect(issuesOfEvents({ ...good('OrderCreated'), currency: 'kr.', totalPrice: '1' })).toEqual([
    expect.objectContaining({ expected: 'number', actual: '"1"' }),
    expect.objectContaining({
      expected: expect.stringContaining('ISO 4217') as unknown,
      actual: '"kr."',
    }),
  ]);
});

test('a long value is not quoted whole', () => {
  const [issue] = issuesOfEvents({ ...good('OrderCreated'), currency: 'x'.repeat(10_000) });
  expect(issue?.actual?.length).toBeLessThan(100);
});

test.each([
  ['no key', { events: [good('ProductViewed')] }, 'no-key', '/instrumentationKey'],
  ['no events', { instrumentationKey: 'k' }, 'no-events', '/events'],
  ['events that are no array', { instrumentationKey: 'k', events: {} }, 'no-events', '/events'],
])('%s is an issue of the batch', (_title, batch, rule, path) => {
  expect(issuesOf(batch)).toMatchObject([{ rule, path }]);
});

test.each([
  ['is no object', 7, 'event-object', '/events/1'],
  ['is null', null, 'event-object', '/events/1'],
  ['is an array', [], 'event-object', '/events/1'],
  ['has no type', { productId: 'A-1' }, 'no-type', '/events/1/eventType'],
  ['has a type that is no text', { eventType: 7 }, 'no-type', '/events/1/eventType'],
  ['is of an unknown type', { eventType: 'Nothing' }, 'unknown-type', '/events/1/eventType'],
  ['is of type constructor', { eventType: 'constructor' }, 'unknown-type', '/events/1/eventType'],
  ['is of type __proto__', { eventType: '__proto__' }, 'unknown-type', '/events/1/eventType'],
  ['lacks a field', { eventType: 'ProductViewed' }, 'missing-field', '/events/1/productId'],
])('an event that %s spoils only itself', (_title, bad, rule, path) => {
  const issues = issuesOfEvents(good('ProductViewed'), bad, good('OrderCreated'));
  expect(issues).toMatchObject([{ rule, path }]);
});

test('an event with very many wrong lines lists a limited number of issues', () => {
  const lines = Array.from({ length: 1000 }, () => ({}));
  const issues = issuesOfEvents({ ...good('OrderCreated'), lines }, { eventType: 'ProductViewed' });
  expect(issues).toHaveLength(101);
  expect(issues.at(-1)?.path).toBe('/events/1/productId');
});

describe('whatever the JSON', () => {
  const field = fc.oneof(fc.jsonValue(), fc.constantFrom('A-1', 2, 'DKK', []));
  const event = fc.oneof(
    fc.jsonValue(),
    fc.record(
      {
        eventType: fc.constantFrom(...Object.keys(EVENT_TYPES), '__proto__', 'Other'),
        productId: field,
        quantity: field,
        currency: field,
        lines: fc.oneof(field, fc.array(fc.record({ productId: field, quantity: field }))),
        timestamp: field,
      },
      { requiredKeys: [] },
    ),
  );

  test('no issue of an inferred rule is an error', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.array(event), (instrumentationKey, events) => {
        for (const issue of issuesOf({ instrumentationKey, events })) {
          expect(issue.grade === 'inferred' ? issue.severity : 'not inferred').not.toBe('error');
        }
      }),
    );
  });

  test('the issues of an event are the same in any company', () => {
    const inEvent = (path: string) => path.replace(/^\/events\/\d+/, '');
    const own = (issues: Issue[], index: number) =>
      issues
        .filter(({ event }) => event === index)
        .map(({ path, fix, ...issue }) => ({
          ...issue,
          event: 0,
          path: inEvent(path),
          fix: fix && { ...fix, path: inEvent(fix.path) },
        }));
    fc.assert(
      fc.property(fc.array(event, { minLength: 1 }), (events) => {
        const together = issuesOfEvents(...events);
        for (const [index, one] of events.entries()) {
          expect(own(together, index)).toEqual(own(issuesOfEvents(one), 0));
        }
      }),
    );
  });
});

describe('names in another case style', () => {
  const restyled = (event: unknown, style: (name: string) => string): unknown => {
    if (Array.isArray(event)) return event.map((item) => restyled(item, style));
    if (typeof event !== 'object' || event === null) return event;
    return Object.fromEntries(
      Object.entries(event).map(([name, value]) => [style(name), restyled(value, style)]),
    );
  };
  const pascal = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
  const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

  test.each(Object.keys(EVENT_TYPES))('make no issue of a good %s', (type) => {
    expect(issuesOfEvents(restyled(good(type), pascal), restyled(good(type), snake))).toEqual([]);
  });

  test.each([
    ['PascalCase', pascal, '/events/0/Lines/0/UnitPrice'],
    ['snake_case', snake, '/events/0/lines/0/unit_price'],
  ])('are found and named as they came: %s', (_title, style, path) => {
    const order = {
      ...good('OrderCreated'),
      lines: [{ productId: 'A', quantity: 1, unitPrice: '1' }],
    };
    expect(issuesOfEvents(restyled(order, style))).toMatchObject([{ rule: 'wrong-field', path }]);
  });

  test('the exact name is taken where there are both', () => {
    const event = { eventType: 'ProductViewed', ProductId: 7, productId: 'A-1' };
    expect(issuesOfEvents(event)).toEqual([]);
  });
});

test.each(['data', 'payload', 'properties'])(
  'the fields of a payload under %s are checked',
  (name) => {
    const { eventType, ...fields } = good('OrderCreated');
    expect(issuesOfEvents({ eventType, [name]: fields })).toEqual([]);
    expect(
      issuesOfEvents({ eventType, timestamp: 7, [name]: { ...fields, orderId: 7 } }),
    ).toMatchObject([
      { rule: 'wrong-field', path: `/events/0/${name}/orderId` },
      { rule: 'wrong-field', path: '/events/0/timestamp' },
    ]);
  },
);

test('a type in another case style is none that is known, and the right one is suggested', () => {
  expect(issuesOfEvents({ eventType: 'order_created' })).toMatchObject([
    {
      rule: 'unknown-type',
      expected: 'OrderCreated',
      fix: { path: '/events/0/eventType', value: 'OrderCreated' },
    },
  ]);
});

test.each([
  ['ProductVeiwed', 'ProductViewed'],
  [' OrderCreated', 'OrderCreated'],
  ['ProductShared', undefined],
  ['Viewed', undefined],
])('of the type %s, the one that was likely meant is %s', (eventType, meant) => {
  const [issue] = issuesOfEvents({ eventType });
  expect(issue?.rule).toBe('unknown-type');
  expect(issue?.fix?.value).toBe(meant);
});

test.each([
  ['an id', 'productId', 10045, '10045'],
  ['an id of more digits than a number holds', 'productId', 12345678901234567890n, undefined],
  ['an id with a fraction', 'productId', 1.5, undefined],
  ['a time', 'timestamp', 1795425302, undefined],
])(
  'of %s that came as a number, a text is suggested where its digits are known',
  (_title, name, value, fix) => {
    const number = typeof value === 'bigint' ? Number(value) : value;
    const issues = issuesOfEvents({ eventType: 'ProductViewed', productId: 'A', [name]: number });
    expect(issues).toMatchObject([{ rule: 'wrong-field', path: `/events/0/${name}` }]);
    expect(issues[0]?.fix?.value).toBe(fix);
  },
);

test.each([
  [[], ''],
  [['events', 0, 'currency'], '/events/0/currency'],
  [['a/b', 'c~d', ''], '/a~1b/c~0d/'],
])('the JSON Pointer of %j is %j', (parts, text) => {
  expect(pointer(...parts)).toBe(text);
});
