import type * as z from 'zod/mini';
import { type Batch, type Event, isRecord } from '../wire/decode.ts';
import { fieldOf, plainName } from '../wire/names.ts';
import { acceptorFor } from './acceptor.ts';
import { ENVELOPE, EVENT_TYPES } from './built-in.ts';
import { restyleFor } from './case-style.ts';
import type { Issue } from './issue.ts';
import { pointer } from '../wire/pointer.ts';
import { nearest } from './loaded/nearest.ts';
import { quoted } from './quote.ts';

/** Issues beyond this are not listed for one event: it is wrong as a whole. */
const MAX_ISSUES = 100;

const INFERRED = { severity: 'warning', grade: 'inferred', contract: 'built-in' } as const;

/** Shared, as most events are as they should be. */
const NONE: readonly Issue[] = [];

const checkersByType = new Map(
  Object.entries(EVENT_TYPES).map(([type, schema]) => [type, checkerOf(schema)]),
);
const checkEnvelope = checkerOf(ENVELOPE);
const TYPE_NAMES = Object.keys(EVENT_TYPES);
const typesByPlainName = new Map(TYPE_NAMES.map((type) => [plainName(type), type]));

/** Checks what stands around the events of a batch: its key and its list. */
export function checkBatchShape({ key, keyPath, events, eventsPath, value }: Batch): Issue[] {
  const issues: Issue[] = [];
  const envelope = isRecord(value) ? value : {};
  if (key === undefined) {
    const path = keyPath ?? pointer('instrumentationKey');
    const actual = quoted(fieldOf(envelope, 'instrumentationKey')?.value);
    issues.push({ ...INFERRED, rule: 'no-key', path, message: 'issueNoKey', ...actual });
  }
  if (events.length === 0 && eventsPath === undefined) {
    const list = fieldOf(envelope, 'events') ?? { name: 'events', value: undefined };
    const path = pointer(list.name);
    const actual = quoted(list.value);
    issues.push({ ...INFERRED, rule: 'no-events', path, message: 'issueNoEvents', ...actual });
  }
  return issues;
}

/** Checks one event against the built-in contract. It depends on nothing but the event. */
export function checkEventShape(event: Event): readonly Issue[] {
  const { index, path, type, typePath, value, payload } = event;
  const ofEvent = { ...INFERRED, event: index };
  if (!isRecord(value)) {
    return [
      { ...ofEvent, rule: 'event-object', path, message: 'issueEventNotObject', ...quoted(value) },
    ];
  }
  if (type === undefined) {
    const field = fieldOf(value, 'eventType');
    const at = typePath ?? path + pointer(field?.name ?? 'eventType');
    return [
      { ...ofEvent, rule: 'no-type', path: at, message: 'issueNoType', ...quoted(field?.value) },
    ];
  }
  const checker = checkersByType.get(type);
  if (!checker) return [unknownType(event, type)];
  const ofPayload = checker(payload.value, payload.path);
  const ofEnvelope = payload.path === path ? NONE : checkEnvelope(value, path);
  if (ofPayload.length + ofEnvelope.length === 0) return NONE;
  return [...ofPayload, ...ofEnvelope].map((issue) => ({ ...issue, event: index }));
}

function unknownType({ index, path, typePath }: Event, type: string): Issue {
  const at = typePath ?? path;
  const known = typesByPlainName.get(plainName(type)) ?? nearest(type, TYPE_NAMES);
  return {
    ...INFERRED,
    event: index,
    rule: 'unknown-type',
    path: at,
    message: 'issueUnknownType',
    ...quoted(type),
    ...(known !== undefined && { expected: known, fix: { path: at, value: known } }),
  };
}

type Checker = (value: Record<string, unknown>, path: string) => readonly Issue[];

function checkerOf(schema: z.ZodMiniObject): Checker {
  const accepts = acceptorFor(schema);
  const restyle = restyleFor(schema);
  return (value, path) => {
    if (accepts(value)) return NONE;
    const parsed = schema.safeParse(restyle(value));
    if (parsed.success) return NONE;
    const issues = parsed.error.issues.slice(0, MAX_ISSUES);
    return onePerPath(issues.map((issue) => fieldIssue(issue, value, path)));
  };
}

/** The schema may object twice to one value: of `[]`, that it is no text, and that it is too short. */
function onePerPath(issues: Issue[]): Issue[] {
  const paths = new Set<string>();
  return issues.filter(({ path }) => !paths.has(path) && paths.add(path));
}

function fieldIssue(issue: z.core.$ZodIssue, payload: unknown, path: string): Issue {
  const { names, value } = find(payload, issue.path);
  const missing = value === undefined;
  const at = path + pointer(...names);
  return {
    ...INFERRED,
    rule: missing ? 'missing-field' : 'wrong-field',
    path: at,
    message: missing ? 'issueMissingField' : 'issueWrongField',
    expected: expectation(issue),
    ...quoted(value),
    ...(isIdAsNumber(issue, value) && { fix: { path: at, value: String(value) } }),
  };
}

/** An id that came as a number; of a larger one, the digits that came are not known. */
function isIdAsNumber(issue: z.core.$ZodIssue, value: unknown): boolean {
  const isText = issue.code === 'invalid_type' && issue.expected === 'string';
  return isText && String(issue.path.at(-1)).endsWith('Id') && Number.isSafeInteger(value);
}

/** What a field should be, in words of the wire, the same in every language. */
function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected;
    case 'invalid_format':
      if (issue.format === 'datetime') return 'ISO 8601 (2026-11-23T09:15:02Z)';
      return issue.path.at(-1) === 'currency' ? 'ISO 4217 (DKK)' : issue.format;
    case 'too_small':
      return `≥ ${issue.minimum} ${issue.origin === 'string' ? 'characters' : ''}`.trim();
    case 'too_big':
      return `≤ ${issue.maximum}`;
    case 'custom':
    case 'invalid_element':
    case 'invalid_key':
    case 'invalid_union':
    case 'invalid_value':
    case 'not_multiple_of':
    case 'unrecognized_keys':
      return issue.code;
  }
}

/** Follows the schema's names to what the sender calls them. */
function find(from: unknown, path: PropertyKey[]): { names: PropertyKey[]; value: unknown } {
  let value = from;
  const names = path.map((part) => {
    if (Array.isArray(value)) {
      value = (value as unknown[])[Number(part)];
      return part;
    }
    const field = isRecord(value) ? fieldOf(value, String(part)) : undefined;
    value = field?.value;
    return field?.name ?? part;
  });
  return { names, value };
}
