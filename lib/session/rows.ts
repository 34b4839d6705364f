import type { Capture } from '../capture/capture.ts';
import { type Issue, type Severity, worstOf } from '../contract/issue.ts';
import type { Batch, Event } from '../wire/batch.ts';
import { valuesOf } from '../wire/names.ts';
import { type Checks, createChecks } from './checks.ts';
import { type DecodeBody, decodeBody } from './decoding.ts';
import { allShown, type Flags } from './flags.ts';
import { lineId } from './lines.ts';
import { readResponse, type ResponseShown } from './response.ts';
import { isDuplicate, issueStates, requestStates } from './row-states.ts';
import { type CaptureSummary, summaryOf } from './summary.ts';

/** A line of the list: one event, or all of a capture that has none. */
export interface EventRow {
  id: string;
  index: number | undefined;
  type?: string;
  /** The values that matter for the type, shortened. */
  brief: string;
  worst?: Severity;
  issues: number;
  /** What a filter asks for by `is:`, as `stateBits` writes it. */
  states: number;
  /** It repeats an earlier event. */
  isDuplicate?: true;
}

/**
 * What became of a capture's body. `other` is a request that carries neither key nor events;
 * `unreadable` has no bytes.
 */
export type Reading = 'batch' | 'malformed' | 'other' | 'unreadable';

/** A capture as the list needs it. */
export interface CaptureRow {
  capture: CaptureSummary;
  reading: Reading;
  key?: string;
  /** Of all of it. */
  worst?: Severity;
  issues: number;
  rows: EventRow[];
  /** Which of the rows the filter shows. */
  flags: Flags;
}

/** Which rows of a capture are shown. */
export type ShownRows = readonly [capture: string, flags: Flags];

/** Everything about one capture, for the detail. */
export interface CaptureDetail extends ResponseShown {
  capture: Capture;
  reading: Reading;
  text?: string;
  /** The first bytes, where the body is no text. */
  bytes?: Uint8Array;
  batch?: Batch;
  issues: Issue[];
}

/** Bytes of a body shown where it is no text. */
const SHOWN_BYTES = 4096;
/** Events of one batch that have rows; the batch itself is shown whole. */
const MAX_ROWS = 1000;
/** Characters of a type that a row shows. */
const MAX_TYPE = 200;
/** Characters of a row's brief. */
const MAX_BRIEF = 120;

const briefFields = valuesOf([
  'orderId',
  'productId',
  'query',
  'totalPrice',
  'currency',
  'quantity',
]);

/**
 * Decodes and checks a capture. A pure function of what is in the log.
 *
 * @param response bytes of the response's body, where that is to be shown
 */
export function readCapture(
  capture: Capture,
  bytes: Uint8Array | undefined,
  response?: Uint8Array,
  checks: Pick<Checks, 'of'> = createChecks(),
  decode: DecodeBody = decodeBody,
): CaptureDetail {
  const read = readRequest(capture, bytes, decode);
  const { batch, issues } = read;
  const checked = read.reading === 'other' ? [] : checks.of(capture, batch, response);
  const whole = batch?.partial ? checked.filter(({ event }) => event !== undefined) : checked;
  return {
    ...read,
    issues: [...issues, ...whole, ...(batch ? tooMany(batch) : [])],
    ...readResponse(capture, response),
  };
}

function readRequest(
  capture: Capture,
  bytes: Uint8Array | undefined,
  decode: DecodeBody,
): CaptureDetail {
  const { body } = capture;
  if (body.kind === 'empty') return { capture, reading: 'other', text: '', issues: [] };
  if (body.kind !== 'bytes' || !bytes) {
    return { capture, reading: 'unreadable', issues: [] };
  }
  const decoded = decode(capture, bytes);
  const isCut = body.stored < body.size;
  const cut = isCut ? [tooLarge(body.size)] : [];
  // That what we have cut is not whole is not the sender's fault.
  const found = isCut ? cut : decoded.issues;
  switch (decoded.kind) {
    case 'batch':
    case 'malformed': {
      const { batch, text } = decoded;
      const raw = text === undefined ? { bytes: bytes.slice(0, SHOWN_BYTES) } : { text };
      return {
        capture,
        reading: isCut ? 'malformed' : decoded.kind,
        ...raw,
        ...(batch && { batch }),
        issues: found,
      };
    }
    case 'other':
      return {
        capture,
        reading: isCut ? 'malformed' : 'other',
        text: decoded.text,
        issues: found,
      };
  }
}

function tooLarge(size: number): Issue {
  return {
    severity: 'info',
    rule: 'too-large',
    path: '',
    message: 'issueTooLarge',
    actual: `${size} bytes`,
    grade: 'documented',
    contract: 'built-in',
  };
}

function tooMany({ events, eventsPath = '' }: Batch): Issue[] {
  if (events.length <= MAX_ROWS) return [];
  return [
    {
      severity: 'info',
      rule: 'too-many-events',
      path: eventsPath,
      message: 'issueTooManyEvents',
      expected: `≤ ${MAX_ROWS}`,
      actual: String(events.length),
      grade: 'inferred',
      contract: 'built-in',
    },
  ];
}

/** The rows of a capture, all of them shown. */
export function rowsOf(detail: CaptureDetail): CaptureRow {
  const { capture, reading, batch, issues } = detail;
  const key = batch?.key;
  const ofRequest = requestStates(detail);
  const common = {
    capture: summaryOf(capture),
    reading,
    ...(key !== undefined && { key }),
    ...sum(issues),
  };
  if (!batch || batch.events.length === 0) {
    const row = {
      id: lineId({ capture: capture.id }),
      index: undefined,
      brief: '',
      states: ofRequest | issueStates(issues),
      ...sum(issues),
    };
    return { ...common, rows: [row], flags: allShown(1) };
  }
  const byEvent = Map.groupBy(issues, ({ event }) => event);
  const ofBatch = byEvent.get(undefined) ?? [];
  const by = (found: Issue[]) => ({ states: ofRequest | issueStates(found), ...sum(found) });
  const byBatch = by(ofBatch);
  const rows = batch.events.slice(0, MAX_ROWS).map((event): EventRow => {
    const own = byEvent.get(event.index);
    return {
      id: lineId({ capture: capture.id, event: event.index }),
      index: event.index,
      ...(event.type !== undefined && { type: event.type.slice(0, MAX_TYPE) }),
      brief: briefOf(event),
      ...(own ? by([...own, ...ofBatch]) : byBatch),
      ...(own?.some(isDuplicate) && { isDuplicate: true }),
    };
  });
  return { ...common, rows, flags: allShown(rows.length) };
}

function sum(issues: Issue[]): { issues: number; worst?: Severity } {
  const worst = worstOf(issues);
  return { issues: issues.length, ...(worst && { worst }) };
}

function briefOf({ payload }: Event): string {
  return briefFields(payload.value)
    .filter((part) => typeof part === 'string' || typeof part === 'number')
    .join(' · ')
    .slice(0, MAX_BRIEF);
}
