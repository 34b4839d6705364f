import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inertText } from '../../components/inert-text.ts';

test('what would turn the text around is named, and all else stays as it is', () => {
  expect(inertText('{"type":"\u202egnp.exe\u2069"}')).toBe('{"type":"‹U+202E›gnp.exe‹U+2069›"}');
  expect(inertText('שלום, ærø 👋')).toBe('שלום, ærø 👋');
});

test('law: nothing of what is shown changes its direction', () => {
  const part = fc.constantFrom('a', 'ש', '\u200f', '\u202b', '\u2066', '\u061c', '"');
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      expect(inertText(parts.join(''))).not.toMatch(/[\p{Bidi_Control}]/u);
    }),
  );
});
