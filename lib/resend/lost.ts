import type { Body, Capture } from '../capture/capture.ts';
import type { Taken, TakenSince } from '../capture/tab-history.ts';
import type { Log, Written } from '../log/log.ts';
import type { PendingResend } from '../log/schema.ts';

/**
 * Records resends that were expected before a time, and whose request has not been seen: the background
 * was stopped in the middle. They are of unknown outcome, and never sent again by themselves. Where their
 * session has been cleared since, they are part of what that took.
 *
 * @param arrived those whose request has been seen, and is not in the log yet
 */
export async function recordLostResends(
  log: Log,
  before: number,
  arrived: ReadonlySet<string>,
  takenSince: TakenSince,
): Promise<Written | undefined> {
  const pending = await log.pendingResends();
  const lost = pending.filter(({ id, at }) => at < before && !arrived.has(id));
  if (lost.length === 0) return undefined;
  const captures = await Promise.all(
    lost.map(async (one) => lostResend(one, await log.capture(one.original), takenSince)),
  );
  const given = lost.map(({ id }) => id);
  return log.write({ captures: captures.flat(), visits: [], bodies: [], arrived: given });
}

/** Nothing where it is not known any more where it belongs, or where what it belongs to was cleared for good. */
function lostResend(
  pending: PendingResend,
  original: Capture | undefined,
  takenSince: TakenSince,
): Capture[] {
  const { id, at, url, way } = pending;
  const place = original ?? pending.place;
  if (!place) return [];
  const { tab, visit, route, topFrame, site } = place;
  // What is a site's alone is cleared with any tab of it.
  const taken = site === undefined ? takenSince(place, at) : takenWith(original);
  if (taken?.isOver) return [];
  return [
    {
      id: `${original?.id ?? tab}:resend:${id}`,
      revision: 0,
      tab,
      visit,
      route,
      topFrame,
      ...(site !== undefined && { site }),
      at,
      method: original?.method ?? 'POST',
      url,
      state: 'unknown',
      requestHeaders: [],
      responseHeaders: [],
      body: bodyOf(pending, original),
      resendOf: pending.original,
      ...(way === 'page' && { throughPage: true }),
      ...(taken && { cleared: taken.clearing }),
    },
  ];
}

function takenWith(original: Capture | undefined): Taken | undefined {
  return original?.cleared === undefined
    ? undefined
    : { clearing: original.cleared, isOver: false };
}

/** Its bytes are in the log only where they are the original's. */
function bodyOf({ digest }: PendingResend, original: Capture | undefined): Body {
  const body = original?.body;
  const known = body?.kind === 'bytes' ? body.digest : undefined;
  return body && known === digest ? body : { kind: 'unreadable', reason: 'not-seen' };
}
