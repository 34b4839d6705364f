import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KEY_COLOURS, keyColour, shortKey } from '../../../lib/session/keys.ts';

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

test('a key has one colour of the palette, always the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (key) => {
      const colour = keyColour(key);
      expect(Number.isInteger(colour)).toBe(true);
      expect(colour).toBeGreaterThanOrEqual(0);
      expect(colour).toBeLessThan(KEY_COLOURS);
      expect(keyColour(key)).toBe(colour);
    }),
  );
});
