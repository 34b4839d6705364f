import { describe, expect, test } from 'vitest';
import type { Comparison, FactName, Filter, Test } from '../../../lib/filter/filter.ts';
import { parse } from '../../../lib/filter/parse.ts';
import { print } from '../../../lib/filter/print.ts';

const text = (part: string): Filter => ({ kind: 'text', text: part });
const all = (...of: Filter[]): Filter => ({ kind: 'all', of });
const any = (...of: Filter[]): Filter => ({ kind: 'any', of });
const not = (of: Filter): Filter => ({ kind: 'not', of });
const fact = (name: FactName, by: Comparison, value: string): Filter => ({
  kind: 'fact',
  name,
  test: { by, text: value },
});
const field = (path: string, test: Test): Filter => ({
  kind: 'field',
  path: path.split('.'),
  test,
});
const [a, b, c] = [text('a'), text('b'), text('c')];

describe('a filter', () => {
  test.each<[string, Filter]>([
    ['', all()],
    ['   ', all()],
    ['a', a],
    ['a b', all(a, b)],
    ['a AND b', all(a, b)],
    ['a OR b', any(a, b)],
    ['a b OR c', any(all(a, b), c)],
    ['a (b OR c)', all(a, any(b, c))],
    ['(a b) c', all(a, b, c)],
    ['a OR (b OR c)', any(a, b, c)],
    ['((a))', a],
    ['-a', not(a)],
    ['--a', not(not(a))],
    ['-(a b)', not(all(a, b))],
    ['-type:x', not(fact('type', ':', 'x'))],
    ['a - b', all(a, text('-'), b)],
    ['a-b', text('a-b')],
    ['or', text('or')],
    ['"OR"', text('OR')],
    ['"with space"', text('with space')],
    ['""', text('')],
    [String.raw`"say \"hi\""`, text('say "hi"')],
    [String.raw`"C:\dir \\ x"`, text(String.raw`C:\dir \ x`)],
    [String.raw`"two\nlines\t\u{202E}"`, text('two\nlines\t\u202e')],
    [String.raw`"\\n \u{110000} \x"`, text(String.raw`\n \u{110000} \x`)],
    [String.raw`"a\nb"=c`, field('a\nb', { by: '=', text: 'c' })],
    ['https://shop.dk/a?b=c', text('https://shop.dk/a?b=c')],
    ['12:03:11', text('12:03:11')],
    ['?utm=1', text('?utm=1')],
    ['rødgrød', text('rødgrød')],
    ['/order.*created/', { kind: 'pattern', pattern: 'order.*created' }],
    [String.raw`/a\/b/`, { kind: 'pattern', pattern: 'a/b' }],
    ['/[/]/', { kind: 'pattern', pattern: '[/]' }],
    ['/a b/', { kind: 'pattern', pattern: 'a b' }],
    ['/checkout', text('/checkout')],
    ['/product/a-1', text('/product/a-1')],
    ['//', text('//')],
  ])('%j is read', (written, filter) => {
    expect(parse(written)).toEqual({ ok: true, filter });
  });

  test.each<[string, Filter]>([
    ['type:OrderCreated', fact('type', ':', 'OrderCreated')],
    ['TYPE:OrderCreated', fact('type', ':', 'OrderCreated')],
    ['type="with space"', fact('type', '=', 'with space')],
    ['type!=a', fact('type', '!=', 'a')],
    ['type:/^Order/', { kind: 'fact', name: 'type', test: { by: 'pattern', pattern: '^Order' } }],
    ['type=/^Order/', fact('type', '=', '/^Order/')],
    ['key:""', fact('key', ':', '')],
    ['key:3f2a…c9', fact('key', ':', '3f2a…c9')],
    ['page:/checkout/thanks', fact('page', ':', '/checkout/thanks')],
    ['page:https://shop.dk/', fact('page', ':', 'https://shop.dk/')],
    ['host:receiver.test:8080', fact('host', ':', 'receiver.test:8080')],
    ['transport:beacon', fact('transport', ':', 'beacon')],
    ['rule:price', fact('rule', ':', 'price')],
    ['is:error', fact('is', ':', 'error')],
    ['is:neverLeft', fact('is', ':', 'never-left')],
    ['is:NEVER_LEFT', fact('is', ':', 'never-left')],
    ['status:4XX', fact('status', ':', '4xx')],
    ['status:202', fact('status', ':', '202')],
    ['status>=400', fact('status', '>=', '400')],
    [
      'status:400..499',
      { kind: 'fact', name: 'status', test: { by: 'range', from: '400', to: '499' } },
    ],
    ['status:500..', { kind: 'fact', name: 'status', test: { by: 'range', from: '500', to: '' } }],
    ['time:12:03', fact('time', ':', '12:03')],
    ['time>=12:03:11.114', fact('time', '>=', '12:03:11.114')],
    ['time!=2026-11-23', fact('time', '!=', '2026-11-23')],
    [
      'time:12:03..12:05',
      { kind: 'fact', name: 'time', test: { by: 'range', from: '12:03', to: '12:05' } },
    ],
    [
      'time:2026-11-23T23:59..',
      { kind: 'fact', name: 'time', test: { by: 'range', from: '2026-11-23T23:59', to: '' } },
    ],
    ['time:"2026-11-23 12:03"', fact('time', ':', '2026-11-23 12:03')],
    ['has:currency', { kind: 'has', path: ['currency'] }],
    ['has:lines.productId', { kind: 'has', path: ['lines', 'productId'] }],
    ['has:"order id"', { kind: 'has', path: ['order id'] }],
    ['has:"status"', { kind: 'has', path: ['status'] }],
  ])('%j asks for what is known of an event', (written, filter) => {
    expect(parse(written)).toEqual({ ok: true, filter });
  });

  test.each<[string, Filter]>([
    ['totalPrice>1000', field('totalPrice', { by: '>', text: '1000' })],
    ['totalPrice>=1.299,50', field('totalPrice', { by: '>=', text: '1.299,50' })],
    ['currency!=DKK', field('currency', { by: '!=', text: 'DKK' })],
    ['lines.productId:A-1', field('lines.productId', { by: ':', text: 'A-1' })],
    ['lines[0].productId:A-1', field('lines.0.productId', { by: ':', text: 'A-1' })],
    ['lines[].productId:A-1', field('lines.productId', { by: ':', text: 'A-1' })],
    ['totalPrice:100..200', field('totalPrice', { by: 'range', from: '100', to: '200' })],
    ['totalPrice:..200', field('totalPrice', { by: 'range', from: '', to: '200' })],
    [
      'at:2026-11-23..2026-11-24',
      field('at', { by: 'range', from: '2026-11-23', to: '2026-11-24' }),
    ],
    ['totalPrice:"100..200"', field('totalPrice', { by: ':', text: '100..200' })],
    ['totalPrice:a..b', field('totalPrice', { by: ':', text: 'a..b' })],
    ['totalPrice:1..2026-11-23', field('totalPrice', { by: ':', text: '1..2026-11-23' })],
    ['timestamp<2026-11-23T10:00', field('timestamp', { by: '<', text: '2026-11-23T10:00' })],
    ['"status":paid', field('status', { by: ':', text: 'paid' })],
    ['page.title:x', field('page.title', { by: ':', text: 'x' })],
    ['query:/^a/', field('query', { by: 'pattern', pattern: '^a' })],
    ['"order id":5', { kind: 'field', path: ['order id'], test: { by: ':', text: '5' } }],
    ['a."b c".d:5', { kind: 'field', path: ['a', 'b c', 'd'], test: { by: ':', text: '5' } }],
    ['"a.b":5', { kind: 'field', path: ['a.b'], test: { by: ':', text: '5' } }],
    ['$type:x', field('$type', { by: ':', text: 'x' })],
  ])('%j asks for a field', (written, filter) => {
    expect(parse(written)).toEqual({ ok: true, filter });
  });
});

