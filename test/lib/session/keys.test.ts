import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  hiddenIn,
  keyColour,
  shortKey,
  toldApart,
  withoutKeys,
} from '../../../lib/session/keys.ts';
import { DEFAULT_SETTINGS, KEY_COLOURS } from '../../../lib/settings/settings.ts';

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

test.each([
  [
    ['shop-dk-key-01', 'shop-se-key-01', 'other-dk-key-01', '12345678'],
    ['shop…dk-…01', 'shop…se-…01'],
  ],
  [
    ['3f2a000001c9', '3f2a000002c9', '3f2a000003c9'],
    ['3f2a…1c9…c9', '3f2a…2c9…c9', '3f2a…3c9…c9'],
  ],
  [
    ['3f2a9c41c9', '3f2a9c41c9-c9'],
    ['3f2a…c9', '3f2a…-c9…c9'],
  ],
  [['a', 'b'], []],
])('of the keys %j those that would look alike are shown as %j', (keys, shown) => {
  expect([...toldApart(keys).values()]).toEqual(shown);
});

test('a key has the colour that was chosen, or one of the palette, always the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (key) => {
      const colour = keyColour(DEFAULT_SETTINGS, key);
      expect(KEY_COLOURS).toContain(colour);
      expect(keyColour(DEFAULT_SETTINGS, key)).toBe(colour);
      const settings = { keys: [{ key, alias: '', colour: 'olive' as const }] };
      expect(keyColour(settings, key)).toBe('olive');
      expect(keyColour(settings, `${key}x`)).toBe(keyColour(DEFAULT_SETTINGS, `${key}x`));
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
