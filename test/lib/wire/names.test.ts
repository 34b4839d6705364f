import { describe, expect, test } from 'vitest';
import { fieldOf, isKeyName } from '../../../lib/wire/names.ts';

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
