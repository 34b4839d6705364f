import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyColour, toldApart } from '../../../lib/session/keys.ts';
import { DEFAULT_SETTINGS, KEY_COLOURS } from '../../../lib/settings/settings.ts';

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
