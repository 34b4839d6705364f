import { describe, expect, test } from 'vitest';
import { fieldOf, isKeyName, valuesOf } from '../../../lib/wire/names.ts';

describe('a field is found by its name', () => {
  test.each([
    ['totalPrice', 'totalPrice'],
    ['TotalPrice', 'totalPrice'],
    ['total_price', 'totalPrice'],
    ['TOTAL_PRICE', 'totalPrice'],
    ['totalPrice', 'total_price'],
  ])('%s is what is asked for as %s', (name, asked) => {
    expect(fieldOf({ other: 0, [name]: 7 }, asked)).toEqual({ name, value: 7 });
  });

  test('the very name goes first, then the first that is like it', () => {
    expect(fieldOf({ A_B: 1, ab: 2, aB: 3 }, 'aB')).toEqual({ name: 'aB', value: 3 });
    expect(fieldOf({ A_B: 1, ab: 2 }, 'aB')).toEqual({ name: 'A_B', value: 1 });
  });

  test('one that is undefined is a field all the same', () => {
    expect(fieldOf({ a: undefined }, 'a')).toEqual({ name: 'a', value: undefined });
  });

  test.each(['toString', 'constructor', '__proto__', 'hasOwnProperty'])(
    'what objects inherit is none: %s',
    (name) => {
      expect(fieldOf({}, name)).toBeUndefined();
      const own = JSON.parse(`{"${name}":1}`) as Record<string, unknown>;
      expect(fieldOf(own, name)).toEqual({ name, value: 1 });
    },
  );
});

test('several are found as each of them is', () => {
  const names = ['orderId', 'currency', 'quantity'];
  const found = valuesOf(names);
  for (const record of [
    { other: 0, OrderId: 1, order_id: 2, Currency: 'DKK' },
    { order_id: 2, orderId: 1, quantity: null },
    { Quantity: 0, quantity: 3 },
    {},
  ]) {
    expect(found(record)).toEqual(names.map((name) => fieldOf(record, name)?.value));
  }
});

test.each([
  ['instrumentationKey', true],
  ['api_key', true],
  ['IKEY', true],
  ['WriteKey', true],
  ['key', false],
  ['orderKey', false],
])('that %s names a key is %s', (name, isKey) => {
  expect(isKeyName(name)).toBe(isKey);
});
