import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createList } from '../../../../lib/session/list/list.ts';
import { createTelling } from '../../../../lib/session/list/telling.ts';

/** When something was told, in milliseconds since the first time. */
let times: number[];
let telling: ReturnType<typeof createTelling>;

beforeEach(() => {
  vi.useFakeTimers();
  times = [];
  const began = performance.now();
  telling = createTelling(
    createList(),
    (line) => line,
    () => times.push(performance.now() - began),
  );
});

afterEach(() => {
  vi.useRealTimers();
});

/** Something changes every 4 ms. */
function flood(milliseconds: number) {
  for (let at = 0; at < milliseconds; at += 4) {
    telling.touch();
    vi.advanceTimersByTime(4);
  }
}

test('what comes after a pause is told at once, and what comes soon after it within two frames', () => {
  telling.touch();
  vi.advanceTimersByTime(10);
  telling.touch();
  vi.advanceTimersByTime(1000);
  telling.touch();
  expect(times).toEqual([0, 32, 1010]);
});

test('a flood is told less and less often, until it pauses', () => {
  flood(1000);
  expect(times).toEqual([0, 32, 96, 224, 480, 736, 992]);
  vi.advanceTimersByTime(1000);
  times.length = 0;
  flood(40);
  expect(times).toHaveLength(2);
});

test('what a user asks for is told in the middle of a flood', () => {
  flood(300);
  times.length = 0;
  telling.watch({ from: 'end', count: 10 });
  expect(times).toHaveLength(1);
});
