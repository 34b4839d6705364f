import { expect, test } from 'vitest';
import { createTaken } from '../../../lib/capture/taken.ts';

const TAB = 'run:1';

test('what was sent before a clearing was taken by it, and what is sent after it was not', () => {
  const taken = createTaken();
  taken.clear('first', [TAB], TAB, 1000);
  expect(taken.since(TAB, 999)).toMatchObject({ clearing: 'first', isOver: false });
  expect(taken.since(TAB, 1000)).toBeUndefined();
  expect(taken.since('run:2', 999)).toBeUndefined();
});

test('what an earlier clearing took is gone with that, and comes back with no later one', () => {
  const taken = createTaken();
  taken.clear('first', [TAB], TAB, 1000);
  taken.clear('second', [TAB], TAB, 2000);
  taken.clear('third', [TAB], TAB, 3000);
  expect(taken.since(TAB, 900)).toMatchObject({ isOver: true });
  expect(taken.since(TAB, 1900)).toMatchObject({ isOver: true });
  expect(taken.since(TAB, 2900)).toMatchObject({ clearing: 'third', isOver: false });
  taken.undo('third');
  expect(taken.since(TAB, 1900)).toMatchObject({ isOver: true });
  expect(taken.since(TAB, 2900)).toBeUndefined();
});

test('what another session cleared can be undone until that session clears again, or ends', () => {
  const taken = createTaken();
  taken.clear('first', [TAB], 'run:2', 1000);
  taken.clear('second', [TAB], TAB, 2000);
  expect(taken.since(TAB, 900)).toMatchObject({ clearing: 'first', isOver: false });
  taken.end((by) => by === 'run:2');
  expect(taken.since(TAB, 900)).toMatchObject({ isOver: true });
  expect(taken.since(TAB, 1900)).toMatchObject({ clearing: 'second', isOver: false });
});

test('a clearing that is asked for once more is the same', () => {
  const taken = createTaken();
  taken.clear('first', [TAB], TAB, 1000);
  taken.clear('first', [TAB], TAB, 1000);
  expect(taken.since(TAB, 900)).toMatchObject({ clearing: 'first', isOver: false });
  taken.undo('first');
  expect(taken.since(TAB, 900)).toBeUndefined();
});
