import { describe, expect, test } from 'vitest';
import {
  MAX_PATTERN,
  MAX_PATTERNS,
  MAX_SCHEMAS,
  MAX_TEXT,
  MAX_TEXT_DEPTH,
  MAX_TYPES,
} from '../../../../lib/contract/loaded/bounds.ts';
import { openContract } from '../../../../lib/contract/loaded/load.ts';
import { contractOf, load, refusalOf } from './samples.ts';

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const objectOf = (count: number, value: (index: number) => unknown) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, value(index)]));

describe('a text that is no JSON is refused with line and column', () => {
  test.each([
    ['{"a": 1,}', 1, 9, '"name"', '}'],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3, ', or }', '"b": 2'],
    ['{\n"a" 1}', 2, 5, ':', '1}'],
    ['[1, 2', 1, 6, ', or ]', 'end'],
    ['[1 2]', 1, 4, ', or ]', '2]'],
    ['{a: 1}', 1, 2, '"name" or }', 'a: 1}'],
    ['{"a": nul}', 1, 7, 'value', 'nul}'],
    ['{"a": "x\ny"}', 1, 9, 'value', '\\n'],
    ['{"a": "\\q"}', 1, 8, 'value', '\\q"}'],
    ['"open', 1, 6, 'value', 'end'],
    ['{} {}', 1, 4, 'end', '{}'],
    ['01', 1, 2, 'end', '1'],
    ["{'a': 1}", 1, 2, '"name" or }', "'a': 1}"],
    ['[', 1, 2, 'value or ]', 'end'],
  ])('%j', (text, line, column, expected, found) => {
    expect(refusalOf(text)).toEqual({
      message: 'contractNotJson',
      params: [expected, found],
      place: { line, column },
    });
  });

  test.each(['', ' \n ', '\uFEFF'])('nothing at all: %j', (text) => {
    expect(refusalOf(text)).toEqual({ message: 'contractEmpty' });
  });
});

test('a byte order mark before the text does no harm', () => {
  expect(refusalOf('\uFEFF{"type": "object"}')).toBeUndefined();
});

describe('what is too large is refused, and what is just not too large is taken', () => {
  test('characters', () => {
    const text = (size: number) => `{"title":"${'x'.repeat(size - 12)}"}`;
    expect(text(20)).toHaveLength(20);
    expect(refusalOf(text(MAX_TEXT))).toBeUndefined();
    expect(refusalOf(text(MAX_TEXT + 1))).toMatchObject({ message: 'contractTooLarge' });
  });

  test('arrays and objects within each other', () => {
    const at = (depth: number) => `{"default":${nested(depth - 1)}}`;
    expect(refusalOf(at(MAX_TEXT_DEPTH))).toBeUndefined();
    expect(refusalOf(at(MAX_TEXT_DEPTH + 1))).toMatchObject({
      message: 'contractTooDeep',
      place: { line: 1 },
    });
    expect(refusalOf(nested(400_000))).toMatchObject({ message: 'contractTooDeep' });
  });

  test('schemas', () => {
    const at = (count: number) => ({ properties: objectOf(count - 1, () => true) });
    expect(refusalOf(at(MAX_SCHEMAS))).toBeUndefined();
    expect(refusalOf(at(MAX_SCHEMAS + 1))).toMatchObject({ message: 'contractTooManySchemas' });
    const many = `{"allOf":[${'1,'.repeat(490_000)}1]}`;
    expect(refusalOf(many)).toMatchObject({ message: 'contractNotSchema' });
  });

  test('patterns', () => {
    const at = (count: number) => ({
      properties: objectOf(count, (index) => ({ pattern: `^${index}$` })),
    });
    expect(refusalOf(at(MAX_PATTERNS))).toBeUndefined();
    expect(refusalOf(at(MAX_PATTERNS + 1))).toMatchObject({ message: 'contractTooManyPatterns' });
  });

  test('patterns that are large together', () => {
    const properties = objectOf(20, (index) => ({ pattern: `${index}(?:ab{999}){1}c{900}d{999}` }));
    expect(refusalOf({ properties })).toMatchObject({ message: 'contractTooManyPatterns' });
  });

  test('event types', () => {
    const types = Array.from({ length: MAX_TYPES + 1 }, (_, index) => `T${index}`);
    expect(load({}, { covers: types.slice(1) })).toMatchObject({ ok: true });
    expect(refusalOf({}, { covers: types })).toMatchObject({ message: 'contractTooManyTypes' });
  });
});

