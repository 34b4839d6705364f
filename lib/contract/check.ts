import type * as z from 'zod/mini';
import { type Batch, type Event, isRecord } from '../wire/decode.ts';
import { EVENT_TYPES } from './built-in.ts';
import { type Issue, pointer } from './issue.ts';

/** Issues beyond this are not listed for one event: it is wrong as a whole. */
const MAX_ISSUES = 100;
/** Characters of a value that an issue quotes. */
const MAX_QUOTE = 80;

const INFERRED = { severity: 'warning', grade: 'inferred', contract: 'built-in' } as const;

/** Checks a batch against the built-in contract. A bad event spoils only itself. */
export function check(batch: Batch): Issue[] {
  return [...checkEnvelope(batch), ...batch.events.flatMap(checkEvent)];
}

function checkEnvelope({ key, value }: Batch): Issue[] {
  const issues: Issue[] = [];
  const envelope = isRecord(value) ? value : {};
  if (key === undefined) {
    issues.push({
      ...INFERRED,
      rule: 'no-key',
      path: pointer('instrumentationKey'),
      message: 'issueNoKey',
      ...quoted(envelope['instrumentationKey']),
    });
  }
  const events = envelope['events'];
  if (!Array.isArray(events)) {
    const path = pointer('events');
    issues.push({
      ...INFERRED,
      rule: 'no-events',
      path,
      message: 'issueNoEvents',
      ...quoted(events),
    });
  } else if (events.length === 0) {
    const path = pointer('events');
    issues.push({ ...INFERRED, rule: 'empty-batch', path, message: 'issueEmptyBatch' });
  }
  return issues;
}

function checkEvent({ index, type, value }: Event): Issue[] {
  const path = pointer('events', index);
  const ofEvent = { ...INFERRED, event: index };
  if (!isRecord(value)) {
    return [
      { ...ofEvent, rule: 'event-object', path, message: 'issueEventNotObject', ...quoted(value) },
    ];
  }
  if (type === undefined) {
    const actual = quoted(value['eventType']);
    const at = `${path}/eventType`;
    return [{ ...ofEvent, rule: 'no-type', path: at, message: 'issueNoType', ...actual }];
  }
  const schema = Object.hasOwn(EVENT_TYPES, type) ? EVENT_TYPES[type] : undefined;
  if (!schema) {
    const at = `${path}/eventType`;
    return [
      { ...ofEvent, rule: 'unknown-type', path: at, message: 'issueUnknownType', ...quoted(type) },
    ];
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return [];
  const issues = parsed.error.issues.slice(0, MAX_ISSUES);
  return onePerPath(issues.map((issue) => ({ ...fieldIssue(issue, value, path), event: index })));
}

/** The schema may object twice to one value: of `[]`, that it is no text, and that it is too short. */
function onePerPath(issues: Issue[]): Issue[] {
  const paths = new Set<string>();
  return issues.filter(({ path }) => !paths.has(path) && paths.add(path));
}

function fieldIssue(issue: z.core.$ZodIssue, event: unknown, path: string): Issue {
  const actual = at(event, issue.path);
  const missing = actual === undefined;
  return {
    ...INFERRED,
    rule: missing ? 'missing-field' : 'wrong-field',
    path: path + pointer(...issue.path),
    message: missing ? 'issueMissingField' : 'issueWrongField',
    expected: expectation(issue),
    ...quoted(actual),
  };
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

function at(value: unknown, path: PropertyKey[]): unknown {
  let found = value;
  for (const part of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, part))
      return undefined;
    found = (found as Record<PropertyKey, unknown>)[part];
  }
  return found;
}

/** Objects are named, not quoted: they may be of any size and depth. */
function quoted(value: unknown): { actual?: string } {
  if (value === undefined) return {};
  if (Array.isArray(value)) return { actual: `array (${value.length})` };
  if (typeof value === 'object' && value !== null) return { actual: 'object' };
  const text = JSON.stringify(value);
  return { actual: text.length > MAX_QUOTE ? `${text.slice(0, MAX_QUOTE)}…` : text };
}
