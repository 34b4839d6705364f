import type { Capture } from '../capture/capture.ts';
import type { Issue } from '../contract/issue.ts';
import type { Batch } from '../wire/batch.ts';
import type { Span } from '../wire/json/node.ts';
import { offsetAt } from '../wire/json/position.ts';
import { type BodyAsWritten, readWritten } from '../wire/lossless.ts';
import { type FlatTree, flatten } from './flat.ts';
import { hexDump } from './hex.ts';
import type { ResponseShown } from './response.ts';
import type { CaptureDetail, Reading } from './rows.ts';
import { type SourceShown, sourceOf } from './source.ts';

/**
 * Everything about one capture, and one of its events, as the panel shows it: of a bounded size, and flat, so that
 * it can be handed over whatever the body.
 */
export interface CaptureShown extends ResponseShown {
  capture: Capture;
  reading: Reading;
  /** The body's text; absent where it is none, or can't be read. */
  source?: SourceShown;
  /** The first bytes as they came, as a dump. */
  hex?: string;
  batch?: { key?: string; events: number; tree: FlatTree };
  /** The event that is looked at. */
  event?: EventShown;
  /** Those of that event and of the batch, and some of the other events'. */
  issues: Issue[];
  /** Issues that are not among them. */
  issuesLeft: number;
}

export interface EventShown {
  index: number;
  tree: FlatTree;
  /** Where it stands in the unpacked body; absent where it stands there in another form, such as in a string. */
  bytes?: Span;
}

/** Bytes of a body that are shown as such. */
export const SHOWN_BYTES = 4096;
/** Issues that are handed over of the event with its batch, and of the other events. */
const MAX_ISSUES = 500;
const MAX_OTHER_ISSUES = 500;

/**
 * @param body bytes of the request's body, where they are known
 * @param index of the event that is looked at
 * @param from the first character of the source that is shown, where that is asked for
 */
export function showCapture(
  detail: CaptureDetail,
  body: Uint8Array | undefined,
  index: number | undefined,
  from?: number,
): CaptureShown {
  const { batch, text, issues: all, capture, reading, responseText, responseBytes } = detail;
  const { requestHeaders: headers, url } = detail.capture;
  const written = readWritten(batch, body ?? new Uint8Array(), { headers, url });
  const event = index === undefined ? undefined : batch?.events[index];
  const issues = issuesFor(all, index);
  const paths = issues.map(({ path }) => path);
  const source =
    text !== undefined &&
    sourceOf(text, written, event?.path, { secret: batch?.key, fault: faultIn(text, all), from });
  return {
    capture,
    reading,
    ...(responseText !== undefined && { responseText }),
    ...(responseBytes && { responseBytes }),
    ...(source && { source }),
    ...(body && { hex: hexDump(body.subarray(0, SHOWN_BYTES), batch?.key) }),
    ...(batch && { batch: batchShown(written, batch, paths) }),
    ...(batch && event && { event: eventShown(written, batch, event, paths) }),
    issues,
    issuesLeft: all.length - issues.length,
  };
}

/** Where a text stops to be JSON, by the first issue that says so. */
function faultIn(text: string, issues: readonly Issue[]): number | undefined {
  const [line, column] = issues.find(({ rule }) => rule === 'not-json')?.params ?? [];
  if (typeof line !== 'number' || typeof column !== 'number') return undefined;
  return offsetAt(text, { line, column });
}

function batchShown(written: BodyAsWritten, batch: Batch, wanted: string[]) {
  const { key, events, total } = batch;
  const bytesOf = new Set(events.map(({ path }) => path));
  return {
    ...(key !== undefined && { key }),
    events: total ?? events.length,
    tree: flatten(written, batch, '', { wanted, bytesOf, secret: key }),
  };
}

function eventShown(
  written: BodyAsWritten,
  batch: Batch,
  { index, path }: Batch['events'][number],
  wanted: string[],
): EventShown {
  const bytesOf = new Set([path]);
  const tree = flatten(written, batch, path, { wanted, bytesOf, secret: batch.key });
  const bytes = tree.nodes[0]?.bytes;
  return { index, tree, ...(bytes && { bytes }) };
}

/** In their order. */
function issuesFor(all: readonly Issue[], index: number | undefined): Issue[] {
  let own = 0;
  let others = 0;
  return all.filter(({ event }) =>
    event === undefined || event === index
      ? (own += 1) <= MAX_ISSUES
      : (others += 1) <= MAX_OTHER_ISSUES,
  );
}
