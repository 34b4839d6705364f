import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { acceptorFor } from '../../../lib/contract/acceptor.ts';
import { EVENT_TYPES } from '../../../lib/contract/built-in.ts';

const line = { productId: 'A-1', quantity: 2, unitPrice: 649.75 };
const common = { eventId: 'e-1', timestamp: '2026-11-23T09:15:02.114Z', extra: { deep: [1] } };
const SOUND: Record<string, object> = {
  ProductClicked: { ...common, productId: 'A-1', position: 1 },
  OrderCreated: { ...common, orderId: '1', totalPrice: 1299.5, currency: 'DKK', lines: [line] },
  ProductViewed: { ...common, productId: 'A-1' },
  ProductAddedToCart: { ...common, productId: 'A-1', quantity: 1 },
  ProductRemovedFromCart: { ...common, productId: 'A-1', quantity: 1, currency: 'DKK' },
  SearchPerformed: { ...common, query: '' },
};

test.each(Object.keys(EVENT_TYPES))('a sound %s is accepted without the schema', (type) => {
  expect(acceptorFor(EVENT_TYPES[type]!)(SOUND[type])).toBe(true);
});

test('what is accepted is right by the schema, whatever it is', () => {
  const value = fc.oneof(
    fc.constantFrom(undefined, null, NaN, Infinity, '', 'A', 'DKK', 'dkk', -1, 1e300, true),
    fc.constantFrom('2026-11-23T09:15:02Z', '2026-02-30T09:15:02Z', '2026-11-23T09:15:02'),
    fc.constant([line]),
    fc.constant([line, { ...line, quantity: '1' }]),
    fc.anything(),
  );
  const change = fc.tuple(
    fc.constantFrom(
      'eventId',
      'productId',
      'ProductId',
      'quantity',
      'currency',
      'lines',
      '__proto__',
    ),
    value,
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.keys(EVENT_TYPES)),
      fc.array(change, { maxLength: 3 }),
      fc.option(fc.constantFrom(...Object.keys(SOUND['OrderCreated']!))),
      (type, changes, without) => {
        const entries = [...Object.entries(SOUND[type]!), ...changes];
        const event = Object.fromEntries(entries.filter(([name]) => name !== without));
        const schema = EVENT_TYPES[type]!;
        const isWrong = !schema.safeParse(event).success;
        expect(acceptorFor(schema)(event) && isWrong).toBe(false);
      },
    ),
    { numRuns: 2000 },
  );
});

test('a name in another case style is left to the schema, which is asked by its own', () => {
  const accepts = acceptorFor(EVENT_TYPES['ProductViewed']!);
  expect(accepts({ productId: 'A-1', session_id: 5 })).toBe(false);
  expect(accepts({ ProductId: 'A-1' })).toBe(false);
});

test.each([
  ['a check that it does not know', z.string().check(z.trim())],
  ['a kind that it does not know', z.union([z.string(), z.number()])],
  ['a check of a number', z.number().check(z.minimum(3))],
  ['a check of a list', z.array(z.string()).check(z.minLength(1))],
  ['a check of an object', z.object({}).check(z.refine(() => true))],
  ['an object with no other fields', z.strictObject({})],
  ['a pattern that remembers', z.string().check(z.regex(/a/g))],
])('%s leaves all to the schema', (_, schema) => {
  for (const value of ['a', 4, ['a'], {}]) expect(acceptorFor(schema)(value)).toBe(false);
});
