import { isRecord } from '../../wire/decode.ts';
import { fieldOf } from '../../wire/names.ts';

/** Something that the server says of a field, by its path, or of an event, by its number. */
export interface Refusal {
  /** As the server writes it, such as `$.events[2].totalPrice`. */
  path?: string;
  /** Of the event, from 0. */
  index?: number;
  message: string;
}

/** What an answer says, of all the forms that are known. */
export interface Answer {
  title?: string;
  traceId?: string;
  /** Events that came, and that were taken. */
  received?: number;
  accepted?: number;
  refusals: Refusal[];
  /** There were more than are read. */
  isCut: boolean;
}

/** Bytes of a response that are read. */
const MAX_BYTES = 256 * 1024;
/** Refusals that are read of one answer. */
const MAX_REFUSALS = 200;
/** Characters of a server's message that are kept. */
const MAX_MESSAGE = 300;

const RESULTS = ['results', 'items', 'responses', 'events'];
const MESSAGES = ['message', 'detail', 'error', 'errorMessage', 'reason', 'title'];
const NOTHING: Answer = { refusals: [], isCut: false };

/**
 * Reads the body of an answer: problem details (RFC 9457) with `errors`, by path or as a list, or a list of
 * results, one for each event. Anything else says nothing; a body that is longer than what is read is no JSON.
 */
export function readAnswer(bytes: Uint8Array | undefined): Answer {
  const value = bytes && jsonOf(bytes.subarray(0, MAX_BYTES));
  if (Array.isArray(value)) return bounded({}, resultsIn(value));
  if (!isRecord(value)) return NOTHING;
  const about = {
    ...named(value, 'title', 'title'),
    ...named(value, 'traceId', 'traceId'),
    ...counted(value, 'received', 'itemsReceived'),
    ...counted(value, 'accepted', 'itemsAccepted'),
  };
  return bounded(about, refusalsIn(value));
}

function bounded(about: Omit<Answer, 'refusals' | 'isCut'>, refusals: Iterable<Refusal>): Answer {
  const first = [...Iterator.from(refusals).take(MAX_REFUSALS + 1)];
  return { ...about, refusals: first.slice(0, MAX_REFUSALS), isCut: first.length > MAX_REFUSALS };
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // No JSON: a gateway's page, or nothing. Its status is all that it says.
    return undefined;
  }
}

function* refusalsIn(answer: Record<string, unknown>): Iterable<Refusal> {
  const errors = fieldOf(answer, 'errors')?.value;
  if (Array.isArray(errors)) yield* errorsIn(errors);
  else if (isRecord(errors)) yield* byPath(errors);
  for (const name of RESULTS) {
    const results = fieldOf(answer, name)?.value;
    if (Array.isArray(results)) yield* resultsIn(results);
  }
}

/** `{ "events[2].totalPrice": ["…"] }` */
function* byPath(errors: Record<string, unknown>): Iterable<Refusal> {
  for (const [path, messages] of Object.entries(errors)) {
    const texts: unknown[] = Array.isArray(messages) ? messages : [messages];
    for (const text of texts) yield { path, message: messageOf(text) };
  }
}

/** `[{ "index": 2, "statusCode": 400, "message": "…" }]`: all that are listed are refused. */
function* errorsIn(errors: unknown[]): Iterable<Refusal> {
  for (const error of errors) yield refusalOf(error);
}

/** `[{ "status": 202 }, { "status": 400, "error": "…" }]`: one for each event, in order. */
function* resultsIn(results: unknown[]): Iterable<Refusal> {
  for (const [position, result] of results.entries()) {
    if (isRecord(result) && isRefused(result)) yield { index: position, ...refusalOf(result) };
  }
}

function isRefused(result: Record<string, unknown>): boolean {
  const status = (fieldOf(result, 'statusCode') ?? fieldOf(result, 'status'))?.value;
  if (typeof status === 'number') return status >= 400;
  const success = (fieldOf(result, 'success') ?? fieldOf(result, 'accepted'))?.value;
  return success === false;
}

function refusalOf(error: unknown): Refusal {
  if (!isRecord(error)) return { message: messageOf(error) };
  const index = fieldOf(error, 'index')?.value;
  const path = ['path', 'field', 'pointer', 'propertyName']
    .map((name) => fieldOf(error, name)?.value)
    .find((value) => typeof value === 'string');
  return {
    ...(typeof index === 'number' && Number.isInteger(index) && index >= 0 && { index }),
    ...(path !== undefined && { path }),
    message: messageOf(error),
  };
}

/** What the server says in words, at the least its status. */
function messageOf(said: unknown): string {
  if (typeof said === 'string') return shortened(said);
  if (!isRecord(said)) return typeof said === 'number' ? String(said) : '?';
  const text = MESSAGES.map((name) => fieldOf(said, name)?.value).find(
    (value) => typeof value === 'string' && value !== '',
  );
  if (typeof text === 'string') return shortened(text);
  const status = (fieldOf(said, 'statusCode') ?? fieldOf(said, 'status'))?.value;
  return typeof status === 'number' || typeof status === 'string' ? shortened(String(status)) : '?';
}

function shortened(text: string): string {
  return text.length > MAX_MESSAGE ? `${text.slice(0, MAX_MESSAGE)}…` : text;
}

function named(answer: Record<string, unknown>, part: 'title' | 'traceId', name: string) {
  const value = fieldOf(answer, name)?.value;
  return typeof value === 'string' && value !== '' ? { [part]: shortened(value) } : {};
}

function counted(answer: Record<string, unknown>, part: 'received' | 'accepted', name: string) {
  const value = fieldOf(answer, name)?.value;
  return typeof value === 'number' ? { [part]: value } : {};
}
