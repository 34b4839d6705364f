import type { Said } from '../../language/said.ts';
import type { MessageId } from '../../language/translate.ts';

/** Why a contract can't be used: where, the reason, and what to do about it. */
export interface Refusal {
  message: MessageId;
  params?: Said['params'];
  /** In the text, counted from 1; or a JSON Pointer into the schema, empty for the whole of it. */
  place?: { line: number; column: number } | { pointer: string };
}

export type Refused = { ok: false; refusal: Refusal };

export function refuseAt(
  pointer: string,
  message: MessageId,
  ...params: NonNullable<Said['params']>
): Refused {
  return { ok: false, refusal: { message, params, place: { pointer } } };
}