describe('a schema that can not be used is refused, with the place and the reason', () => {
  test.each([
    ['', 7, 'contractNotSchema'],
    ['', [], 'contractNotSchema'],
    ['', null, 'contractNotSchema'],
    ['', { openapi: '3.1.0' }, 'contractOpenApi'],
    ['/$schema', { $schema: 'http://json-schema.org/draft-04/schema#' }, 'contractDraft'],
    ['/$schema', { $schema: 'https://json-schema.org/draft/2019-09/schema' }, 'contractDraft'],
    ['/$schema', { $schema: 7 }, 'contractDraft'],
    ['/type', { type: 'text' }, 'contractKeyword'],
    ['/type', { type: [] }, 'contractKeyword'],
    ['/required', { required: 'a' }, 'contractKeyword'],
    ['/properties', { properties: [] }, 'contractKeyword'],
    ['/properties/a', { properties: { a: 'string' } }, 'contractNotSchema'],
    ['/properties/a~1b/minLength', { properties: { 'a/b': { minLength: -1 } } }, 'contractKeyword'],
    ['/multipleOf', { multipleOf: 0 }, 'contractKeyword'],
    ['/allOf', { allOf: [] }, 'contractKeyword'],
    ['/anyOf/1', { anyOf: [{}, 1] }, 'contractNotSchema'],
    ['/enum', { enum: 'A' }, 'contractKeyword'],
    ['/items', { items: [{}] }, 'contractKeyword'],
    ['/uniqueItems', { uniqueItems: 1 }, 'contractKeyword'],
    ['/dependentRequired', { dependentRequired: { a: 'b' } }, 'contractKeyword'],
    ['/$id', { $id: 'http://[' }, 'contractId'],
    ['/allOf/0/$id', { $id: 'a', allOf: [{ $id: 'a' }] }, 'contractIdTwice'],
    ['/anyOf/0', { anyOf: [{ $anchor: 'a' }, { $anchor: 'a' }] }, 'contractIdTwice'],
    ['/$ref', { $ref: 'https://example.com/order.json' }, 'contractRefRemote'],
    ['/$ref', { $ref: 'file:///etc/passwd' }, 'contractRefRemote'],
    ['/$ref', { $ref: '//[' }, 'contractRefMissing'],
    ['/$ref', { $ref: '#/$defs/a' }, 'contractRefMissing'],
    ['/$ref', { $ref: '#a' }, 'contractRefMissing'],
    ['/$ref', { $ref: '#%' }, 'contractRefMissing'],
    ['/$ref', { $ref: '#/__proto__' }, 'contractRefMissing'],
    ['/$dynamicRef', { $dynamicRef: '#a' }, 'contractRefMissing'],
    ['/title', { title: 'x', $ref: '#/title' }, 'contractNotSchema'],
  ])('%s of %j', (pointer, schema, message) => {
    expect(refusalOf(schema)).toMatchObject({ message, place: { pointer } });
  });

  test('one that refers to itself without going anywhere would never end', () => {
    const message = 'contractRefLoop';
    expect(refusalOf({ $ref: '#' })).toMatchObject({ message, place: { pointer: '' } });
    expect(refusalOf({ allOf: [{ $ref: '#' }] })).toMatchObject({ message });
    const $defs = {
      a: { anyOf: [true, { $ref: '#/$defs/b' }] },
      b: { not: { $ref: '#/$defs/a' } },
    };
    expect(refusalOf({ $defs })).toMatchObject({ message });
    const dependentSchemas = { 'a/b': { $ref: '#' } };
    expect(refusalOf({ dependentSchemas })).toMatchObject({ message });
    expect(refusalOf({ properties: { a: { $ref: '#' } } })).toBeUndefined();
  });

  test('a long chain of references is walked without recursion', () => {
    const $defs = objectOf(15_000, (index) => ({ allOf: [], $ref: `#/$defs/p${index + 1}` }));
    for (const schema of Object.values($defs)) delete (schema as Record<string, unknown>)['allOf'];
    expect(refusalOf({ $defs: { ...$defs, p15000: true } })).toBeUndefined();
    expect(refusalOf({ $defs: { ...$defs, p15000: { $ref: '#/$defs/p0' } } })).toMatchObject({
      message: 'contractRefLoop',
    });
  });
});

