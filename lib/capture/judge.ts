import type { Parts } from './assemble.ts';
import type { NetworkPart, PagePart } from './capture.ts';
import type { Departure, Doubt, NeverLeft } from './departure.ts';

/** By the browsers' own names: Chromium's net errors, Firefox's NS errors, the DOM's exceptions. */
const REASONS: [NeverLeft, RegExp][] = [
  ['csp', /ERR_BLOCKED_BY_CSP|NS_ERROR_CSP/],
  [
    'blocked',
    /ERR_BLOCKED_BY_(CLIENT|ADMINISTRATOR)|NS_ERROR_(TRACKING|MALWARE|BLOCKED|CONTENT_BLOCKED)/,
  ],
  ['aborted', /Abort|ERR_ABORTED|NS_BINDING_ABORTED/i],
  ['too-large', /sendBeacon returned false|quota|too large/i],
];

/** Firefox's error for a preflight that does not allow the request. */
const REFUSED = /NS_ERROR_DOM_BAD_URI/;

/** What is known of a call that the network observer has not seen. */
export interface Circumstances {
  /** Reasons for which the network observer could have missed it. */
  doubts: Doubt[];
  /** There is a request that may be this call's. */
  ambiguous: boolean;
}

/**
 * Judges whether a request left the page, where that is in question. `undefined` means that it
 * left, as far as anybody could tell.
 */
export function departureOf(
  { network, page, devtools }: Parts,
  circumstances: Circumstances,
): Departure | undefined {
  if (network) return stoppedBefore(network, page);
  // An answer that a service worker gave says nothing of the network.
  const isAnswered = devtools?.status !== undefined && !devtools.viaServiceWorker;
  if (!page || isAnswered) return undefined;
  const doubts = [...circumstances.doubts];
  if (circumstances.ambiguous) doubts.push('ambiguous');
  if (page.ended === undefined && page.violation === undefined) doubts.push('no-end');
  if (page.violation !== undefined && !circumstances.ambiguous) {
    // The document's policy is the browser's word, not the page's: no observer is needed for it.
    return { kind: 'never-left', reason: 'csp' };
  }
  if (doubts.length > 0) return { kind: 'page-only', doubts };
  if (page.status !== undefined) return { kind: 'unconfirmed' };
  const reason = reasonOf(page.error ?? '');
  return {
    kind: 'never-left',
    reason: reason === 'other' && isTooLarge(page) ? 'too-large' : reason,
  };
}

/** A request that was given up before its headers were sent. */
function stoppedBefore(network: NetworkPart, page: PagePart | undefined): Departure | undefined {
  if (network.state === 'pending') {
    const answered = page?.controlled && page.ended !== undefined;
    return answered ? { kind: 'page-only', doubts: ['service-worker'] } : undefined;
  }
  const { state, sent, hops, preflight, error = '' } = network;
  if (state !== 'failed' || hops.length > 0) return undefined;
  const reason = reasonOf(error);
  if (reason === 'blocked' || reason === 'csp') return { kind: 'never-left', reason };
  // Firefox says that the headers are sent before it asks by a preflight.
  const isRefused = preflight && network.status === undefined && REFUSED.test(error);
  if (isRefused) return { kind: 'never-left', reason: 'preflight' };
  if (sent !== undefined) return undefined;
  if (reason === 'aborted') return { kind: 'never-left', reason };
  // Without a preflight it may be the connection that failed: the request was on its way.
  return preflight ? { kind: 'never-left', reason: 'preflight' } : undefined;
}

/** Fetch standard: bodies with `keepalive`, beacons among them, may have 64 KiB in all. */
const KEEPALIVE_LIMIT = 64 * 1024;

function isTooLarge({ transport, body }: PagePart): boolean {
  const isLimited = transport === 'keepalive' || transport === 'beacon';
  return isLimited && body.kind === 'bytes' && body.size > KEEPALIVE_LIMIT;
}

function reasonOf(error: string): NeverLeft {
  return REASONS.find(([, pattern]) => pattern.test(error))?.[0] ?? 'other';
}
