import type { MessageId } from '../language/translate.ts';

/** What an event or its request may be. */
export const STATES = [
  'error',
  'warning',
  'info',
  'duplicate',
  'retry',
  'resent',
  'unload',
  'uncertain',
  'pending',
  'failed',
  'never-left',
  'unreadable',
  'malformed',
] as const;
export type State = (typeof STATES)[number];

export const STATE_HINTS: Record<State, MessageId> = {
  error: 'filterIsError',
  warning: 'filterIsWarning',
  info: 'filterIsInfo',
  duplicate: 'filterIsDuplicate',
  retry: 'filterIsRetry',
  resent: 'filterIsResent',
  unload: 'filterIsUnload',
  uncertain: 'filterIsUncertain',
  pending: 'filterIsPending',
  failed: 'filterIsFailed',
  'never-left': 'filterIsNeverLeft',
  unreadable: 'filterIsUnreadable',
  malformed: 'filterIsMalformed',
};

/** A state by its name, whatever the case and with or without its marks: `neverLeft` is `never-left`. */
export function stateOf(text: string): State | undefined {
  const plain = plainState(text);
  return STATES.find((state) => plainState(state) === plain);
}

function plainState(text: string): string {
  return text.toLowerCase().replaceAll(/[-_ ]/g, '');
}

/** States as one number, for there are many events. */
export function stateBits(states: Iterable<State>): number {
  let bits = 0;
  for (const state of states) bits |= stateBit(state);
  return bits;
}

export function stateBit(state: State): number {
  return 1 << STATES.indexOf(state);
}
