import * as z from 'zod/mini';
import { MAX_TEXT, MAX_TYPES } from './bounds.ts';
import type { Compiled } from './node.ts';

/** UTF-16 units of names, hosts, keys and event types. */
const MAX_NAME = 200;
const text = z.string().check(z.minLength(1), z.maxLength(MAX_NAME));

/** What a contract describes: the batch as it came, or events of these types, each as it came. */
export const Covers = z.union([
  z.literal('batch'),
  z.array(z.object({ eventType: text })).check(z.minLength(1), z.maxLength(MAX_TYPES)),
]);
export type Covers = z.infer<typeof Covers>;

/** Where a contract applies; where both are set, both have to fit. */
export const Scope = z.object({
  /** The receiver's host, with its port; `*` is any characters. */
  host: z.optional(text),
  key: z.optional(text),
});
export type Scope = z.infer<typeof Scope>;

/** A contract as it is kept. */
export const ContractRecord = z.object({
  id: text,
  /** Shown with each of its issues. */
  name: text,
  /** Milliseconds since the epoch. */
  loadedAt: z.int().check(z.minimum(0)),
  /** Its text as it was loaded. */
  source: z.string().check(z.maxLength(MAX_TEXT + 1)),
  draft: z.enum(['7', '2020-12']),
  scope: Scope,
  covers: Covers,
});
export type ContractRecord = z.infer<typeof ContractRecord>;

/** A contract ready to check. */
export interface Contract {
  record: ContractRecord;
  compiled: Compiled;
}
