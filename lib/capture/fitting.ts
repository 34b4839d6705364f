import { withoutHash } from './assemble.ts';
import type { Body, DevtoolsPart, PagePart } from './capture.ts';
import { headerValue } from './headers.ts';
import type { Making } from './makings.ts';

/** How far the page's clock and the browser's may be apart, in milliseconds. */
const CLOCK_SLACK = 100;
/**
 * A call that was given up may have ended before the browser came to its request; and of a request whose
 * beginning was not seen, it may be the end that was. In milliseconds.
 */
const LOOSE_SLACK = 500;
/** What sends a beacon, by the browsers' names. */
const BEACONS = ['ping', 'beacon'];

/**
 * DevTools' clock against the others', in milliseconds: its requests begin up to 100 ms before the
 * network observer is told of them in Chromium, and up to 13 after in Firefox.
 */
const EARLIER = 250;
const LATER = 50;
/** The same of a page's request that its service worker took over, in Firefox. */
const LATER_BY_WORKER = 1000;

/** Whether an entry of DevTools' log may be of what another observer saw to begin at a time. */
export function isBegunWith({ at, viaServiceWorker }: DevtoolsPart, other: number): boolean {
  const later = viaServiceWorker ? LATER_BY_WORKER : LATER;
  return other >= at - later && other <= at + EARLIER;
}

/** How far the clocks may be apart on a machine that is too busy, in milliseconds. */
const BUSY_SLACK = 5000;

/** The same where nothing else can be meant. */
export function isBegunAbout({ at }: DevtoolsPart, other: number): boolean {
  return Math.abs(other - at) <= BUSY_SLACK;
}

/** From a page's call to the beginning of its request, on a busy machine, in milliseconds. */
const ON_ITS_WAY = 5000;

/** The same of a call that nobody but the page tells of. */
export function isBegunAfter({ at }: DevtoolsPart, { at: called, ended }: PagePart): boolean {
  const isInTime = at >= called - EARLIER && at <= called + ON_ITS_WAY;
  return isInTime && (ended === undefined || at <= ended + LOOSE_SLACK);
}

/** Whether a call may have made a request, as far as documents, clocks, outcomes and headers tell. */
export function fits(call: Making, request: Making): boolean {
  return (
    // First what costs least, and rules out most.
    isInTime(call, request) &&
    call.page!.violation === undefined &&
    isOfDocument(call, request) &&
    hasSameOutcome(call, request) &&
    isSentSo(call, request)
  );
}

function isOfDocument(call: Making, request: Making): boolean {
  const { anonymous, tabless } = request.network!;
  // Chromium gives what an empty frame sends to the document around it.
  const isGuessed = anonymous ?? tabless ?? call.place.origin === 'null';
  return call.place.visit === request.place.visit || isGuessed || isFromAddress(call, request);
}

/**
 * Firefox may give what a page sends as it leaves to the document that comes; it tells the whole address
 * of the sender, though, and not only its origin.
 */
function isFromAddress({ page }: Making, { network }: Making): boolean {
  return withoutHash(page!.route) === withoutHash(network!.initiator);
}

/** When a request of a call may have begun, at the earliest and the latest. */
export function begunBetween({ page, devtools }: Making): [earliest: number, latest: number] {
  const end = page!.ended ?? devtools?.ended ?? Infinity;
  return [page!.at - CLOCK_SLACK, end + LOOSE_SLACK];
}

function isInTime({ page, devtools: entry }: Making, { network }: Making): boolean {
  const { at, ended, error } = page!;
  const { at: begun, begunUnseen } = network!;
  if (begun < at - CLOCK_SLACK) return false;
  // What DevTools tells of the call narrows it down.
  if (entry && !begunUnseen && !isBegunWith(entry, begun)) return false;
  const end = ended ?? entry?.ended;
  const slack = error === undefined && !begunUnseen ? CLOCK_SLACK : LOOSE_SLACK;
  return end === undefined || begun <= end + slack;
}

function hasSameOutcome({ page }: Making, { network }: Making): boolean {
  // A response of no-cors mode has no status for the page.
  if (!page!.status) return true;
  const { state, status } = network!;
  // After a redirect it has another request's.
  if (state === 'done') return isRedirect(status) || status === page!.status;
  return state !== 'failed' || status !== undefined;
}

const isRedirect = (status = 0): boolean => status >= 300 && status < 400;

/** By the same kind of call, with the same type of content, and the bytes that DevTools tells of it. */
function isSentSo({ page }: Making, { network, devtools }: Making): boolean {
  const { transport, contentType, body } = page!;
  const { type, requestHeaders } = network!;
  if (BEACONS.includes(type) && (transport === 'fetch' || transport.endsWith('xhr'))) return false;
  if (transport === 'beacon' && type !== '' && !BEACONS.includes(type)) return false;
  const sent = headerValue(requestHeaders, 'content-type');
  if (contentType !== undefined && sent !== undefined && sent !== contentType) return false;
  // Firefox tells the length.
  const length = headerValue(requestHeaders, 'content-length');
  if (body.kind === 'bytes' && length !== undefined && Number(length) !== body.size) return false;
  return !isOther(body, devtools?.body);
}

function isOther(one: Body, other: Body | undefined): boolean {
  return one.kind === 'bytes' && other?.kind === 'bytes' && one.digest !== other.digest;
}
