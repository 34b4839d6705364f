import type { MessageId } from '../lib/language/translate.ts';

/** What stands in the place of a type where a request has no event. */
export const READING_TEXT = {
  batch: 'emptyBatchRow',
  malformed: 'malformedRow',
  unreadable: 'unreadableRow',
  other: 'malformedRow',
} as const satisfies Record<string, MessageId>;
