import type { Capture } from '../capture/capture.ts';
import type { Log } from '../log/log.ts';
import type { PendingResend } from '../log/schema.ts';

/**
 * Records resends that were expected before a time, and whose request has not been seen: the background
 * was stopped in the middle. They are of unknown outcome, and never sent again by themselves.
 */
export async function recordLostResends(log: Log, before: number): Promise<void> {
  const lost = (await log.pendingResends()).filter(({ at }) => at < before);
  if (lost.length === 0) return;
  const captures = await Promise.all(
    lost.map(async (pending) => {
      const original = await log.capture(pending.original);
      return original ? [lostResend(pending, original)] : [];
    }),
  );
  const arrived = lost.map(({ id }) => id);
  await log.write({ captures: captures.flat(), visits: [], bodies: [], arrived });
}

function lostResend({ id, at }: PendingResend, original: Capture): Capture {
  const { tab, visit, route, topFrame, method, url, body } = original;
  return {
    id: `${original.id}:resend:${id}`,
    revision: 0,
    tab,
    visit,
    route,
    topFrame,
    at,
    method,
    url,
    state: 'unknown',
    requestHeaders: [],
    responseHeaders: [],
    body,
    resendOf: original.id,
  };
}
