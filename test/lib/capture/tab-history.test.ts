import { expect, test } from 'vitest';
import { createTabHistories } from '../../../lib/capture/tab-history.ts';

const TAB = 'run:1';
const ALL = { tab: TAB };
const PAGE = { tab: TAB, visit: 'run:a' };
const OTHER = { tab: 'run:2', visit: 'run:b' };

test('what was sent before a clearing was taken by it, and what is sent after it was not', () => {
  const tabs = createTabHistories();
  tabs.clear('first', [ALL], TAB, 1000);
  expect(tabs.takenSince(PAGE, 999)).toMatchObject({ clearing: 'first', isOver: false });
  expect(tabs.takenSince(PAGE, 1000)).toBeUndefined();
  expect(tabs.takenSince(OTHER, 999)).toBeUndefined();
});

test('what some documents of a tab sent was taken, and nothing else of it', () => {
  const tabs = createTabHistories();
  tabs.clear('first', [{ tab: TAB, visits: [PAGE.visit] }], 'run:9', 1000);
  expect(tabs.takenSince(PAGE, 900)).toMatchObject({ clearing: 'first' });
  expect(tabs.takenSince({ ...PAGE, visit: 'run:other' }, 900)).toBeUndefined();
  // All of these are over, and what the second took is less than what the first did.
  tabs.clear('second', [ALL], 'run:9', 2000);
  tabs.clear('third', [{ tab: TAB, visits: ['run:c'] }], 'run:9', 3000);
  tabs.clear('fourth', [], 'run:9', 4000);
  expect(tabs.takenSince(PAGE, 1900)).toMatchObject({ clearing: 'second', isOver: true });
  expect(tabs.takenSince(PAGE, 2900)).toBeUndefined();
  expect(tabs.takenSince({ ...PAGE, visit: 'run:c' }, 2900)).toMatchObject({ clearing: 'third' });
});

test('what an earlier clearing took is gone with that, and comes back with no later one', () => {
  const tabs = createTabHistories();
  tabs.clear('first', [ALL], TAB, 1000);
  tabs.clear('second', [ALL], TAB, 2000);
  tabs.clear('third', [ALL], TAB, 3000);
  expect(tabs.takenSince(PAGE, 900)).toMatchObject({ isOver: true });
  expect(tabs.takenSince(PAGE, 1900)).toMatchObject({ isOver: true });
  expect(tabs.takenSince(PAGE, 2900)).toMatchObject({ clearing: 'third', isOver: false });
  tabs.undo('third');
  expect(tabs.takenSince(PAGE, 1900)).toMatchObject({ isOver: true });
  expect(tabs.takenSince(PAGE, 2900)).toBeUndefined();
});

test('what another session cleared can be undone until that session clears again, or ends', () => {
  const tabs = createTabHistories();
  tabs.clear('first', [ALL], 'run:2', 1000);
  tabs.clear('second', [ALL], TAB, 2000);
  expect(tabs.takenSince(PAGE, 900)).toMatchObject({ clearing: 'first', isOver: false });
  tabs.end((by) => by === 'run:2');
  expect(tabs.takenSince(PAGE, 900)).toMatchObject({ isOver: true });
  expect(tabs.takenSince(PAGE, 1900)).toMatchObject({ clearing: 'second', isOver: false });
});

test('a clearing that is asked for once more after another one keeps its place', () => {
  const tabs = createTabHistories();
  for (const [clearing, by, at] of [
    ['A', 'run:1', 1000],
    ['B', 'run:2', 2000],
    ['A', 'run:1', 1000],
  ] as const) {
    tabs.clear(clearing, [ALL], by, at);
  }
  tabs.end(() => true);
  expect(tabs.takenSince(PAGE, 1500)).toMatchObject({ clearing: 'B', isOver: true });
});

test('pages that were dropped are gone with all that they sent, whenever that was', () => {
  const tabs = createTabHistories();
  for (let at = 1000; at <= 3000; at += 1000) tabs.drop('run:1', at);
  expect(tabs.takenSince(PAGE, 3100, 2999)).toMatchObject({ isOver: true });
  expect(tabs.takenSince(PAGE, 3100, 3000)).toBeUndefined();
  expect(tabs.takenSince(PAGE, 2999)).toMatchObject({ isOver: true });
  // Of those that are over, the last is enough.
  expect(tabs.takeChanged()).toMatchObject([{ took: [{ at: 3000 }] }]);
});

test('a clearing that is asked for once more is the same', () => {
  const tabs = createTabHistories();
  tabs.clear('first', [ALL], TAB, 1000);
  tabs.clear('first', [ALL], TAB, 1000);
  expect(tabs.takenSince(PAGE, 900)).toMatchObject({ clearing: 'first', isOver: false });
  tabs.undo('first');
  expect(tabs.takenSince(PAGE, 900)).toBeUndefined();
});

test('what was sent in a pause was sent while recording was paused, once that has ended', () => {
  const tabs = createTabHistories();
  tabs.resume(TAB, 500);
  tabs.pause(TAB, 1000);
  tabs.resume(TAB, 2000);
  tabs.resume(TAB, 2500);
  const paused = [999, 1000, 1999, 2000].map((at) => tabs.wasPaused(TAB, at));
  expect(paused).toEqual([false, true, true, false]);
});

test('of several pauses none is forgotten, but that there may be very many', () => {
  const tabs = createTabHistories();
  for (let at = 1000; at <= 30_000; at += 1000) {
    tabs.pause(TAB, at);
    tabs.resume(TAB, at + 500);
  }
  const paused = [11_100, 11_600, 29_100, 29_600].map((at) => tabs.wasPaused(TAB, at));
  expect(paused).toEqual([true, false, true, false]);
  expect(tabs.takeChanged()[0]!.pauses!.length).toBeLessThan(30);
});

test('a pause of which the end was not seen keeps nothing of a tab away that is recorded again', () => {
  const tabs = createTabHistories();
  tabs.pause(TAB, 1000);
  expect(tabs.wasPaused(TAB, 1500)).toBe(false);
  tabs.pause(TAB, 3000);
  tabs.resume(TAB, 4000);
  expect([1500, 3500].map((at) => tabs.wasPaused(TAB, at))).toEqual([false, true]);
});

test('what has changed is to be saved, once, and all is known of what was saved', () => {
  const tabs = createTabHistories();
  tabs.clear('first', [ALL, { tab: 'run:2' }], TAB, 1000);
  tabs.pause(TAB, 1100);
  const saved = tabs.takeChanged();
  expect(saved.map(({ tab }) => tab)).toEqual([TAB, 'run:2']);
  expect(tabs.takeChanged()).toEqual([]);
  const later = createTabHistories(structuredClone(saved));
  expect(later.takenSince(OTHER, 900)).toMatchObject({ clearing: 'first' });
  later.resume(TAB, 1200);
  expect(later.wasPaused(TAB, 1150)).toBe(true);
  expect(later.takeChanged().map(({ tab }) => tab)).toEqual([TAB]);
});
