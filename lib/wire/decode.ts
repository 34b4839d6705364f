import type { Issue } from '../contract/issue.ts';
import type { Batch, BrokenText, FormField, Layout } from './batch.ts';
import { below } from './pointer.ts';
import { beginsLikeJson, brokenText } from './embedded.ts';
import {
  brokenIssues,
  inflateIssue,
  jsonIssue,
  lineIssues,
  textIssue,
  tooManyIssue,
} from './faults.ts';
import { batchIn } from './find.ts';
import { boundaryIn, formValue, multipartFields, plainField, urlencodedFields } from './forms.ts';
import { inflate } from './inflate.ts';
import { parseJson } from './json/parse.ts';
import { valueOf } from './json/value.ts';
import { readLines } from './lines.ts';
import { contentTypeOf, promisesJson, type RequestFacts } from './request.ts';
import { readText } from './text.ts';

export type { Batch, Event } from './batch.ts';
export { isRecord } from './record.ts';

/**
 * - `batch`: decoded
 * - `other`: a body with neither key nor events: a request that is not ours
 * - `malformed`: it can't be decoded whole; `text` is it as it came, or `undefined` where it is no
 *   text, and `batch` is what is whole before the fault
 */
export type Decoded =
  | { kind: 'batch'; batch: Batch; text: string; issues: Issue[] }
  | { kind: 'other'; text: string; issues: Issue[] }
  | { kind: 'malformed'; issues: Issue[]; text?: string; batch?: Batch };

/** JSON in a JSON string in a JSON string: so many are opened. */
const MAX_STRINGS = 3;

const FORM_TYPE = /^\s*application\/x-www-form-urlencoded\b/i;

/**
 * Decodes the body of a capture, by its content: compression, encoding, JSON in any of its layouts,
 * and in it key and events by their shape. This is the fast step: values are those of
 * `JSON.parse`. A pure function that never throws.
 */
export function decode(body: Uint8Array, request: RequestFacts = {}): Decoded {
  const inflated = inflate(body, request);
  const decoded = decodeBytes(inflated.bytes, request);
  decoded.issues.unshift(...inflateIssue(inflated));
  return decoded;
}

function decodeBytes(bytes: Uint8Array, request: RequestFacts): Decoded {
  const contentType = contentTypeOf(request);
  const boundary = boundaryIn(bytes, contentType);
  const read = readText(bytes, contentType);
  if (boundary !== undefined) {
    const fields = multipartFields(bytes, boundary);
    const text = read.ok ? read.text : new TextDecoder().decode(bytes);
    return decodeForm(text, fields, request);
  }
  if (read.ok) return decodeText(read.text, read.mark, request);
  const whole = read.prefix === '' ? undefined : decodeText(read.prefix, read.mark, request);
  const shown = read.shown ?? (read.isCut ? read.prefix : undefined);
  return {
    kind: 'malformed',
    issues: [textIssue(read, promisesJson(request))],
    ...(shown !== undefined && { text: shown }),
    ...(whole && 'batch' in whole && { batch: { ...whole.batch, partial: true } }),
  };
}

function decodeText(text: string, byte: 0 | 3, request: RequestFacts): Decoded {
  const contentType = contentTypeOf(request);
  if (FORM_TYPE.test(contentType) && !beginsLikeJson(text)) {
    return decodeForm(text, urlencodedFields(text), request);
  }
  const parsed = parse(text);
  if (parsed) return decodeValue(text, parsed.value, request);
  const place = { text, byte, promised: promisesJson(request) };
  const lines = readLines(text, contentType);
  if (lines) {
    const { values: value, bad, unread } = lines;
    const batch = batchIn({ value, layout: { kind: 'lines' } }, request);
    const issues = lineIssues(bad, unread, place);
    if (batch && bad.length > 0) batch.partial = true;
    if (!batch && issues.length > 0) return { kind: 'malformed', issues, text };
    return batch ? ofBatch(text, batch, issues) : { kind: 'other', text, issues };
  }
  const field = plainField(text);
  const form = field && decodeForm(text, [{ ...field, byte: field.byte + byte }], request);
  if (form?.kind === 'batch') return form;
  const { root, fault } = parseJson(text);
  const value = root && valueOf(root);
  // An engine that nests less deeply than we do: the text is sound.
  if (!fault) return decodeValue(text, value, request);
  const issues = [jsonIssue(fault, place)];
  const whole = { path: '', value, open: fault.open };
  const batch = batchIn({ value, layout: { kind: 'json' }, whole }, request);
  return { kind: 'malformed', issues, text, ...(batch && { batch }) };
}

function decodeValue(text: string, parsed: unknown, request: RequestFacts): Decoded {
  let value = parsed;
  let times = 0;
  while (typeof value === 'string' && times < MAX_STRINGS) {
    const inner = parse(value);
    if (!inner) break;
    ({ value } = inner);
    times += 1;
  }
  const broken = typeof value === 'string' ? brokenText(value, '') : undefined;
  if (typeof value === 'string' && broken) {
    const { root, fault } = parseJson(value);
    const inner = root && valueOf(root);
    const whole = { path: '', value: inner, open: fault?.open ?? [] };
    const layout: Layout = { kind: 'string', times: times + 1 };
    return decoded(text, batchIn({ value: inner, layout, whole }, request), broken);
  }
  const layout: Layout = times > 0 ? { kind: 'string', times } : { kind: 'json' };
  return decoded(text, batchIn({ value, layout }, request), undefined);
}

function decodeForm(text: string, fields: readonly FormField[], request: RequestFacts): Decoded {
  const layout: Layout = { kind: 'form', fields };
  const value = formValue(fields);
  const batch = batchIn({ value, layout }, request);
  if (batch && batch.events.length > 0) return decoded(text, batch, undefined);
  // The events may stand in a field that is no sound JSON.
  for (const { name, value: field } of fields) {
    const path = below('', name);
    const broken = brokenText(field, path);
    if (!broken) continue;
    const { root, fault } = parseJson(field);
    const whole = { path, value: root && valueOf(root), open: fault?.open ?? [] };
    const left = batchIn({ value, layout, whole }, request);
    return decoded(text, left?.events.length ? left : batch, broken);
  }
  return decoded(text, batch, undefined);
}

function decoded(text: string, batch: Batch | undefined, broken: BrokenText | undefined): Decoded {
  if (broken) {
    return { kind: 'malformed', issues: brokenIssues([broken]), text, ...(batch && { batch }) };
  }
  return batch ? ofBatch(text, batch, []) : { kind: 'other', text, issues: [] };
}

function ofBatch(text: string, batch: Batch, issues: Issue[]): Decoded {
  const broken = batch.events.flatMap((event) =>
    event.broken ? [{ ...event.broken, event: event.index }] : [],
  );
  const found = [...issues, ...tooManyIssue(batch), ...brokenIssues(broken)];
  return { kind: 'batch', text, batch, issues: found };
}

function parse(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    // The caller finds out where and why.
    return undefined;
  }
}
