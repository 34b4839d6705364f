import type { Stretch } from '../../filter/values.ts';
import { isShownAt } from '../flags.ts';
import type { LinePlace } from '../lines.ts';
import type { CaptureRow } from '../rows.ts';
import type { List } from './list.ts';

type Ordered = Pick<List, 'inOrder' | 'row'>;

/** The last event of the same type that was sent before. */
export function previousOfType(list: Ordered, place: LinePlace): LinePlace | undefined {
  const own = list.row(place.capture);
  const position = own?.rows.findIndex(({ index }) => index === place.event) ?? -1;
  if (!own || position < 0) return undefined;
  const { type } = own.rows[position]!;
  const lastIn = ({ capture, rows }: CaptureRow, before?: number): LinePlace | undefined => {
    const found = rows.slice(0, before).findLast((row) => row.type === type);
    return found && { capture: capture.id, event: found.index };
  };
  let latest: CaptureRow | undefined;
  for (const row of list.inOrder()) {
    const { at } = row.capture;
    const isLater = at <= own.capture.at && at >= (latest?.capture.at ?? -Infinity);
    if (isLater && row !== own && lastIn(row)) latest = row;
  }
  return lastIn(own, position) ?? (latest && lastIn(latest));
}

/**
 * The nearest event with issues after (1) or before (−1) a place, of those that are shown or folded away; from the
 * list's other end where there is none, or nothing to start from.
 */
export function nextWithIssues(
  list: Ordered,
  from: LinePlace | undefined,
  step: 1 | -1,
): LinePlace | undefined {
  const before: LinePlace[] = [];
  const after: LinePlace[] = [];
  let way = before;
  for (const { capture, rows, flags } of list.inOrder()) {
    for (const [at, { index, issues }] of rows.entries()) {
      const isOfBatch = from?.event === undefined || from.event === index;
      if (capture.id === from?.capture && isOfBatch) way = after;
      else if (issues > 0 && isShownAt(flags, at)) way.push({ capture: capture.id, event: index });
    }
  }
  return step > 0 ? (after[0] ?? before[0]) : (before.at(-1) ?? after.at(-1));
}

/** What was sent first in a stretch of time, of what is shown; `to` is no part of it. */
export function firstWithin(
  list: Pick<Ordered, 'inOrder'>,
  { from, to }: Stretch,
): LinePlace | undefined {
  let first: { at: number; place: LinePlace } | undefined;
  for (const { capture, rows, flags } of list.inOrder()) {
    const { id, at } = capture;
    if (at < from || at >= to || (first && first.at <= at)) continue;
    const row = rows.find((_, index) => isShownAt(flags, index));
    if (row) first = { at, place: { capture: id, event: row.index } };
  }
  return first?.place;
}
