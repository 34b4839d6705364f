import fc from 'fast-check';
import { expect, test } from 'vitest';
import { indentJson } from '../../../lib/session/indent.ts';

test('JSON is laid out by line and level', () => {
  expect(indentJson('{"a":[1,{"b":"c"}],"d":null}')).toBe(
    '{\n  "a": [\n    1,\n    {\n      "b": "c"\n    }\n  ],\n  "d": null\n}',
  );
});

test.each([
  [
    'numbers as they were written',
    '[12345678901234567890, 1.50, 1e3]',
    ['12345678901234567890', '1.50', '1e3'],
  ],
  ['names that occur twice', '{"a":1,"a":2}', ['"a": 1', '"a": 2']],
  ['strings with signs of JSON', '["{[,:]}\\"\\\\"]', ['"{[,:]}\\"\\\\"']],
  ['empty lists and objects in one line', '[[ ],{}]', ['[]', '{}']],
])('it keeps %s', (_title, text, tokens) => {
  const laid = indentJson(text);
  for (const token of tokens) expect(laid).toContain(token);
});

test.each(['', 'Accepted', '{"a":', '<p>no</p>', '{"a":1}}'])(
  '%j is no JSON, and stays',
  (text) => {
    expect(indentJson(text)).toBe(text);
  },
);

test('deep nesting does not blow it up', () => {
  const depth = 2000;
  const laid = indentJson('['.repeat(depth) + ']'.repeat(depth));
  expect(laid.length).toBeLessThan(depth * 200);
});

test('whatever the JSON, it means the same as before', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(JSON.parse(indentJson(text))).toEqual(JSON.parse(text));
    }),
  );
});
