import type { Issue } from '../contract/issue.ts';
import type { MessageId } from '../language/translate.ts';
import type { Batch, BrokenText } from './batch.ts';
import { MAX_EVENTS } from './envelope.ts';
import type { Inflated } from './inflate.ts';
import type { JsonFault } from './json/parse.ts';
import { MAX_NODES } from './json/parse.ts';
import { around, byteLength, type Position, positionAt } from './json/position.ts';
import { type BadLine, MAX_BAD_LINES } from './lines.ts';
import type { TextRead } from './text.ts';

/** What all findings of the decoder share. A path is of the whole body unless it is said. */
const COMMON = { path: '', contract: 'built-in' } as const;
const INFERRED = { ...COMMON, severity: 'warning', grade: 'inferred' } as const;

/** A broken string is listed for so many events. */
const MAX_BROKEN_LISTED = 100;

const JSON_FAULTS: Record<JsonFault['kind'], MessageId> = {
  syntax: 'issueNotJson',
  cut: 'issueBodyCut',
  trailing: 'issueAfterJson',
  bound: 'issueTooManyValues',
};

const INFLATE_FAULTS: Record<NonNullable<Inflated['fault']>['kind'], MessageId> = {
  'too-large': 'issueInflatedTooLarge',
  cut: 'issueCompressedCut',
  corrupt: 'issueCompressedCorrupt',
  'not-compressed': 'issueNotCompressed',
  unknown: 'issueUnknownCompression',
};

interface Place {
  text: string;
  /** Byte of the body at which the text begins. */
  byte: number;
  /** The content type says that the body is JSON. */
  promised: boolean;
}

/** A body that is no JSON: parameters are line and column (from 1) and byte (from 0) of the first fault. */
export function jsonIssue(fault: JsonFault, place: Place): Issue {
  const { text, byte, promised } = place;
  const at = byte + byteLength(text, 0, fault.offset);
  return { ...sureness(promised), ...jsonParts(fault, text, positionAt(text, fault.offset), at) };
}

/** Lines that are no JSON, each with its own issue. */
export function lineIssues(bad: readonly BadLine[], unread: boolean, place: Place): Issue[] {
  let known = { offset: 0, byte: place.byte };
  const issues = bad.map(({ index, line, start, fault }): Issue => {
    const byte = known.byte + byteLength(place.text, known.offset, fault.offset);
    known = { offset: fault.offset, byte };
    const position = { line, column: fault.offset - start + 1 };
    return {
      ...sureness(place.promised),
      ...jsonParts(fault, place.text, position, byte),
      path: `/${index}`,
    };
  });
  if (!unread) return issues;
  const message = 'issueLinesUnread';
  return [...issues, { ...INFERRED, rule: 'lines-unread', message, params: [MAX_BAD_LINES] }];
}

function jsonParts(fault: JsonFault, text: string, { line, column }: Position, byte: number) {
  const isBound = fault.kind === 'bound';
  return {
    rule: isBound ? 'too-many-values' : 'not-json',
    message: JSON_FAULTS[fault.kind],
    params: isBound ? [MAX_NODES, line, column, byte] : [line, column, byte],
    ...(fault.expected !== '' && { expected: fault.expected }),
    actual: around(text, fault.offset),
  };
}

function sureness(promised: boolean) {
  return {
    ...COMMON,
    severity: promised ? 'error' : 'warning',
    grade: promised ? 'documented' : 'inferred',
  } as const;
}

/** A body that is not UTF-8: parameters are the encoding, where it could be told, and the first bad byte. */
export function textIssue(read: Extract<TextRead, { ok: false }>, promised: boolean): Issue {
  const { encoding, byte } = read;
  const said = encoding === undefined ? [byte] : [encoding, byte];
  return {
    ...sureness(promised),
    rule: 'not-utf8',
    message: encoding === undefined ? 'issueNotUtf8' : 'issueOtherEncoding',
    params: said,
    expected: 'UTF-8',
    ...(encoding !== undefined && { actual: encoding }),
  };
}

/** A compression that could not be taken off, or not wholly: parameters are its name and a byte or bound. */
export function inflateIssue({ fault, bytes }: Inflated): Issue[] {
  if (!fault) return [];
  const { kind, of, byte } = fault;
  return [
    {
      ...INFERRED,
      rule: `compression-${kind}`,
      message: INFLATE_FAULTS[kind],
      params: [of, kind === 'too-large' ? bytes.length : byte],
    },
  ];
}

/** A batch of more events than are read. */
export function tooManyIssue({ total, eventsPath = '' }: Batch): Issue[] {
  if (total === undefined) return [];
  return [
    {
      ...INFERRED,
      severity: 'info',
      rule: 'events-unread',
      path: eventsPath,
      message: 'issueEventsUnread',
      params: [total, MAX_EVENTS],
    },
  ];
}

/** Strings that begin like JSON and are none. */
export function brokenIssues(broken: readonly (BrokenText & { event?: number })[]): Issue[] {
  return broken.slice(0, MAX_BROKEN_LISTED).map(({ path, event, expected, actual }) => ({
    ...INFERRED,
    rule: 'embedded-not-json',
    path,
    ...(event !== undefined && { event }),
    message: 'issueEmbeddedBroken',
    ...(expected !== '' && { expected }),
    actual,
  }));
}