describe('what is no filter', () => {
  test.each([
    ['type:', 0, 5, 'filterNoValue'],
    ['a type: b', 2, 7, 'filterNoValue'],
    ['totalPrice>', 0, 11, 'filterNoValue'],
    ['type:(a)', 0, 5, 'filterNoValue'],
    ['a "b c', 2, 6, 'filterUnclosedQuote'],
    ['type:"a', 5, 7, 'filterUnclosedQuote'],
    ['-', 0, 1, 'filterNoOperand'],
    ['a OR', 2, 4, 'filterNoOperand'],
    ['OR a', 0, 2, 'filterNoOperand'],
    ['a OR OR b', 2, 4, 'filterNoOperand'],
    ['a AND', 2, 5, 'filterNoOperand'],
    ['(a', 0, 1, 'filterUnclosedGroup'],
    ['a)', 1, 2, 'filterUnopenedGroup'],
    ['a ()', 2, 3, 'filterEmptyGroup'],
    ['is:late', 3, 7, 'filterUnknownState'],
    ['is=error', 2, 3, 'filterOnlyColon'],
    ['has>x', 3, 4, 'filterOnlyColon'],
    ['has:5', 4, 5, 'filterNoField'],
    ['status:paid', 7, 11, 'filterNoStatus'],
    ['status:/4/', 7, 10, 'filterNoStatus'],
    ['time:noon', 5, 9, 'filterNoTime'],
    ['time:24:00', 5, 10, 'filterNoTime'],
    ['time:12:03..2026-11-23', 5, 22, 'filterNoTime'],
    ['time=12:03..12:05', 5, 17, 'filterNoTime'],
    ['time:..', 5, 7, 'filterNoTime'],
    ['time:/12/', 5, 9, 'filterNoTime'],
    ['type>a', 4, 5, 'filterNotOrdered'],
    ['totalPrice>abc', 11, 14, 'filterNoNumber'],
    ['/a(/', 0, 4, 'contractPatternBroken'],
    ['x /(?=a)/', 2, 9, 'filterPatternLookaround'],
    ['/(?:a{900}){900}/', 0, 17, 'contractPatternBroken'],
    [`/${'(?:a{900})'.repeat(10)}/`, 0, 102, 'filterPatternTooLarge'],
    [String.raw`page:/(a)\1/`, 5, 12, 'contractPatternBackreference'],
  ])('%j is marked from %i to %i: %s', (written, from, to, message) => {
    const parsed = parse(written);
    expect(parsed).toMatchObject({ ok: false });
    expect(!parsed.ok && parsed.faults[0]).toMatchObject({ from, to, message });
  });

  test('says all its faults, in their order', () => {
    const parsed = parse('(type: OR is:x');
    expect(!parsed.ok && parsed.faults.map(({ message }) => message)).toEqual([
      'filterUnclosedGroup',
      'filterNoValue',
      'filterUnknownState',
    ]);
  });

  test.each([
    ['a text', 'x'.repeat(2001), 'filterTooLong'],
    ['many words', 'x '.repeat(101), 'filterTooMany'],
    ['nested parentheses', '('.repeat(1000), 'filterTooDeep'],
    ['signs of "not"', `${'-'.repeat(1000)}a`, 'filterTooDeep'],
    ['names', `${'a.'.repeat(20)}a:1`, 'filterPathTooLong'],
  ])('has bounds: %s', (_title, written, message) => {
    const parsed = parse(written);
    expect(!parsed.ok && parsed.faults.map((fault) => fault.message)).toContain(message);
    expect(!parsed.ok && parsed.faults.length).toBeLessThanOrEqual(5);
  });

  test('is not what is just within the bounds', () => {
    expect(parse('x '.repeat(100)).ok).toBe(true);
    expect(parse(`${'('.repeat(20)}a${')'.repeat(20)}`).ok).toBe(true);
  });
});

