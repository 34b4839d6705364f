import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_LENGTH } from '../../../lib/filter/bounds.ts';
import { allOf } from '../../../lib/filter/filter.ts';
import { parse } from '../../../lib/filter/parse.ts';
import { print } from '../../../lib/filter/print.ts';
import { readable } from '../../../lib/filter/readable.ts';
import { anyFilter } from './arbitraries.ts';
import { filterOf } from './filter-of.ts';

describe('what can be read of a text that is being written', () => {
  test.each([
    ['type:order status:4x', 'type:order', 'status:4x'],
    ['status:4x type:order', 'type:order', 'status:4x'],
    ['a -status:4x b', 'a b', '-status:4x'],
    ['a -(b status:4x)', 'a -b', 'status:4x'],
    ['a "b c', 'a', '"b c'],
    ['a /b(/ c', 'a c', '/b(/'],
    ['a OR', 'a', 'OR'],
    ['a OR status:4x', 'a', 'OR status:4x'],
    ['a (b OR c', 'a', '(b OR c'],
    ['a -(b OR c', 'a', '-(b OR c'],
    ['a) b', 'a b', ')'],
    ['a ()', 'a', '()'],
    ['a (status:4x) b', 'a b', '(status:4x)'],
    ['a "b  c', 'a', '"b  c'],
    ['"-" is:x', '"-"', 'is:x'],
    ['((a is:x', '', '((a is:x'],
    ['key= is:x a time:y', 'a', 'key= is:x time:y'],
    ['is:x (a OR b', '', 'is:x (a OR b'],
    ['is:x', '', 'is:x'],
    ['a b', 'a b', ''],
    ['', '', ''],
  ])('of %j it is %j', (text, filter, rest) => {
    expect(readable(text)).toMatchObject({ filter: filterOf(filter), rest });
  });

  test.each([
    ['a OR status:4x', true],
    ['status:4x OR a', true],
    ['b (a OR is:x)', true],
    ['a (b OR c', false],
    ['a is:x', false],
    ['a OR b is:x', false],
  ])('%j has lost a side of an OR: %j', (text, isTorn) => {
    expect(readable(text)?.isTorn).toBe(isTorn);
  });

  test('of one that is too long it is nothing', () => {
    expect(readable('a'.repeat(MAX_LENGTH + 1))).toBeUndefined();
  });

  test('are all parts but the faulty one, wherever that stands', () => {
    fc.assert(
      fc.property(anyFilter, anyFilter, (one, other) => {
        const [before, after] = [one, other].map((filter) =>
          `(${print(filter)})`.replace('()', ''),
        );
        // A slash may begin a pattern that ends in the other one.
        fc.pre(!`${before}${after}`.includes('/'));
        const read = readable(`${before} status:paid ${after}`);
        const filter = allOf([one, other]);
        expect(read).toEqual({ filter, rest: 'status:paid', isTorn: false });
      }),
      { numRuns: 1000 },
    );
  });

  test('is a filter, and never more than was written', () => {
    const words = fc.constantFrom(
      'a',
      '(',
      ')',
      ' ',
      '-',
      'OR',
      '"',
      'is:',
      'x=1',
      'status:x',
      '/',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 30 }), (parts) => {
        const text = parts.join('');
        const read = readable(text);
        if (parse(text).ok) expect(read?.rest).toBe('');
        if (!read) return;
        expect(parse(print(read.filter))).toEqual({ ok: true, filter: read.filter });
        const letters = (one: string) => one.replace(/\s/g, '').length;
        expect(letters(read.rest)).toBeLessThanOrEqual(letters(text));
      }),
      { numRuns: 3000 },
    );
  });
});
