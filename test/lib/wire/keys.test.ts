import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hiddenIn, shortKey, withoutKeys } from '../../../lib/wire/keys.ts';

test.each([
  ['3f2a9c41-0b9d-4c1e-8f00-0000000000c9', '3f2a…c9'],
  ['123456789', '1234…89'],
  ['12345678', '12345678'],
  ['test', 'test'],
  ['', ''],
])('the key %j is shown as %j', (key, shown) => {
  expect(shortKey(key)).toBe(shown);
});

test('no key of more than 8 characters is ever shown whole', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 9 }), (key) => {
      expect(shortKey(key)).not.toContain(key);
      expect(shortKey(key)).toHaveLength(7);
    }),
  );
});

const KEY = '3f2a9c41-0b9d-4c1e-8f00-0000000000c9';
test.each<[where: string, text: string, key?: string]>([
  ['JSON', `{"instrumentationKey": "${KEY}"}`],
  ['JSON in a string', JSON.stringify(`{"iKey":"${KEY}"}`)],
  ['a form', `instrumentationKey=${KEY}&events=[]`],
  [
    'percent-encoded JSON',
    `data=${encodeURIComponent(`{"instrumentationKey":"${KEY}","events":[]}`)}`,
  ],
  ['the same with blanks', `data=${encodeURIComponent(`{"api_key" : "${KEY}"}`)}`],
  ['XML', `<batch><instrumentationKey>${KEY}</instrumentationKey></batch>`],
  ['an attribute', `<batch writeKey="${KEY}"/>`],
  ['a form, whatever is in it', `iKey=${KEY}&x`, "3f2a%20<>'-c9"],
  ['JSON, whatever is in it', `{"apiKey":"${KEY}"}`, "3f2a%22<'>%-c9"],
  ['percent-encoded JSON, whatever is in it', `%22iKey%22%3A%22${KEY}%22%7D`, "3f2a%20<>'-c9"],
])('a key that nobody has read is shortened in %s', (_, text, key = KEY) => {
  const written = text.replace(KEY, key);
  expect(withoutKeys(written)).toBe(text.replace(KEY, '3f2a…c9'));
  expect(hiddenIn(written)).toHaveLength(1);
});
