import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile } from '../../../lib/filter/compile.ts';
import { EVERYTHING } from '../../../lib/filter/filter.ts';
import { highlight } from '../../../lib/filter/highlight.ts';
import { literalsOf, mayHave } from '../../../lib/filter/literals.ts';
import { narrows } from '../../../lib/filter/narrows.ts';
import { parse } from '../../../lib/filter/parse.ts';
import { print } from '../../../lib/filter/print.ts';
import { patternTest } from '../../../lib/filter/tests.ts';
import { anyFilter } from './arbitraries.ts';
import { anyCapture, NAMED, searchablesOfSession } from './random-session.ts';
import { shownByReference } from './reference.ts';

const ALIASES = new Map(NAMED.map(({ key, alias }) => [key, alias]));

test('a filter that is printed and parsed again is the same', () => {
  fc.assert(
    fc.property(anyFilter, (filter) => {
      expect(parse(print(filter))).toEqual({ ok: true, filter });
    }),
    { numRuns: 3000 },
  );
});

test('a printed filter fits into a field of one line, and none of it is unseen', () => {
  fc.assert(
    fc.property(anyFilter, (filter) => {
      // A pattern stays as its writer has it.
      fc.pre(!JSON.stringify(filter).includes('"pattern"'));
      expect(print(filter)).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
    }),
    { numRuns: 1000 },
  );
});

test('“-x” shows just what “x” does not', () => {
  fc.assert(
    fc.property(anyFilter, anyCapture, (filter, capture) => {
      const is = compile(filter, NAMED);
      const isNot = compile({ kind: 'not', of: filter }, NAMED);
      for (const event of searchablesOfSession([capture])) {
        expect(isNot(event)).toBe(!is(event));
      }
    }),
    { numRuns: 1000 },
  );
});

test('what is compiled shows what a plain reference implementation shows', () => {
  fc.assert(
    fc.property(anyFilter, anyCapture, (filter, capture) => {
      const shown = searchablesOfSession([capture]).map(compile(filter, NAMED));
      expect(shown).toEqual(
        capture.events.map((event) => shownByReference(filter, capture, event, ALIASES)),
      );
    }),
    { numRuns: 5000 },
  );
});

test('a filter that narrows another shows nothing that the other does not', () => {
  let narrower = 0;
  fc.assert(
    fc.property(
      anyFilter,
      anyFilter,
      fc.array(anyCapture, { maxLength: 4 }),
      (one, other, session) => {
        const both = { kind: 'all' as const, of: [one, other] };
        for (const [next, before] of [
          [one, other],
          [both, one],
          [one, EVERYTHING],
        ] as const) {
          if (!narrows(next, before)) continue;
          narrower += 1;
          const isBefore = compile(before, NAMED);
          const shown = searchablesOfSession(session).filter(compile(next, NAMED));
          expect(shown.every(isBefore)).toBe(true);
        }
      },
    ),
    { numRuns: 3000 },
  );
  expect(narrower).toBeGreaterThan(0);
});

test.each([
  ['order', 'orderc', true],
  ['orderc', 'order', false],
  ['order', 'order type:x', true],
  ['order', 'type:x OR order', false],
  ['a OR b', 'a', true],
  ['a OR b', 'ab c', true],
  ['-ab', '-a', true],
  ['-a', '-ab', false],
  ['type:Order', 'type:order_c', true],
  ['type:Order', 'type=OrderCreated', false],
  ['n>1', 'n>12', true],
  ['n>12', 'n>1', false],
  ['n<12', 'n<1', true],
  ['n:1', 'n:12', false],
  ['name:ab', 'name:abc', true],
  ['lines.x:ab', 'lines.y:abc', false],
  ['key:""', 'key:a', false],
  ['status:4xx', 'status:400', false],
])('from %j to %j is narrower: %s', (before, next, isNarrower) => {
  const [one, other] = [parse(next), parse(before)];
  expect(one.ok && other.ok && narrows(one.filter, other.filter)).toBe(isNarrower);
});

test('a text in which a pattern is found has the pieces that it is looked for by', () => {
  const piece = fc.constantFrom(
    'ab',
    'S',
    'k',
    '1',
    '.',
    '*',
    '+',
    '?',
    '{2}',
    '{0,1}',
    '^',
    '$',
    '[ab]',
    '[^a]',
    '\\d',
    '\\.',
    '|',
    '(a)',
    '(ab)?',
    ' ',
    'é',
    'æ',
  );
  const subject = fc.string({
    unit: fc.constantFrom('a', 'b', 's', 'ſ', 'k', '\u212a', '1', '.', ' ', 'é', 'æ'),
  });
  let found = 0;
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 5 }), subject, (pieces, text) => {
      const pattern = pieces.join('');
      const lower = text.toLowerCase();
      if (!patternTest(pattern)(lower)) return;
      found += 1;
      expect(mayHave(lower, literalsOf(pattern))).toBe(true);
    }),
    { numRuns: 5000 },
  );
  expect(found).toBeGreaterThan(100);
});

test.each([
  ['order.*created', ['order', 'created']],
  ['a-12\\d\\d', ['a-12']],
  ['colou?r', ['colo']],
  ['ab{0,2}cd', ['cd']],
  ['a.b', []],
  ['abc|def', []],
  ['(abc)?', []],
  ['[abc]def[]]', ['def']],
  ['\\u0061bcd', []],
  ['"orderId":"\\d+"', ['"orderid":"']],
])('%j is looked for by %j', (pattern, literals) => {
  expect(literalsOf(pattern)).toEqual(literals);
});

test('any text is parsed and highlighted without a throw, its spans are the text', () => {
  const words = fc.constantFrom(
    '(',
    ')',
    '"',
    '-',
    ' ',
    'OR',
    'type:',
    '/',
    '[',
    '\\',
    'a',
    '..',
    '>',
    '=',
    'is:',
    'has:',
    '.',
    '1',
    '{',
  );
  const hostile = fc.array(fc.oneof(words, fc.string({ maxLength: 3 })), { maxLength: 40 });
  fc.assert(
    fc.property(hostile, (parts) => {
      const text = parts.join('');
      const parsed = parse(text);
      if (parsed.ok) expect(parse(print(parsed.filter))).toEqual(parsed);
      else
        for (const { from, to } of parsed.faults)
          expect([from < to, to <= text.length]).toEqual([true, true]);
      const spans = highlight(text);
      expect(spans.map(({ from, to }) => text.slice(from, to)).join('')).toBe(text);
      expect(spans.every(({ from, to }) => from < to)).toBe(true);
    }),
    { numRuns: 3000 },
  );
});
