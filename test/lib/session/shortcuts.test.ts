import { expect, test } from 'vitest';
import {
  type Pressed,
  type ShortcutPlace,
  shortcutOf,
  SHORTCUTS,
} from '../../../lib/session/shortcuts.ts';

function pressed(key: string, part: Partial<Pressed> & { altGraph?: true } = {}): Pressed {
  const { altGraph, ...rest } = part;
  return {
    key,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    getModifierState: (name) => name === 'AltGraph' && altGraph === true,
    ...rest,
  };
}

test.each<[string, ShortcutPlace, Pressed, string | undefined]>([
  ['a character', 'panel', pressed(']'), 'nextIssue'],
  [
    'with AltGr, as on a Danish keyboard',
    'panel',
    pressed(']', { ctrlKey: true, altGraph: true }),
    'nextIssue',
  ],
  ['that needs Shift', 'panel', pressed('?', { shiftKey: true }), 'help'],
  ['with Control', 'panel', pressed('f', { ctrlKey: true }), 'find'],
  ['with Command', 'panel', pressed('f', { metaKey: true }), 'find'],
  ['that is the browser’s with Control', 'panel', pressed('c', { ctrlKey: true }), undefined],
  [
    'that is another with Control',
    'tree',
    pressed('C', { ctrlKey: true, shiftKey: true }),
    'copyValue',
  ],
  ['Shift and a key', 'tree', pressed('F10', { shiftKey: true }), 'fieldMenu'],
  ['the same without Shift', 'tree', pressed('F10'), undefined],
  ['Enter', 'search', pressed('Enter'), 'nextHit'],
  ['Shift and Enter', 'search', pressed('Enter', { shiftKey: true }), 'previousHit'],
  ['in another place', 'list', pressed('c'), undefined],
])('%s', (_title, place, key, id) => {
  expect(shortcutOf(place, key)).toBe(id);
});

test('no key does two things in one place', () => {
  const all = SHORTCUTS.flatMap(({ place, keys }) => keys.map((key) => `${place} ${key}`));
  expect(new Set(all).size).toBe(all.length);
});
