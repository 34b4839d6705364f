/** Longer texts are no times. */
const MAX_LENGTH = 80;

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?$/;
const WITH_OFFSET =
  /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:[Zz]|[+-]\d{2}(?::?\d{2})?)$/;
const EPOCH = /^\d{10}(?:\d{3})?$/;
/** As .NET once wrote it. */
const DOTNET = /^\/Date\((-?\d{1,16})(?:[+-]\d{4})?\)\/$/;
/** As a Date of JavaScript becomes a text, and as HTTP writes a date. */
const SPOKEN = /^[A-Z][a-z]{2},? .*\d{2}:\d{2}:\d{2} GMT(?:[+-]\d{4})?/;
const DAY_FIRST =
  /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:[ T,]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?)?$/;

/**
 * - `iso`: ISO 8601 with an offset
 * - `local`: ISO 8601 without one
 * - `other`: a time, but written in another way; `at`, in milliseconds since the epoch, if it is plain which;
 *   `local` in ISO 8601, if it says no offset and its day stands first
 */
export type TimeText =
  | { form: 'iso' }
  | { form: 'local' }
  | { form: 'other'; at?: number; local?: string };

/** How a text writes a time; `undefined` if it does not. */
export function timeIn(text: string): TimeText | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  if (WITH_OFFSET.test(text)) return { form: 'iso' };
  if (DATE.test(text) || DATE_TIME.test(text)) return { form: 'local' };
  if (EPOCH.test(text))
    return { form: 'other', at: Number(text) * (text.length === 10 ? 1000 : 1) };
  const dotnet = DOTNET.exec(text);
  if (dotnet) return { form: 'other', ...dated(Number(dotnet[1])) };
  if (SPOKEN.test(text)) return { form: 'other', ...dated(Date.parse(text)) };
  const dayFirst = DAY_FIRST.exec(text);
  return dayFirst ? { form: 'other', ...localOf(dayFirst) } : undefined;
}

function localOf([, day, month, year, hour, minute, second = '00']: RegExpExecArray) {
  if (hour === undefined) return {};
  const two = (part = '') => part.padStart(2, '0');
  return { local: `${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}:${second}` };
}

/** Milliseconds since the epoch that a Date can hold (ECMA-262, Time Values). */
const MOST_TIME = 8.64e15;

function dated(at: number): { at?: number } {
  return Math.abs(at) <= MOST_TIME ? { at } : {};
}
