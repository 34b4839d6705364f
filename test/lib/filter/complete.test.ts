import { describe, expect, test } from 'vitest';
import { complete, type Vocabulary } from '../../../lib/filter/complete.ts';
import { parse } from '../../../lib/filter/parse.ts';

const VOCABULARY: Vocabulary = {
  keys: [
    { word: 'Shop DK', name: 'Shop DK' },
    { word: '9c41…e0', name: '9c41…e0' },
  ],
  types: ['OrderCreated', 'ProductViewed', 'Odd type'],
  fields: [['totalPrice'], ['total'], ['lines'], ['lines', 'productId'], ['status'], ['order id']],
  hosts: ['receiver.test'],
  pages: ['/', '/checkout'],
  rules: ['price', 'duplicate-id'],
  times: ['12:05:40..', '12:03:11..'],
};

/** The text at whose `|` the caret stands, each time with an option accepted. */
function accepted(marked: string): string[] {
  const caret = marked.indexOf('|');
  const text = marked.replace('|', '');
  const { from, to, between, options } = complete(text, caret, VOCABULARY);
  return options.map(({ insert }) => text.slice(0, from) + insert + between + text.slice(to));
}

describe('a name', () => {
  test.each([
    ['ty|', ['type:']],
    ['a -st|', ['a -status:', 'a -host:', 'a -"status"']],
    ['totalp|', ['totalPrice']],
    ['PRODUCT_ID|', ['lines.productId']],
    ['order|', ['"order id"']],
    ['(ru|)', ['(rule:)']],
    ['xyz|', []],
    ['"ty|"', []],
    ['/ty|/', []],
    ['ty|:order', ['type:order']],
    [
      '-|',
      [
        'type:',
        'key:',
        'is:',
        'status:',
        'has:',
        'time:',
        'page:',
        'host:',
        'transport:',
        'rule:',
      ].map((one) => `-${one}`),
    ],
  ])('is completed in %j', (marked, texts) => {
    expect(accepted(marked)).toEqual(texts);
  });

  test('does not become one word with what follows', () => {
    expect(accepted('|order')[0]).toBe('type: order');
    expect(accepted('a |"b c"')[0]).toBe('a type: "b c"');
    expect(accepted('| a')[0]).toBe('type: a');
    expect(accepted('(|)')[0]).toBe('(type:)');
    expect(accepted('ty|(b)')[0]).toBe('type: (b)');
    expect(accepted('ty|"x"')[0]).toBe('type: "x"');
    expect(accepted('t|y:a')[0]).toBe('type:a');
  });

  test('of a field that is whole is followed by what it can be compared by', () => {
    expect(accepted('totalPrice|')).toEqual([
      'totalPrice:',
      'totalPrice=',
      'totalPrice!=',
      'totalPrice>',
      'totalPrice>=',
      'totalPrice<',
      'totalPrice<=',
    ]);
    expect(accepted('total|').slice(0, 2)).toEqual(['totalPrice', 'total:']);
  });

  test('of ours is offered where nothing has been written', () => {
    expect(accepted('|')).toHaveLength(10);
    expect(accepted('a |')[0]).toBe('a type:');
  });
});

describe('a value', () => {
  test.each([
    ['type:|', ['type:OrderCreated ', 'type:ProductViewed ', 'type:"Odd type" ']],
    ['type:order_c|', ['type:OrderCreated ']],
    ['type=view| x', ['type=ProductViewed x']],
    ['type:"Odd|"', ['type:"Odd type" ']],
    ['key:sho|', ['key:"Shop DK" ']],
    ['key:9|', ['key:9c41…e0 ']],
    ['is:er|', ['is:error ']],
    ['-is:un|', ['-is:unload ', '-is:uncertain ', '-is:unreadable ']],
    ['status:|', ['status:2xx ', 'status:3xx ', 'status:4xx ', 'status:5xx ']],
    ['has:prod|', ['has:lines.productId ']],
    ['has:st|', ['has:status ']],
    ['host:|', ['host:receiver.test ']],
    ['page:check|', ['page:/checkout ']],
    ['transport:be|', ['transport:beacon ']],
    ['rule:dup|', ['rule:duplicate-id ']],
    ['time:|', ['time:12:05:40.. ', 'time:12:03:11.. ']],
    ['time:12:03|', ['time:12:03:11.. ']],
    ['totalPrice:|', []],
    ['"type":|', []],
    ['type:OrderCreated |', ['type:', 'key:'].map((one) => `type:OrderCreated ${one}`)],
  ])('is completed in %j', (marked, texts) => {
    expect(accepted(marked).slice(0, Math.max(texts.length, 1))).toEqual(texts);
  });

  test('that a page made up is inserted so that it is a filter', () => {
    const types = ['a"b', '(', 'x OR y', '-', '/a/', '\\', '..', '\u202e'];
    for (const { insert } of complete('type:', 5, { ...VOCABULARY, types }).options) {
      const parsed = parse(`type:${insert}`);
      expect(parsed.ok && parsed.filter).toMatchObject({ kind: 'fact', name: 'type' });
    }
  });
});

test('what is offered is bounded', () => {
  const types = Array.from({ length: 1000 }, (_, index) => `Type${index}`);
  expect(complete('type:', 5, { ...VOCABULARY, types }).options).toHaveLength(12);
});
