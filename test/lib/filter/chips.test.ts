import { describe, expect, test } from 'vitest';
import {
  allButValue,
  chosenValues,
  type ChipKind,
  onlyValue,
  toggledValue,
} from '../../../lib/filter/chips.ts';
import { NONE } from '../../../lib/filter/filter.ts';
import { keyWord } from '../../../lib/filter/key-test.ts';
import { print } from '../../../lib/filter/print.ts';
import { filterOf } from './filter-of.ts';

const KEY = '3f2a9c41-77aa';
const OTHER = '9c41bbbb-00e0';
const KEYS: ChipKind = {
  name: 'key',
  known: [KEY, OTHER, NONE],
  named: [{ key: KEY, alias: 'Shop DK' }],
};
const TYPES: ChipKind = {
  name: 'type',
  known: ['OrderCreated', 'ProductViewed', 'ProductClicked', NONE],
  named: [],
};
const STATES: ChipKind = { name: 'is', known: ['error', 'warning'], named: [] };

describe('the chips of a filter', () => {
  test.each([
    ['', TYPES, []],
    ['type=OrderCreated', TYPES, ['OrderCreated']],
    ['type:product', TYPES, ['ProductViewed', 'ProductClicked']],
    ['abc (type=OrderCreated OR type:viewed)', TYPES, ['OrderCreated', 'ProductViewed']],
    ['type=Gone', TYPES, ['Gone']],
    ['type:""', TYPES, [NONE]],
    ['-type=OrderCreated', TYPES, []],
    ['type=OrderCreated OR abc', TYPES, []],
    ['key="Shop DK"', KEYS, [KEY]],
    ['key=9c41…e0', KEYS, [OTHER]],
    ['key:9c', KEYS, [KEY, OTHER]],
    ['key=gone', KEYS, ['gone']],
    ['is:error', STATES, ['error']],
    ['is:NeverLeft OR is:warning', STATES, ['warning', 'never-left']],
    ['-is:error', STATES, []],
  ])('%j: %#', (text, kind, chosen) => {
    expect(chosenValues(filterOf(text), kind)).toEqual(chosen);
  });
});

describe('a chip that is pressed', () => {
  test.each([
    ['', TYPES, 'OrderCreated', 'type=OrderCreated'],
    ['abc', TYPES, NONE, 'abc type=""'],
    ['abc OR x', TYPES, 'OrderCreated', '(abc OR x) type=OrderCreated'],
    ['type=OrderCreated', TYPES, 'ProductViewed', 'type=OrderCreated OR type=ProductViewed'],
    ['type=OrderCreated abc', TYPES, 'OrderCreated', 'abc'],
    ['type=OrderCreated OR type=ProductViewed', TYPES, 'OrderCreated', 'type=ProductViewed'],
    ['type:product abc', TYPES, 'ProductViewed', 'type=ProductClicked abc'],
    ['type=Gone', TYPES, 'Gone', ''],
    ['', KEYS, KEY, 'key="Shop DK"'],
    ['', KEYS, OTHER, 'key=9c41…e0'],
    ['key="Shop DK"', KEYS, KEY, ''],
    ['', STATES, 'error', 'is:error'],
    ['abc is:error', STATES, 'warning', 'abc (is:error OR is:warning)'],
    ['is:error OR is:warning', STATES, 'error', 'is:warning'],
    [`key=${KEY}`, KEYS, OTHER, `key=${KEY} OR key=9c41…e0`],
  ])('edits %j: %#', (text, kind, value, edited) => {
    expect(print(toggledValue(filterOf(text), kind, value))).toBe(edited);
  });

  test('and pressed again leaves what the filter showed', () => {
    for (const text of ['', 'abc', 'type:product', 'a OR b', 'type=ProductViewed']) {
      const once = toggledValue(filterOf(text), TYPES, 'OrderCreated');
      const twice = toggledValue(once, TYPES, 'OrderCreated');
      expect(chosenValues(twice, TYPES)).toEqual(chosenValues(filterOf(text), TYPES));
    }
  });
});

test.each([
  ['its alias', KEY, [], 'Shop DK'],
  ['its ends', OTHER, [], '9c41…e0'],
  ['the whole of it, where another has the same ends', OTHER, ['9c41cccc-11e0'], OTHER],
  ['the whole of a short one', 'key-1', [], 'key-1'],
])('a key is named by %s', (_title, key, others, word) => {
  expect(keyWord(key, [KEY, OTHER, ...others], KEYS.named)).toBe(word);
});

test('a key is not named by an alias that two have', () => {
  const named = [KEY, OTHER].map((key) => ({ key, alias: 'Shop' }));
  expect(keyWord(KEY, [KEY, OTHER], named)).toBe('3f2a…aa');
});

describe('one value alone, or all but it', () => {
  test.each<[string, ChipKind, string, string, string]>([
    ['', KEYS, KEY, 'key="Shop DK"', '-key="Shop DK"'],
    ['key=9c41…e0', KEYS, KEY, 'key="Shop DK"', '-key="Shop DK"'],
    ['key=9c41…e0 OR key="Shop DK"', KEYS, OTHER, 'key=9c41…e0', '-key=9c41…e0'],
    ['-key=9c41…e0 type:x abc', KEYS, KEY, 'type:x abc key="Shop DK"', 'type:x abc -key="Shop DK"'],
    ['-key="Shop DK"', KEYS, KEY, 'key="Shop DK"', '-key="Shop DK"'],
    ['-(key=a b)', KEYS, NONE, '-(key=a b) key=""', '-(key=a b) -key=""'],
    ['-type:x', TYPES, 'OrderCreated', 'type=OrderCreated', '-type=OrderCreated'],
  ])('of %j: %#', (text, kind, value, only, allBut) => {
    expect(print(onlyValue(filterOf(text), kind, value))).toBe(only);
    expect(print(allButValue(filterOf(text), kind, value))).toBe(allBut);
  });
});
