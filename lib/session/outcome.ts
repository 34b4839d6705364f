import type { CaptureSummary } from './summary.ts';

/** Whether a request did not reach its receiver, or was refused there. */
export function hasFailed({
  state,
  status,
  departure,
}: Pick<CaptureSummary, 'state' | 'status' | 'departure'>): boolean {
  if (departure?.kind === 'never-left' || state === 'failed') return true;
  return state === 'done' && isRefusal(status);
}

/** A status by which a server takes nothing. */
export function isRefusal(status: number | undefined): boolean {
  return status !== undefined && status >= 400;
}