test.each([
  ['(?=a)', 'contractPatternLookaround'],
  ['a(?!b)', 'contractPatternLookaround'],
  ['(?<=a)b', 'contractPatternLookaround'],
  ['(?<!a)b', 'contractPatternLookaround'],
  ['(a)\\1', 'contractPatternBackreference'],
  ['(?<n>a)\\k<n>', 'contractPatternBackreference'],
  ['(?i:a)', 'contractPatternGroup'],
  ['\\p{Emoji}', 'contractPatternProperty'],
  ['\\q', 'contractPatternEscape'],
  ['\\u{110000}', 'contractPatternEscape'],
  ['\\', 'contractPatternEscape'],
  ['(a', 'contractPatternBroken'],
  ['[a', 'contractPatternBroken'],
  ['a**', 'contractPatternBroken'],
  ['(a{1000}){1000}', 'contractPatternBroken'],
  ['a'.repeat(MAX_PATTERN + 1), 'contractPatternTooLarge'],
  ['(?:a{900})'.repeat(10), 'contractPatternTooLarge'],
])('the pattern %.40s is refused, with its place', (pattern, message) => {
  const properties = { a: { pattern } };
  const place = { pointer: '/properties/a/pattern' };
  expect(refusalOf({ properties })).toMatchObject({ message, place });
  expect(refusalOf({ patternProperties: { [pattern]: true } })).toMatchObject({ message });
});

test.each([
  ['(a', 'patternUnclosedGroup'],
  ['[a', 'patternUnclosedClass'],
  ['a)', 'patternUnopenedGroup'],
  ['*a', 'patternNothingToRepeat'],
  ['a**', 'patternRepeatTwice'],
  ['a{2,1}', 'patternBadRepeat'],
  ['[b-a]', 'patternBadRange'],
  ['(a{1000}){1000}', 'patternBadRepeat'],
])('what is wrong with the pattern %s is said in the words of the user', (pattern, text) => {
  expect(refusalOf({ pattern })).toMatchObject({ params: [pattern, { text }] });
});

test('a contract has a name, and says what it is for', () => {
  expect(refusalOf({}, { name: ' ' })).toEqual({ message: 'contractNoName' });
  const loaded = load({ type: 'object' });
  expect(loaded).toMatchObject({ ok: false, refusal: { message: 'contractNoType' } });
});

test('a contract that is kept opens to the same', () => {
  const contract = contractOf({ required: ['a'], items: [true] }, { draft: '7' });
  const opened = openContract(contract.record);
  expect(opened).toMatchObject({ ok: true, contract: { record: contract.record } });
  expect(opened.ok && opened.contract.compiled.draft).toBe('7');
});

describe('a schema without $schema', () => {
  test.each([
    [{ definitions: {} }, '7'],
    [{ dependencies: {} }, '7'],
    [{ items: true, additionalItems: false }, '7'],
    [{ $defs: {} }, '2020-12'],
    [{}, '2020-12'],
    [{ $schema: 'http://json-schema.org/draft-07/schema' }, '7'],
    [{ $schema: 'https://json-schema.org/draft/2020-12/schema#' }, '2020-12'],
  ])('%j follows draft %s', (schema, draft) => {
    expect(contractOf(schema).record.draft).toBe(draft);
  });
});

test('keywords that the draft does not know are told, for they check nothing', () => {
  const schema = { properties: { a: { requierd: ['b'] } }, dependencies: {}, $defs: {} };
  expect(contractOf(schema, { draft: '2020-12' }).compiled.ignored).toEqual([
    { keyword: 'dependencies', pointer: '/dependencies' },
    { keyword: 'requierd', pointer: '/properties/a/requierd' },
  ]);
});
