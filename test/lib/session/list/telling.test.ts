import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createList, type List } from '../../../../lib/session/list/list.ts';
import { createTelling } from '../../../../lib/session/list/telling.ts';
import type { CaptureRow } from '../../../../lib/session/rows.ts';
import { summaryOf } from '../../../../lib/session/summary.ts';
import { capture } from '../../samples.ts';

/** When something was told, in milliseconds since the first time. */
let times: number[];
let telling: ReturnType<typeof createTelling>;
let list: List;

beforeEach(() => {
  vi.useFakeTimers();
  times = [];
  const began = performance.now();
  list = createList();
  telling = createTelling(
    list,
    (line) => line,
    () => times.push(performance.now() - began),
  );
});

afterEach(() => {
  vi.useRealTimers();
});

/** So many captures come every so many milliseconds. */
function come(captures: number, milliseconds: number, every = 4) {
  for (let at = 0; at < milliseconds; at += every) {
    for (let n = 0; n < captures; n += 1) list.put(rowOf(`${(serial += 1)}`));
    telling.touch();
    vi.advanceTimersByTime(every);
  }
}

let serial = 0;
function rowOf(id: string): CaptureRow {
  const row = { id, index: 0, brief: '', issues: 0, states: 0 };
  return {
    capture: summaryOf(capture({ id })),
    reading: 'batch',
    issues: 0,
    rows: [row],
    flags: '1',
  };
}

test('what comes after a pause is told at once, and what comes soon after it within a frame', () => {
  telling.touch();
  vi.advanceTimersByTime(10);
  telling.touch();
  vi.advanceTimersByTime(1000);
  telling.touch();
  expect(times).toEqual([0, 16, 1010]);
});

test('a flood is told less and less often, until it pauses', () => {
  come(4, 1000);
  expect(times).toEqual([0, 16, 48, 112, 240, 496, 752]);
  vi.advanceTimersByTime(1000);
  times.length = 0;
  come(4, 20);
  expect(times).toHaveLength(2);
});

test('a flood in steps that are longer than a frame is told less and less often as well', () => {
  come(40, 1200, 24);
  expect(times).toEqual([0, 24, 56, 120, 248, 504, 760, 1016]);
});

test('a few that come and change all the time are told within a frame each time', () => {
  come(1, 160);
  expect(times).toEqual(Array.from({ length: 11 }, (_, n) => 16 * n));
});

test('what comes after a filter has been typed is told at once, however many rows that showed and hid', () => {
  come(100, 4);
  const ids = list.captures();
  vi.advanceTimersByTime(1000);
  for (let letter = 0; letter < 8; letter += 1) {
    list.show(ids.map((id) => [id, letter % 2 === 0 ? '0' : '1']));
    telling.touch();
    telling.flush();
    vi.advanceTimersByTime(50);
  }
  times.length = 0;
  come(1, 4);
  expect(times).toHaveLength(1);
});

test('what a user asks for is told in the middle of a flood', () => {
  come(4, 300);
  times.length = 0;
  telling.watch({ from: 'end', count: 10 });
  expect(times).toHaveLength(1);
});
