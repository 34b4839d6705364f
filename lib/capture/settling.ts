import type { Making } from './makings.ts';

/** After its end, a call is given this long for the network's word on it, in milliseconds. */
const SETTLE_AFTER = 1000;
/** A request of which a restart may have hidden the end is given up after this, in milliseconds. */
const MISSED_AFTER = 60_000;
/** A call without an end, or a request without a call, is not waited for any longer, in milliseconds. */
const NO_END_AFTER = 10_000;

type Sides = Pick<Making, 'network' | 'page'>;

/** Whether what it lacks may still be on its way. */
export function isWaitedFor({ network, page }: Sides, now: number): boolean {
  if (page && !network) {
    // The page's policy forbade it: no request is to come, and of a beacon no end.
    if (page.violation !== undefined) return false;
    return (page.ended === undefined ? page.at + NO_END_AFTER : page.ended + SETTLE_AFTER) > now;
  }
  // Its service worker answered by itself: nothing more comes of the request.
  if (network?.state === 'pending' && page?.controlled && page.ended !== undefined) {
    return page.ended + SETTLE_AFTER > now;
  }
  return (network?.at ?? 0) + NO_END_AFTER > now;
}

/** Both sides are there and each has its end: nothing is waited for. */
export function isSettled({ network, page }: Sides): boolean {
  return network !== undefined && network.state !== 'pending' && page?.ended !== undefined;
}

/** The end of a request that may have been missed will not come: soon where the page has its own. */
export function isGivenUp({ network, page }: Sides, now: number): boolean {
  if (page?.ended !== undefined) return page.ended + SETTLE_AFTER <= now;
  return (network?.at ?? 0) + MISSED_AFTER <= now;
}
