import { numberIn } from '../contract/rules/number-text.ts';
import { timeOf } from '../wire/time.ts';

/** As JSON writes it, or on the way there (`1299.`); not `0045`, which is an id. */
const NUMBER = /^[+-]?(?:0|[1-9]\d*)(?:\.\d*)?(?:[eE][+-]?\d{1,3})?$/;
/** Longer texts are no numbers, and no times. */
const MAX_LENGTH = 40;
const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;
const LOCAL = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,3})\d{0,6})?)?$/;
const WITH_OFFSET =
  /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d)?([.,]\d+)?\s?(?:[Zz]|[+-]\d\d(?::?\d\d)?)$/;

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** A stretch of time, in milliseconds since the epoch; `to` is no part of it. */
export interface Stretch {
  from: number;
  to: number;
}

/** A number, whether it was sent as one or as a text, in the way of writing of JSON, Danish or English. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.length > MAX_LENGTH || value.length === 0)
    return undefined;
  const first = value.charCodeAt(0);
  // Most texts are no numbers: `+`, `-` and digits begin one.
  if (first > 0x39 || (first < 0x30 && first !== 0x2b && first !== 0x2d)) return undefined;
  if (NUMBER.test(value)) return Number(value);
  return /^[+-]?0\d/.test(value) ? undefined : numberIn(value)?.value;
}

/**
 * What a text says of time: a day, a minute, a second or a moment. Without an offset it is of the place
 * where the reader is.
 */
export function stretchOf(text: string): Stretch | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const day = DAY.exec(text);
  if (day) {
    const [year, month, date] = day.slice(1).map(Number) as [number, number, number];
    return stretch(localTime(year, month, date), localTime(year, month, date + 1));
  }
  const local = LOCAL.exec(text);
  if (local) {
    const from = localMoment(local);
    return stretch(from, from + width(local[6], local[7]));
  }
  const offset = WITH_OFFSET.exec(text);
  const at = offset ? timeOf(text) : undefined;
  return at === undefined ? undefined : stretch(at, at + width(offset?.[1], offset?.[2]));
}

/** The moment that a value of an event tells, in milliseconds since the epoch. */
export function momentOf(value: unknown): number | undefined {
  const at = timeOf(value);
  if (at !== undefined || typeof value !== 'string' || value.length > MAX_LENGTH) return at;
  return stretchOf(value)?.from;
}

function width(seconds: string | undefined, fraction: string | undefined): number {
  if (seconds === undefined) return MINUTE;
  return fraction === undefined ? SECOND : 1;
}

function stretch(from: number, to: number): Stretch | undefined {
  return Number.isNaN(from) || Number.isNaN(to) ? undefined : { from, to };
}

function localMoment(parts: RegExpExecArray): number {
  const [year, month, date, hour, minute, second] = parts
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const milliseconds = Number((parts[7] ?? '').padEnd(3, '0'));
  const day = localTime(year!, month!, date!);
  if (hour! > 23 || minute! > 59 || second! > 59) return Number.NaN;
  return Number.isNaN(day)
    ? day
    : new Date(year!, month! - 1, date, hour, minute, second, milliseconds).getTime();
}

/** Midnight where the reader is; a date may be one beyond its month, but not by more. */
function localTime(year: number, month: number, date: number): number {
  if (month < 1 || month > 12 || date < 1 || date > 32) return Number.NaN;
  return new Date(year, month - 1, date).getTime();
}
