import type { Capture, Header } from '../capture/capture.ts';
import { MAX_ITEMS } from '../resend/job.ts';
import { countShown } from './flags.ts';
import type { List } from './list/list.ts';
import type { CaptureRow } from './rows.ts';

/** What has to be known of a request before it is sent again. */
export interface Sendable {
  id: string;
  url: string;
  route: string;
  key?: string;
  events: number;
  requestHeaders: readonly Header[];
  /** The directive by which the page's policy forbade it. */
  violation?: string;
}

export interface SendableRequest {
  ask: 'sendable';
  /** Comes back with the answer. */
  number: number;
  captures: readonly string[];
}

/** What was asked for, and what the filter shows, but for resends: each in the order of time. */
export interface SendableAnswer {
  tell: 'sendable';
  number: number;
  asked: Sendable[];
  shown: Sendable[];
}

/** @param read the capture as the log has it, if it is there */
export async function sendablesOf(
  { number, captures }: SendableRequest,
  list: List,
  read: (id: string) => Promise<Capture | undefined>,
): Promise<SendableAnswer> {
  const rows = captures.slice(0, MAX_ITEMS).flatMap((id) => list.row(id) ?? []);
  rows.sort(byTime);
  const all = (of: readonly CaptureRow[]) =>
    Promise.all(of.map(async (row) => sendableOf(row, await read(row.capture.id))));
  const [asked, shown] = await Promise.all([all(rows), all(shownIn(list))]);
  return { tell: 'sendable', number, asked, shown };
}

export function sendableOf({ capture, key, rows }: CaptureRow, whole?: Capture): Sendable {
  const { id, url, route, page } = capture;
  return {
    id,
    url,
    route,
    events: rows.filter(({ index }) => index !== undefined).length,
    requestHeaders: whole?.requestHeaders ?? [],
    ...(key !== undefined && { key }),
    ...(page?.violation !== undefined && { violation: page.violation }),
  };
}

function shownIn(list: List): CaptureRow[] {
  return list
    .captures()
    .flatMap((id) => list.row(id) ?? [])
    .filter(
      ({ capture, reading, flags }) =>
        capture.resendOf === undefined && reading !== 'other' && countShown(flags) > 0,
    )
    .toSorted(byTime)
    .slice(0, MAX_ITEMS);
}

const byTime = (one: CaptureRow, other: CaptureRow): number => one.capture.at - other.capture.at;
