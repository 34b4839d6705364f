import { expect, test } from 'vitest';
import { highlight } from '../../../lib/filter/highlight.ts';

test.each([
  ['', []],
  [
    ' a',
    [
      [' ', 'space'],
      ['a', 'text'],
    ],
  ],
  [
    'type:"a b"',
    [
      ['type', 'name'],
      [':', 'sign'],
      ['"a b"', 'value'],
    ],
  ],
  [
    '"type":a',
    [
      ['"type"', 'field'],
      [':', 'sign'],
      ['a', 'value'],
    ],
  ],
  [
    'lines.x>=5',
    [
      ['lines.x', 'field'],
      ['>=', 'sign'],
      ['5', 'value'],
    ],
  ],
  [
    'has:lines',
    [
      ['has', 'name'],
      [':', 'sign'],
      ['lines', 'field'],
    ],
  ],
  [
    '-(/a/ OR b)',
    [
      ['-', 'sign'],
      ['(', 'bracket'],
      ['/a/', 'pattern'],
      [' ', 'space'],
      ['OR', 'word'],
      [' ', 'space'],
      ['b', 'text'],
      [')', 'bracket'],
    ],
  ],
  [
    'is:',
    [
      ['is', 'name'],
      [':', 'sign'],
    ],
  ],
  ['"open', [['"open', 'text']]],
])('%j is coloured', (text, spans) => {
  expect(highlight(text).map(({ from, to, kind }) => [text.slice(from, to), kind])).toEqual(spans);
});
