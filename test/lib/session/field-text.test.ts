import { expect, test } from 'vitest';
import { fieldText } from '../../../lib/session/field-text.ts';

const EVENT = {
  orderId: 'A-1',
  total: 1.5,
  none: null,
  lines: [{ productId: 'x' }, { productId: 'y' }, { productId: 'z' }, { productId: 'w' }],
  nested: { a: 1 },
  long: 'x'.repeat(1000),
};

test.each<[string, string[], string]>([
  ['a text', ['orderId'], 'A-1'],
  ['a number, by whatever style of its name', ['TOTAL'], '1.5'],
  ['null', ['none'], 'null'],
  ['a field of each item, the first three', ['lines', 'productId'], 'x · y · z · …'],
  ['a list by its length', ['lines'], '[4]'],
  ['a record by a sign', ['nested'], '{}'],
  ['nothing where there is no such field', ['other'], ''],
])('a column shows %s', (_title, path, text) => {
  expect(fieldText([EVENT], path)).toBe(text);
});

test('a column shows so much of a long text, and what a nested payload has first', () => {
  expect(fieldText([EVENT], ['long'])).toHaveLength(120);
  expect(fieldText([{ a: 1 }, { a: 2, b: 3 }], ['a'])).toBe('1');
  expect(fieldText([{ a: 1 }, { a: 2, b: 3 }], ['b'])).toBe('3');
});
