import type { KeyBeside } from './request.ts';

/**
 * One item of a batch. Paths are JSON Pointers into the batch's value, and lead through a string
 * that holds JSON as if that stood there itself.
 */
export interface Event {
  index: number;
  path: string;
  type?: string;
  /** Where the type stands or, if it is none, where one was expected; a wrapper's own path. */
  typePath?: string;
  /** Milliseconds since the epoch, where the event tells a time with an offset. */
  at?: number;
  /** Where a time stands, whether or not it could be read. */
  timePath?: string;
  /** Of the event itself, where events carry their keys. */
  key?: string;
  keyPath?: string;
  /** A payload in a string that begins like JSON and is none. */
  broken?: BrokenText;
  /** As it was parsed, whatever it is. */
  value: unknown;
  /** What the event tells: itself where it is flat, else what is nested in it. */
  payload: Payload;
}

/** What could stand at its first fault, and the few characters around it. */
export interface BrokenText {
  path: string;
  expected: string;
  actual: string;
}

/** Names as they came; empty for an event that is no object. */
export interface Payload {
  value: Record<string, unknown>;
  path: string;
}

/**
 * How the values stand in the text.
 *
 * - `json`: the text is one JSON document
 * - `string`: JSON in a JSON string, that many times
 * - `lines`: each line is a document (newline-delimited JSON); the value is the list of them
 * - `form`: each field's value is text, which may be JSON; the value is an object of the fields
 */
export type Layout =
  | { kind: 'json' }
  | { kind: 'string'; times: number }
  | { kind: 'lines' }
  | { kind: 'form'; fields: readonly FormField[] };

export interface FormField {
  name: string;
  value: string;
  /** Byte of the body at which the value begins, where it stands there as it is. */
  byte?: number;
}

export interface Batch {
  key?: string;
  /** Where the key stands in the value; absent where it stands beside the body. */
  keyPath?: string;
  /** The header or query parameter that holds the key. */
  keyBeside?: Omit<KeyBeside, 'key'>;
  events: Event[];
  /** How many there are, where they are more than are read. */
  total?: number;
  /** Of the list of events; absent where there is none, as for a single event and for lines. */
  eventsPath?: string;
  /** A fault cut it short: `events` holds those that are whole before it. */
  partial?: true;
  layout: Layout;
  value: unknown;
}
