import type { Coverage } from './coverage.ts';

/**
 * What has to happen before there are events to show:
 * - `resume`: recording is paused
 * - `access`: but for DevTools' own log, nothing sees the page
 * - `reload`: the page was there before it was watched whole, or none has been heard of
 * - `events`: it has sent none
 */
export type Waiting = 'resume' | 'access' | 'reload' | 'events';

export function waitingFor(isPaused: boolean, { kind, reasons }: Coverage): Waiting {
  if (isPaused) return 'resume';
  if (kind === 'limited') return 'access';
  const isLate = kind === 'unknown' || reasons.some(({ remedy }) => remedy === 'reload');
  return isLate ? 'reload' : 'events';
}
