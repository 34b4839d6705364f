import type { Span } from '../wire/json/node.ts';
import { timeOf } from '../wire/time.ts';

/** A part of a text that another text takes the place of; all else stays as it is written. */
export interface TextChange extends Span {
  insert: string;
}

/** Where an event stands in a text, and its id and time, where it has them. */
export interface EventSpans extends Span {
  type?: string;
  id?: Span;
  time?: Span;
}

/** Makes the events new ones: ids of their own, and the present time in the form that theirs has. */
export function freshCopy(
  text: string,
  events: readonly EventSpans[],
  now: number,
  newId: () => string,
): TextChange[] {
  return events
    .flatMap(({ id, time }) => [
      ...(id ? [{ ...id, insert: idLike(written(text, id), now, newId) }] : []),
      ...(time ? [{ ...time, insert: timeLike(written(text, time), now) }] : []),
    ])
    .toSorted((a, b) => a.start - b.start);
}

/** Takes an event out of its list, with the comma that belongs to it. */
export function withoutEvent(events: readonly Span[], index: number): TextChange {
  const event = events[index]!;
  const next = events[index + 1];
  const before = events[index - 1];
  if (next) return { start: event.start, end: next.start, insert: '' };
  return { start: before?.end ?? event.start, end: event.end, insert: '' };
}

export function applied(text: string, changes: readonly TextChange[]): string {
  return changes
    .toSorted((a, b) => b.start - a.start)
    .reduce((all, { start, end, insert }) => all.slice(0, start) + insert + all.slice(end), text);
}

function written(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}

/** A number gets another, as whoever reads it expects one. */
function idLike(source: string, now: number, newId: () => string): string {
  return source.startsWith('"') ? JSON.stringify(newId()) : String(now);
}

function timeLike(source: string, now: number): string {
  if (source.startsWith('"')) {
    const text = source.slice(1, -1);
    return /^\d+$/.test(text) ? `"${epochLike(Number(text), now)}"` : `"${zoned(text, now)}"`;
  }
  return epochLike(Number(source), now);
}

/** In seconds where it was in seconds. */
function epochLike(value: number, now: number): string {
  return String(timeOf(value) === value * 1000 ? Math.floor(now / 1000) : now);
}

/** With the offset that it was written with. */
function zoned(text: string, now: number): string {
  const [, sign, hours, minutes = '00'] = /([+-])(\d\d):?(\d\d)?$/.exec(text.slice(10)) ?? [];
  if (sign === undefined) return new Date(now).toISOString();
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  const local = new Date(now + offset * 60_000).toISOString().slice(0, -1);
  return `${local}${sign}${hours}:${minutes}`;
}
