import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile } from '../../../lib/filter/compile.ts';
import { print } from '../../../lib/filter/print.ts';
import { timesOf, withinTime } from '../../../lib/filter/times.ts';
import { filterOf } from './filter-of.ts';
import { searchable } from './searchables.ts';

const at = (hour: number, minute: number, second = 0, milli = 0) =>
  new Date(2026, 10, 23, hour, minute, second, milli).getTime();

describe('a stretch of time', () => {
  test.each([
    ['', at(12, 3), at(12, 5), 'time:12:03..12:04'],
    ['', at(12, 3, 10), at(12, 5), 'time:12:03:10..12:04:59'],
    ['', at(12, 3, 10, 200), at(12, 3, 10, 300), 'time:12:03:10.200..12:03:10.299'],
    ['', at(23, 59), at(24, 0), 'time:23:59..23:59'],
    ['', at(23, 59), at(24, 1), 'time:2026-11-23T23:59..2026-11-24T00:00'],
    ['type:order time>=12:00 a', at(12, 3), at(12, 5), 'type:order a time:12:03..12:04'],
    ['a OR b', at(12, 3), at(12, 5), '(a OR b) time:12:03..12:04'],
    ['-time:12:00', at(12, 3), at(12, 5), '-time:12:00 time:12:03..12:04'],
  ])('%j is narrowed by it', (text, from, to, narrowed) => {
    expect(print(withinTime(filterOf(text), { from, to }))).toBe(narrowed);
  });

  test('is taken out of a filter', () => {
    expect(print(withinTime(filterOf('type:order time:12:03..'), undefined))).toBe('type:order');
    expect(print(withinTime(filterOf('time:12:03..'), undefined))).toBe('');
  });

  test('that has been put into a filter shows just what is in it', () => {
    const time = fc.integer({ min: at(0, 0), max: at(23, 59) + 2 * 86_400_000 });
    const width = fc.constantFrom(1, 100, 500, 1000, 30_000, 60_000, 3_600_000);
    fc.assert(
      fc.property(time, width, fc.integer({ min: 1, max: 5 }), time, (some, unit, count, sent) => {
        const from = Math.floor(some / unit) * unit;
        const to = from + count * unit;
        const filter = filterOf(print(withinTime(filterOf(''), { from, to })));
        // A time of day is of any day.
        fc.pre(new Date(sent).toDateString() === new Date(from).toDateString());
        const isIn = sent >= from && sent < to;
        expect(timesOf(filter)?.(sent)).toBe(isIn);
        expect(compile(filter)(searchable({}, { at: sent }))).toBe(isIn);
        expect(timesOf(filter)?.(from)).toBe(true);
        expect(timesOf(filter)?.(to)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});
