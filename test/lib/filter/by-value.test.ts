import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byValue, narrowed } from '../../../lib/filter/by-value.ts';
import { compile } from '../../../lib/filter/compile.ts';
import { parse } from '../../../lib/filter/parse.ts';
import { print } from '../../../lib/filter/print.ts';
import { filterOf } from './filter-of.ts';
import { searchable } from './searchables.ts';

test.each([
  [['lines', 0, 'productId'], 'A-1', 'lines.productId=A-1'],
  [['lines', 2, '0'], 'x', 'lines.2.0=x'],
  [['lines', 1, 0, '0'], 'x', 'lines.1.0.0=x'],
  [['lines', 1, 0, 'n', 3], 'x', 'lines.n=x'],
  [['currency'], 'kr "x"', 'currency="kr \\"x\\""'],
  [['type'], 'x', '"type"=x'],
  [['a.b', 'c'], '', '"a.b".c=""'],
  [['totalPrice'], '1299.50', 'totalPrice=1299.50'],
])('%j with %j is %s', (path, value, expected) => {
  expect(print(byValue(path, value)!)).toBe(expected);
});

test('no filter asks for what has no name, or is too long for a text', () => {
  expect(byValue([0], 'x')).toBeUndefined();
  expect(byValue(['a'], 'x'.repeat(201))).toBeUndefined();
});

test('it reads as it is printed, and finds the event that it is from', () => {
  const value = fc.oneof(
    fc.string({ maxLength: 50 }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
  );
  const name = fc.string({ minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(name, fc.oneof(name, fc.nat(9).map(String)), value, (outer, inner, one) => {
      const text = typeof one === 'string' ? one : JSON.stringify(one);
      const term = byValue([outer, 0, inner], text)!;
      expect(parse(print(term))).toEqual({ ok: true, filter: term });
      const event = { [outer]: [{ [inner]: one }] };
      expect(compile(term)({ ...searchable({}), roots: [event] })).toBe(true);
    }),
  );
});

test('it is said once, and its opposite goes', () => {
  const term = byValue(['a'], '1')!;
  const once = narrowed(filterOf('type:x'), term);
  expect(print(once)).toBe('type:x a=1');
  expect(print(narrowed(once, term))).toBe('type:x a=1');
  expect(print(narrowed(once, { kind: 'not', of: term }))).toBe('type:x -a=1');
});