test.each([
  ['a  b', 'a b'],
  ['a AND b', 'a b'],
  ['(a) ((b OR c))', 'a (b OR c)'],
  ['-(a OR b) OR (c d)', '-(a OR b) OR c d'],
  ['TYPE:"Order"', 'type:Order'],
  ['"STATUS":paid', '"STATUS":paid'],
  ['"type:x"', '"type:x"'],
  ['"-x"', '"-x"'],
  ['"a/b" "/a/"', 'a/b "/a/"'],
  ['page:/a /b', 'page:/a /b'],
  ['"/a" "b/"', '"/a" b/'],
  ['page:"/a" "b/"', 'page:"/a" b/'],
  ['lines[0].x=""', 'lines.0.x=""'],
  ['x:"1..2"', 'x:"1..2"'],
  ['has:a."b c"', 'has:a."b c"'],
  ['text="two\nlines"', String.raw`text="two\nlines"`],
  ['x:a\u202eb', String.raw`x:"a\u{202e}b"`],
  ['a\u200bb', String.raw`"a\u{200b}b"`],
  [String.raw`/a\/b\\/`, String.raw`/a\/b\\/`],
])('%j is printed as %j', (written, printed) => {
  const parsed = parse(written);
  expect(parsed.ok && print(parsed.filter)).toBe(printed);
});
