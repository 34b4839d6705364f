import { beforeEach, describe, expect, test } from 'vitest';
import { createWords } from '../../../lib/session/words.ts';
import { searchable } from '../filter/searchables.ts';

let words: ReturnType<typeof createWords>;

beforeEach(() => {
  words = createWords();
});

const fieldsOf = (event: unknown) => {
  words.look(searchable(event));
  return words.news()?.fields.map((path) => path.join('.'));
};

describe('the fields of a session', () => {
  test('are those of its events, of their items and of what is within', () => {
    const event = { eventType: 'A', lines: [{ id: 1 }, { colour: 'red' }], user: { name: 'x' } };
    expect(fieldsOf(event)).toEqual([
      'eventType',
      'lines',
      'user',
      'user.name',
      'lines.id',
      'lines.colour',
    ]);
  });

  test('are told only when there are more of them, and forgotten with what they came from', () => {
    expect(fieldsOf({ eventType: 'A', a: 1 })).toEqual(['eventType', 'a']);
    expect(fieldsOf({ eventType: 'A', a: 2 })).toBeUndefined();
    expect(fieldsOf({ eventType: 'B', b: 2 })).toEqual(['eventType', 'a', 'b']);
    words.clear();
    expect(fieldsOf({ eventType: 'B', b: 2 })).toEqual(['eventType', 'b']);
  });

  test('are bounded, whatever a page sends', () => {
    const many = Array.from({ length: 1000 }, (_, index) => [`field${index}`, 1]);
    expect(fieldsOf({ eventType: 'A', ...Object.fromEntries(many) })).toHaveLength(300);
    words.clear();
    const deep = { a: { b: { c: { d: { e: 1 } } } }, ['x'.repeat(100)]: 1, '': 1 };
    expect(fieldsOf({ eventType: 'A', ...deep })).toEqual([
      'eventType',
      'a',
      'a.b',
      'a.b.c',
      'a.b.c.d',
    ]);
  });
});

test('the rules of a session are those that found something', () => {
  words.look(searchable({ eventType: 'A' }, {}, [{ severity: 'info', rule: 'price', event: 0 }]));
  expect(words.news()?.rules).toEqual(['price']);
});
