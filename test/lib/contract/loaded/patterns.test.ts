import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPattern } from '../../../../lib/contract/loaded/pattern.ts';

function found(pattern: string, text: string): boolean {
  const read = readPattern(pattern);
  if (!read.ok) throw new Error(`refused: ${read.reason.message}`);
  return read.matcher.test(text);
}

test.each([
  ['^a.c$', 'abc'],
  ['^a.c$', 'a\u2028c'],
  ['^a.c$', 'a\rc'],
  ['a$', 'a\n'],
  ['^b', 'a\nb'],
  ['\\s', '\uFEFF'],
  ['\\s', '\v'],
  ['^\\S+$', 'a\u00A0b'],
  ['[\\S]', ' '],
  ['[^\\s]', '\u3000'],
  ['\\d', '٣'],
  ['\\w', 'æ'],
  ['[\\w.-]+@x', 'a.b-c@x'],
  ['[[:a]', '['],
  ['^(?<name>a)b$', 'ab'],
  ['^\\uD83D\\uDE00$', '😀'],
  ['^\\u{1F600}$', '😀'],
  ['^[\\uD83D\\uDE00-\\uD83D\\uDE4F]$', '😁'],
  ['^.$', '😀'],
  ['\\xe6', 'æ'],
  ['\\cJ', '\n'],
  ['[\\b]', '\b'],
  ['\\bfoo\\b', 'a foo b'],
  ['^\\p{Letter}+$', 'æøåΩ'],
  ['^\\p{gc=Lu}$', 'Æ'],
  ['^\\P{Lu}$', 'Æ'],
  ['^\\p{Script=Greek}+$', 'αβγ'],
  ['[a&&b]', '&'],
  ['^[^]$', '\n'],
  ['[]', 'x'],
  ['\\0', '\0'],
  ['x{2,}?', 'xx'],
  ['^$', ''],
])('%s means of %j what it means in ECMA-262', (pattern, text) => {
  expect(found(pattern, text)).toBe(new RegExp(pattern, 'u').test(text));
});

test('patterns of the old kind, without the flag u, are taken too', () => {
  expect(found('a{', 'a{')).toBe(true);
  expect(found('^\\-\\_\\@\\"$', '-_@"')).toBe(true);
  expect(found('^]}$', ']}')).toBe(true);
});

describe('a pattern that would backtrack for ever ends at once', () => {
  test.each([
    ['(a+)+$', `${'a'.repeat(20_000)}b`],
    ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a'.repeat(20_000)],
    ['(x+x+)+y', 'x'.repeat(20_000)],
    ['^(a|aa)+$', `${'a'.repeat(20_000)}b`],
  ])('%s', (pattern, text) => {
    expect(found(pattern, text)).toBe(false);
  });
});

test('what is taken means the same as in ECMA-262', () => {
  const atoms = [
    'a',
    'b',
    '.',
    '\\d',
    '\\s',
    '\\S',
    '[^ab]',
    '[\\w-]',
    '(a|b)',
    '(?:ab)',
    '\\u0061',
  ];
  const atom = fc.tuple(
    fc.constantFrom(...atoms),
    fc.constantFrom('', '*', '+', '?', '{2}', '{1,2}?'),
  );
  const patterns = fc.array(atom, { maxLength: 5 }).map((parts) => parts.flat().join(''));
  const ends = fc.tuple(fc.constantFrom('', '^'), fc.constantFrom('', '$'));
  const text = fc.string({
    unit: fc.constantFrom('a', 'b', '1', ' ', '\n', 'æ', '😀'),
    maxLength: 8,
  });
  fc.assert(
    fc.property(patterns, ends, text, (pattern, [start, end], of) => {
      const whole = start + pattern + end;
      expect(found(whole, of)).toBe(new RegExp(whole, 'u').test(of));
    }),
  );
});

test('no pattern makes it throw', () => {
  const unit = fc.constantFrom(...Array.from('\\[](){}^$.*+?|-:=!<>&dDwWsSbBpPukxc0129aLN,'));
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 20 }), fc.string(), (pattern, text) => {
      const read = readPattern(pattern);
      if (read.ok) expect(read.matcher.test(text)).toBeTypeOf('boolean');
      else expect(read.reason.message).toMatch(/^contractPattern/);
    }),
    { numRuns: 3000 },
  );
});
