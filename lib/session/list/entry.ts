import type { ConsentChange } from '../../capture/consent.ts';
import { type BatchSum, type Line, lineId, type ListMode } from '../lines.ts';
import { countShown, isShownAt } from '../flags.ts';
import type { CaptureRow, EventRow } from '../rows.ts';

/** A change of consent in the list. */
export interface ConsentMark {
  id: string;
  change: ConsentChange;
  /** The entry that it stands before; without one, it stands after all. */
  entry: Entry | undefined;
}

/** A capture in the list. */
export interface Entry {
  row: CaptureRow;
  /** By arrival: of two captures of one time, the earlier comes first. */
  serial: number;
  /** Rows that the filter shows. */
  shown: number;
  /** Changes of consent that stand before it, in their order. */
  consent: readonly ConsentMark[];
  /** Resends of it, in the order in which they came. */
  copies?: readonly string[];
  /** Raised whenever something of it has changed. */
  version: number;
}

/** By time. */
export function byTime(one: Entry, other: Entry): number {
  return one.row.capture.at - other.row.capture.at || one.serial - other.serial;
}

/** Sent by the page itself: what was resent is listed, and not counted as its. */
export function isOwn({ row }: Entry): boolean {
  return row.capture.resendOf === undefined;
}

/** Rows that the filter shows, of what the page has sent itself. */
export function ownIn(entry: Entry): number {
  return isOwn(entry) ? entry.shown : 0;
}

/** Lines that it has. */
export function sizeOf({ shown, consent }: Entry, mode: ListMode): number {
  return consent.length + (mode === 'events' ? shown : Math.min(shown, 1));
}

export function consentLine({ id, change }: ConsentMark, level: number): Line {
  return { kind: 'consent', id, level, change };
}

/** Its lines, from one on. */
export function* linesOf(
  { row: { rows, flags, ...request }, shown, consent, copies, version }: Entry,
  mode: ListMode,
  level: number,
  skip: number,
): Generator<Line> {
  const of = copies ? { ...request, copies } : request;
  for (const mark of consent.slice(skip)) yield consentLine(mark, level);
  let left = Math.max(0, skip - consent.length);
  if (mode === 'batches') {
    const id = lineId({ capture: of.capture.id });
    if (left === 0) yield { kind: 'batch', id, level, of, version, sum: sumOf(rows, shown) };
    return;
  }
  for (const [at, row] of rows.entries()) {
    if (!isShownAt(flags, at)) continue;
    if (left > 0) left -= 1;
    else yield { kind: 'event', id: row.id, level, row, of, version };
  }
}

/** Which of its lines is of an event; `undefined` where the filter hides that. */
export function lineIn(
  { row: { rows, flags }, consent }: Entry,
  mode: ListMode,
  id: string,
): number | undefined {
  if (mode === 'batches') return consent.length;
  const at = rows.findIndex((row) => row.id === id);
  if (at < 0 || !isShownAt(flags, at)) return undefined;
  return consent.length + countShown(flags, at);
}

/** Types that a batch's line names. */
const MAX_TYPES = 5;

function sumOf(rows: readonly EventRow[], shown: number): BatchSum {
  const types = [...new Set(rows.flatMap(({ type }) => type ?? []))];
  return {
    shown,
    events: rows.filter(({ index }) => index !== undefined).length,
    types: types.slice(0, MAX_TYPES),
    typesLeft: Math.max(0, types.length - MAX_TYPES),
  };
}
