import type { Capture } from '../capture/capture.ts';
import type { Issue } from '../contract/issue.ts';
import { pathOfMark } from '../contract/rules/event-marks.ts';
import type { DraftBatch } from '../resend/draft.ts';
import { isEncoding } from '../resend/own-headers.ts';
import type { EventSpans } from '../resend/changes.ts';
import { decode } from '../wire/decode.ts';
import type { Span } from '../wire/json/node.ts';
import { parseJson } from '../wire/json/parse.ts';
import { readWritten, type Written } from '../wire/lossless.ts';
import type { Checks } from './checks.ts';

/** Issues that are marked in a text, and events whose places are told. */
const MAX_ISSUES = 300;
const MAX_EVENTS = 500;

/** What is known of a draft: places are characters of its text. */
export interface DraftChecked {
  kind: 'batch' | 'other' | 'malformed';
  key?: string;
  keySpan?: Span;
  /** How many events it has, and where the first of them stand. */
  total: number;
  events: EventSpans[];
  issues: { issue: Issue; span: Span }[];
}

/** Decodes and checks a text as if it had been sent, but for what compares requests. */
export function checkDraft(
  { text, url, headers: own, packing }: DraftBatch,
  checks: Pick<Checks, 'alone'>,
  now: number,
): DraftChecked {
  const bytes = new TextEncoder().encode(text);
  // It is the text that is checked, before it is packed.
  const ofText = packing.length > 0 ? own.filter((header) => !isEncoding(header)) : own;
  const headers = ofText.map(([name, value]) => ({ name, value }));
  const decoded = decode(bytes, { headers, url });
  const batch = 'batch' in decoded ? decoded.batch : undefined;
  const { find } = readWritten(batch, bytes, { headers, url });
  const spanOf = (path: string): Span | undefined => {
    const found = find(path);
    return found && isInText(found, text)
      ? { start: found.node.start, end: found.node.end }
      : undefined;
  };
  const nearest = (path: string): Span => {
    for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
      const span = spanOf(at);
      if (span) return span;
    }
    return faultSpan(text) ?? { start: 0, end: Math.min(1, text.length) };
  };
  const issues = [
    ...decoded.issues,
    ...(batch ? checks.alone(draftCapture(url, headers, bytes.length, now), batch) : []),
  ];
  const events = (batch?.events ?? []).slice(0, MAX_EVENTS).flatMap((event): EventSpans[] => {
    const span = spanOf(event.path);
    if (!span) return [];
    const idPath = pathOfMark(event, 'id');
    const id = idPath === event.path ? undefined : spanOf(idPath);
    const time = event.timePath === undefined ? undefined : spanOf(event.timePath);
    return [
      {
        ...span,
        ...(event.type !== undefined && { type: event.type.slice(0, 200) }),
        ...(id && { id }),
        ...(time && { time }),
      },
    ];
  });
  const keySpan = batch?.keyPath === undefined ? undefined : spanOf(batch.keyPath);
  return {
    kind: decoded.kind,
    ...(batch?.key !== undefined && { key: batch.key }),
    ...(keySpan && { keySpan }),
    total: batch?.total ?? batch?.events.length ?? 0,
    events,
    issues: issues.slice(0, MAX_ISSUES).map((issue) => ({ issue, span: nearest(issue.path) })),
  };
}

/** A value in a string within the text stands there in another form. */
function isInText(written: Written, text: string): boolean {
  return written.bytes !== undefined && written.text === text;
}

/** The character at which a text stops being JSON. */
function faultSpan(text: string): Span | undefined {
  const { fault } = parseJson(text);
  if (!fault) return undefined;
  const start = Math.min(fault.offset, Math.max(0, text.length - 1));
  return { start, end: Math.min(text.length, start + 1) };
}

function draftCapture(
  url: string,
  requestHeaders: Capture['requestHeaders'],
  size: number,
  at: number,
): Capture {
  return {
    id: '',
    revision: 0,
    tab: '',
    visit: '',
    route: '',
    topFrame: true,
    at,
    method: 'POST',
    url,
    state: 'pending',
    requestHeaders,
    responseHeaders: [],
    body: { kind: 'bytes', digest: '', size, stored: size },
  };
}
