import { allOf, type Comparison, type Filter, partsOf, type Test } from './filter.ts';
import type { ValueToken } from './lexer.ts';
import { type Stretch, stretchOf } from './values.ts';

/** A test of when a request was sent. */
type TimeTest = Extract<Test, { by: Comparison | 'range' }>;

const CLOCK = /^(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,3}))?)?$/;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Milliseconds since the epoch, or since midnight where the reader is. */
type Ticks = (at: number) => number;

/**
 * What is asked of a time: moments (`2026-11-23T10:15`), or times of day (`10:15`), which are of any day where the
 * reader is. Two with `..` between, of one kind, are a range.
 *
 * @returns `undefined` for what is no time
 */
export function timeTestOf(
  sign: Comparison,
  { text, form }: Pick<ValueToken, 'text' | 'form'>,
): TimeTest | undefined {
  if (form === 'pattern') return undefined;
  const at = form === 'bare' ? text.indexOf('..') : -1;
  if (at < 0) return readTime(text) && { by: sign, text };
  const [from, to] = [text.slice(0, at), text.slice(at + 2)];
  const ends = [from, to].filter((end) => end !== '').map(readTime);
  const isOne = ends.every((end) => end !== undefined && end.ofDay === ends[0]?.ofDay);
  return sign === ':' && ends.length > 0 && isOne ? { by: 'range', from, to } : undefined;
}

/** How the time of a request, in milliseconds since the epoch, is tested. A range of times of day may go over midnight. */
export function timeTest(test: Test): (at: number) => boolean {
  // A filter that asks for a pattern of times was never parsed.
  if (test.by === 'pattern') return () => false;
  if (test.by !== 'range') return oneTimeTest(test.by, test.text);
  const [from, to] = [readTime(test.from), readTime(test.to)];
  const ticks = ticksOf(from ?? to);
  const [first, end] = [from?.from ?? -Infinity, to?.to ?? Infinity];
  if ((from ?? to)?.ofDay && first >= end) {
    return (at) => ticks(at) >= first || ticks(at) < end;
  }
  return (at) => ticks(at) >= first && ticks(at) < end;
}

function oneTimeTest(by: Comparison, text: string): (at: number) => boolean {
  const time = readTime(text);
  if (!time) return () => false;
  const ticks = ticksOf(time);
  const { from, to } = time;
  const isIn = (at: number) => ticks(at) >= from && ticks(at) < to;
  switch (by) {
    case ':':
    case '=':
      return isIn;
    case '!=':
      return (at) => !isIn(at);
    case '<':
      return (at) => ticks(at) < from;
    case '<=':
      return (at) => ticks(at) < to;
    case '>':
      return (at) => ticks(at) >= to;
    case '>=':
      return (at) => ticks(at) >= from;
  }
}

/** As long as it is written: `10:15` is a minute. `ofDay` counts from midnight. */
function readTime(text: string): (Stretch & { ofDay: boolean }) | undefined {
  const clock = CLOCK.exec(text);
  if (!clock) {
    const stretch = stretchOf(text);
    return stretch && { ...stretch, ofDay: false };
  }
  const [hour, minute, second] = clock.slice(1, 4).map((part) => Number(part ?? 0));
  if (hour! > 23 || minute! > 59 || second! > 59) return undefined;
  const thousandths = Number((clock[4] ?? '').padEnd(3, '0'));
  const from = hour! * HOUR + minute! * MINUTE + second! * SECOND + thousandths;
  const width = clock[3] === undefined ? MINUTE : clock[4] === undefined ? SECOND : 1;
  return { from, to: from + width, ofDay: true };
}

function ticksOf(time: { ofDay: boolean } | undefined): Ticks {
  return time?.ofDay ? sinceMidnight : (at) => at;
}

/** As a clock on the wall shows it, also on a day with an hour more or less. */
function sinceMidnight(at: number): number {
  const date = new Date(at);
  const whole = date.getHours() * HOUR + date.getMinutes() * MINUTE + date.getSeconds() * SECOND;
  return whole + date.getMilliseconds();
}

/** Whether a part of a filter is about nothing but time, so that another stretch of time takes its place. */
function isOfTime(filter: Filter): boolean {
  return filter.kind === 'fact' && filter.name === 'time';
}

/** The filter, of a stretch of time instead of the one that it may ask for; of any time without one. */
export function withinTime(filter: Filter, stretch: Stretch | undefined): Filter {
  const others = partsOf(filter).filter((part) => !isOfTime(part));
  if (!stretch) return allOf(others);
  return allOf([...others, { kind: 'fact', name: 'time', test: rangeWithin(stretch) }]);
}

/** What a filter asks of time, all of which must hold; `undefined` where it asks nothing. */
export function timesOf(filter: Filter): ((at: number) => boolean) | undefined {
  const tests = partsOf(filter).flatMap((part) =>
    part.kind === 'fact' && part.name === 'time' ? [timeTest(part.test)] : [],
  );
  return tests.length > 0 ? (at) => tests.every((holds) => holds(at)) : undefined;
}

/** Both ends as short as they can be written; with their day, where that is not the same for all of it. */
function rangeWithin({ from, to }: Stretch): TimeTest {
  const ends = [from, to];
  const unit = [MINUTE, SECOND].find((one) => ends.every((end) => end % one === 0)) ?? 1;
  // What is written includes its end.
  const last = to - unit;
  const isOneDay = dayOf(from) === dayOf(last);
  const written = (at: number) => `${isOneDay ? '' : `${dayOf(at)}T`}${clockOf(at, unit)}`;
  return { by: 'range', from: written(from), to: written(last) };
}

/** From a time on, to the second. */
export function since(at: number): string {
  return `${clockOf(at, SECOND)}..`;
}

function dayOf(at: number): string {
  const date = new Date(at);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map(twoDigits).join('-');
}

function clockOf(at: number, unit: number): string {
  const date = new Date(at);
  const parts = [date.getHours(), date.getMinutes()];
  if (unit < MINUTE) parts.push(date.getSeconds());
  const clock = parts.map(twoDigits).join(':');
  return unit < SECOND ? `${clock}.${String(date.getMilliseconds()).padStart(3, '0')}` : clock;
}

function twoDigits(part: number): string {
  return String(part).padStart(2, '0');
}
