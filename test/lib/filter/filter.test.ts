import { expect, test } from 'vitest';
import { isEmpty, matches, NONE } from '../../../lib/filter/filter.ts';

const EMPTY = { keys: [], types: [], text: '' };
const EVENT = { key: 'k', type: 'OrderCreated', text: '{"orderid":"ab-10045"} https://r.test' };
const BARE = { key: undefined, type: undefined, text: '' };

test.each([
  ['an empty filter', {}, EVENT, true],
  ['its key', { keys: ['k'] }, EVENT, true],
  ['one of several keys', { keys: ['x', 'k'] }, EVENT, true],
  ['another key', { keys: ['x'] }, EVENT, false],
  ['its type', { types: ['OrderCreated'] }, EVENT, true],
  ['another type', { types: ['ProductClicked'] }, EVENT, false],
  ['a part of its text', { text: '10045' }, EVENT, true],
  ['a part of its text in capitals', { text: 'AB-100' }, EVENT, true],
  ['a text that it has not', { text: 'nothing' }, EVENT, false],
  ['key, type and text', { keys: ['k'], types: ['OrderCreated'], text: 'ab' }, EVENT, true],
  ['key and another type', { keys: ['k'], types: ['ProductClicked'] }, EVENT, false],
  ['“without a key”', { keys: [NONE] }, EVENT, false],
  ['“without a type”', { types: [NONE] }, EVENT, false],
])('%s shows an event: %#', (_title, filter, event, shown) => {
  expect(matches({ ...EMPTY, ...filter }, event)).toBe(shown);
});

test('what has neither key nor type is shown by a filter for just that', () => {
  expect(matches({ ...EMPTY, keys: [NONE], types: [NONE] }, BARE)).toBe(true);
  expect(matches({ ...EMPTY, keys: ['k'] }, BARE)).toBe(false);
});

test.each([
  [EMPTY, true],
  [{ ...EMPTY, keys: [NONE] }, false],
  [{ ...EMPTY, types: ['a'] }, false],
  [{ ...EMPTY, text: ' ' }, false],
])('the filter %j is empty: %s', (filter, empty) => {
  expect(isEmpty(filter)).toBe(empty);
});
