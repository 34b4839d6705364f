import type { Issue } from '../contract/issue.ts';

/** One item of a batch. `value` is as it was parsed, whatever it is. */
export interface Event {
  index: number;
  type?: string;
  /** Milliseconds since the epoch, where the event tells a time with an offset. */
  at?: number;
  value: unknown;
}

export interface Batch {
  key?: string;
  events: Event[];
  value: unknown;
}

/**
 * - `batch`: decoded
 * - `other`: a body with neither key nor events: a request that is not ours
 * - `malformed`: it can't be decoded; `text` is it as it came, or `undefined` where it is no text
 */
export type Decoded =
  | { kind: 'batch'; batch: Batch; text: string }
  | { kind: 'other'; text: string }
  | { kind: 'malformed'; issue: Issue; text?: string };

const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\b/i;

/**
 * Decodes the body of a capture: UTF-8 and JSON, `{ instrumentationKey, events: […] }`.
 *
 * @param contentType of the request: it decides how sure we are that it was to be JSON (RFC 8259)
 */
export function decode(bytes: Uint8Array, contentType = ''): Decoded {
  const text = utf8(bytes);
  if (text === undefined) {
    return { kind: 'malformed', issue: malformed('not-utf8', 'issueNotUtf8', contentType) };
  }
  const parsed = json(text);
  if (!parsed.ok) {
    const issue = malformed('not-json', 'issueNotJson', contentType);
    return { kind: 'malformed', issue: { ...issue, actual: parsed.reason }, text };
  }
  const { value } = parsed;
  if (!isRecord(value)) return { kind: 'other', text };
  const key = value['instrumentationKey'];
  const events = value['events'];
  if (key === undefined && events === undefined) return { kind: 'other', text };
  const batch: Batch = { events: Array.isArray(events) ? events.map(eventOf) : [], value };
  if (typeof key === 'string' && key !== '') batch.key = key;
  return { kind: 'batch', batch, text };
}

function eventOf(value: unknown, index: number): Event {
  const event: Event = { index, value };
  if (!isRecord(value)) return event;
  const { eventType: type, timestamp } = value;
  if (typeof type === 'string') event.type = type;
  const at = typeof timestamp === 'string' ? Date.parse(timestamp) : NaN;
  if (!Number.isNaN(at)) event.at = at;
  return event;
}

/** JSON is only promised where the content type says so; else that it should be is our reading. */
function malformed(
  rule: string,
  message: 'issueNotUtf8' | 'issueNotJson',
  contentType: string,
): Issue {
  const promised = JSON_TYPE.test(contentType);
  return {
    severity: promised ? 'error' : 'warning',
    rule,
    path: '',
    message,
    grade: promised ? 'documented' : 'inferred',
    contract: 'built-in',
  };
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Not UTF-8: the caller says so.
    return undefined;
  }
}

function json(text: string): { ok: true; value: unknown } | { ok: false; reason: string } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
