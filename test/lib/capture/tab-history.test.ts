import { expect, test } from 'vitest';
import { createTabHistories } from '../../../lib/capture/tab-history.ts';

const TAB = 'run:1';

test('what was sent before a clearing was taken by it, and what is sent after it was not', () => {
  const tabs = createTabHistories();
  tabs.clear('first', [TAB], TAB, 1000);
  expect(tabs.takenSince(TAB, 999)).toMatchObject({ clearing: 'first', isOver: false });
  expect(tabs.takenSince(TAB, 1000)).toBeUndefined();
  expect(tabs.takenSince('run:2', 999)).toBeUndefined();
});

test('what an earlier clearing took is gone with that, and comes back with no later one', () => {
  const tabs = createTabHistories();
  tabs.clear('first', [TAB], TAB, 1000);
  tabs.clear('second', [TAB], TAB, 2000);
  tabs.clear('third', [TAB], TAB, 3000);
  expect(tabs.takenSince(TAB, 900)).toMatchObject({ isOver: true });
  expect(tabs.takenSince(TAB, 1900)).toMatchObject({ isOver: true });
  expect(tabs.takenSince(TAB, 2900)).toMatchObject({ clearing: 'third', isOver: false });
  tabs.undo('third');
  expect(tabs.takenSince(TAB, 1900)).toMatchObject({ isOver: true });
  expect(tabs.takenSince(TAB, 2900)).toBeUndefined();
});

test('what another session cleared can be undone until that session clears again, or ends', () => {
  const tabs = createTabHistories();
  tabs.clear('first', [TAB], 'run:2', 1000);
  tabs.clear('second', [TAB], TAB, 2000);
  expect(tabs.takenSince(TAB, 900)).toMatchObject({ clearing: 'first', isOver: false });
  tabs.end((by) => by === 'run:2');
  expect(tabs.takenSince(TAB, 900)).toMatchObject({ isOver: true });
  expect(tabs.takenSince(TAB, 1900)).toMatchObject({ clearing: 'second', isOver: false });
});

test('a clearing that is asked for once more is the same', () => {
  const tabs = createTabHistories();
  tabs.clear('first', [TAB], TAB, 1000);
  tabs.clear('first', [TAB], TAB, 1000);
  expect(tabs.takenSince(TAB, 900)).toMatchObject({ clearing: 'first', isOver: false });
  tabs.undo('first');
  expect(tabs.takenSince(TAB, 900)).toBeUndefined();
});

test('what was sent in a pause was sent while recording was paused, however often that is asked for', () => {
  const tabs = createTabHistories();
  tabs.resume(TAB, 500);
  tabs.pause(TAB, 1000);
  tabs.pause(TAB, 1500);
  expect(tabs.wasPaused(TAB, 1200)).toBe(true);
  expect(tabs.wasPaused(TAB, 5000)).toBe(true);
  tabs.resume(TAB, 2000);
  tabs.resume(TAB, 2500);
  expect([999, 1000, 1999, 2000].map((at) => tabs.wasPaused(TAB, at))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

test('what has changed is to be saved, once, and all is known of what was saved', () => {
  const tabs = createTabHistories();
  tabs.clear('first', [TAB, 'run:2'], TAB, 1000);
  tabs.pause(TAB, 1100);
  const saved = tabs.takeChanged();
  expect(saved.map(({ tab }) => tab)).toEqual([TAB, 'run:2']);
  expect(tabs.takeChanged()).toEqual([]);
  const later = createTabHistories(structuredClone(saved));
  expect(later.takenSince('run:2', 900)).toMatchObject({ clearing: 'first' });
  expect(later.wasPaused(TAB, 9000)).toBe(true);
  later.resume(TAB, 1200);
  expect(later.wasPaused(TAB, 1150)).toBe(true);
  expect(later.takeChanged().map(({ tab }) => tab)).toEqual([TAB]);
});
