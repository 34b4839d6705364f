import { expect, test } from 'vitest';
import { hexDump } from '../../../lib/session/hex.ts';
import { bytesOf } from '../samples.ts';

const KEY = '3f2a9c41b7e04d5a';

test('bytes are shown by sixteen, with their place and their characters', () => {
  const bytes = new Uint8Array([...bytesOf('{"q":"æ"}\n'), 0, 0xff, 0x20, 0x7e, 0x7f, 0x41]);
  expect(hexDump(bytes)).toBe(
    [
      '000000  7b 22 71 22 3a 22 c3 a6 22 7d 0a 00 ff 20 7e 7f  {"q":".."}... ~.',
      '000010  41                                               A',
    ].join('\n'),
  );
});

test.each([
  ['by its name', `{"iKey":"${KEY}"}`, undefined],
  ['anywhere, where it is known', `x${KEY}y`, KEY],
])('the middle of a key is left out: %s', (_title, text, secret) => {
  const shown = hexDump(bytesOf(text), secret);
  expect(shown).toContain('33 66 32 61 ·· ·· ··');
  const characters = shown.replaceAll(/^.{57}/gm, '').replaceAll('\n', '');
  expect(characters).toBe(text.replace(KEY, '3f2a··········5a'));
});
