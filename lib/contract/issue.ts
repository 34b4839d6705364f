import type { Said } from '../language/said.ts';
import type { MessageId } from '../language/translate.ts';

export type Severity = 'error' | 'warning' | 'info';

/** How sure a rule is: stated by Bizzkit, our reading, or read from what the user loaded. */
export type Grade = 'documented' | 'inferred' | 'learned';

/** One failed check. */
export interface Issue {
  severity: Severity;
  rule: string;
  /** JSON Pointer into the body's value, e.g. `/events/0/currency`; empty for the whole of it. */
  path: string;
  /** Index of the event that it is about; absent where it is about the batch. */
  event?: number;
  /** What is wrong, with its parameters: components translate it. */
  message: MessageId;
  params?: Said['params'];
  expected?: string;
  actual?: string;
  grade: Grade;
  /** Where the rule comes from: `built-in`, `settings`, `server`, or the name of a loaded contract. */
  contract: string;
  /** A value that would be right, where that is plain. */
  fix?: Fix;
  /** The event that this one repeats. */
  original?: EventPlace;
}

/** Puts a value at a JSON Pointer of the body's value. */
export interface Fix {
  path: string;
  value: unknown;
}

/** An event of a capture, which may be another one. */
export interface EventPlace {
  capture: string;
  event: number;
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** The gravest severity among issues; `undefined` without any. */
export function worstOf(issues: readonly Issue[]): Severity | undefined {
  return SEVERITIES.find((severity) => issues.some((issue) => issue.severity === severity));
}
