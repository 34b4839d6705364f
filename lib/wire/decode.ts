import { type Issue, pointer } from '../contract/issue.ts';
import { fieldOf } from './names.ts';

/** One item of a batch. `value` is as it was parsed, whatever it is. */
export interface Event {
  index: number;
  /** JSON Pointer of the event in the body's value. */
  path: string;
  type?: string;
  typePath?: string;
  /** Milliseconds since the epoch, where the event tells a time with an offset. */
  at?: number;
  timePath?: string;
  /** Of the event itself, where events carry their keys. */
  key?: string;
  keyPath?: string;
  value: unknown;
  /** The fields that its type asks for: the event itself, or what it holds under `data` and the like. */
  payload: { value: Record<string, unknown>; path: string };
}

export interface Batch {
  key?: string;
  keyPath?: string;
  events: Event[];
  /** Of the list of events; absent where there is none. */
  eventsPath?: string;
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
  const key = fieldOf(value, 'instrumentationKey');
  const events = fieldOf(value, 'events');
  if (key === undefined && events === undefined) return { kind: 'other', text };
  const batch: Batch = { events: [], value };
  if (events && Array.isArray(events.value)) {
    batch.eventsPath = pointer(events.name);
    batch.events = events.value.map((event, index) => eventOf(event, index, events.name));
  }
  if (key && typeof key.value === 'string' && key.value !== '') {
    batch.key = key.value;
    batch.keyPath = pointer(key.name);
  }
  return { kind: 'batch', batch, text };
}

const PAYLOADS = ['data', 'payload', 'properties'];

function eventOf(value: unknown, index: number, list: string): Event {
  const path = pointer(list, index);
  if (!isRecord(value)) return { index, path, value, payload: { value: {}, path } };
  const event: Event = { index, path, value, payload: { value, path } };
  const type = fieldOf(value, 'eventType');
  if (type && typeof type.value === 'string') {
    event.type = type.value;
    event.typePath = path + pointer(type.name);
  }
  const time = fieldOf(value, 'timestamp');
  const at = typeof time?.value === 'string' ? Date.parse(time.value) : NaN;
  if (time && !Number.isNaN(at)) {
    event.at = at;
    event.timePath = path + pointer(time.name);
  }
  const nested = PAYLOADS.map((name) => fieldOf(value, name)).find((field) =>
    isRecord(field?.value),
  );
  if (nested && isRecord(nested.value)) {
    event.payload = { value: nested.value, path: path + pointer(nested.name) };
  }
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
