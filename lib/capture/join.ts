import type { Body, Capture } from './capture.ts';
import { type NetworkSighting, type PageCall, type PageSighting, SEEN_WHOLE } from './sighting.ts';

/** How long a capture waits for its other observer's sighting, in milliseconds. */
export const JOIN_WINDOW = 60_000;

/** How far the page's clock and the browser's may be apart, in milliseconds. */
const CLOCK_SLACK = 100;

/** Where a new capture belongs; the recorder knows, the join does not ask. */
export type Place = Pick<Capture, 'tab' | 'visit' | 'route' | 'topFrame'> & {
  resendOf?: string;
  /** The browser did not name the document. */
  anonymous?: true;
};

/** The page's own sightings come with a document's id. */
type PagePlace = Omit<Place, 'anonymous'>;

type Before = Extract<NetworkSighting, { kind: 'before' }>;
type Progress = Exclude<NetworkSighting, Before>;
type PageOutcome = Extract<PageSighting, { kind: 'outcome' }>;

/**
 * Joins the sightings of one request into one capture. Network sightings belong together by their
 * request id, page sightings by visit and call; the two are paired where visit, URL and bytes
 * agree (tab, URL and bytes, where the browser does not tell the document), in the order in which they were seen. The page never overrules the network's outcome.
 *
 * Each method returns the capture as it is now, or `undefined` if nothing is known of it.
 */
export function createJoin(run: string) {
  const byRequest = new Map<string, Capture>();
  const byCall = new Map<string, Capture>();
  const unpaired = { network: new Map<string, Capture[]>(), page: new Map<string, Capture[]>() };

  /** Puts the newest state of a capture where the next sighting will look for it. */
  function keep(capture: Capture): Capture {
    if (capture.network) byRequest.set(capture.network.request, capture);
    if (capture.page) byCall.set(callKey(capture.visit, capture.page.call), capture);
    for (const side of ['network', 'page'] as const) {
      const waiting = unpaired[side].get(pairKey(capture)) ?? [];
      const others = waiting.filter((one) => one.id !== capture.id);
      const alone = !capture.resendOf && capture[side] && !(capture.network && capture.page);
      const now = alone ? [...others, capture].toSorted((a, b) => a.at - b.at) : others;
      if (now.length > 0) unpaired[side].set(pairKey(capture), now);
      else unpaired[side].delete(pairKey(capture));
    }
    return capture;
  }

  /** The first capture that waits for this one's side. */
  function partner(seen: Capture, side: 'network' | 'page'): Capture | undefined {
    const waiting = unpaired[side].get(pairKey(seen)) ?? [];
    const anonymous = (one: Capture) => one.network?.anonymous ?? seen.network?.anonymous;
    const open = waiting.filter((one) => !hasEndedBefore(one, seen.at));
    return open.find((one) => one.visit === seen.visit) ?? open.find(anonymous);
  }

  return {
    /** Takes up captures that were open, or fresh, when the background stopped. */
    restore(captures: Iterable<Capture>) {
      for (const capture of captures) keep(capture);
    },

    /** Forgets a tab's captures, but those of a visit: what comes of them is not asked any more. */
    drop(tab: string, keep: string | undefined) {
      const gone = (capture: Capture) => capture.tab === tab && capture.visit !== keep;
      for (const index of [byRequest, byCall]) {
        for (const [key, capture] of index) if (gone(capture)) index.delete(key);
      }
      for (const waiting of [unpaired.network, unpaired.page]) {
        for (const [key, captures] of waiting) if (captures.some(gone)) waiting.delete(key);
      }
    },

    /** Gives up waiting for what is older than {@link JOIN_WINDOW} and has its outcome. */
    forget(now: number) {
      const stale = (capture: Capture) =>
        capture.state !== 'pending' && capture.at < now - JOIN_WINDOW;
      for (const index of [byRequest, byCall]) {
        for (const [key, capture] of index) if (stale(capture)) index.delete(key);
      }
      for (const waiting of [unpaired.network, unpaired.page]) {
        for (const [key, captures] of waiting) if (captures.every(stale)) waiting.delete(key);
      }
    },

    before(sighting: Before, body: Body, { anonymous, ...place }: Place): Capture {
      const known = byRequest.get(sighting.request);
      // A redirect, or Firefox asking twice: one request all the same.
      if (known?.state === 'pending') return known;
      const seen: Capture = {
        ...place,
        ...begun(sighting, body),
        id: `${run}:${sighting.request}`,
        network: { request: sighting.request, ...(anonymous && { anonymous }) },
      };
      const called = place.resendOf ? undefined : partner(seen, 'page');
      if (!called?.page) return keep(seen);
      const { id, visit, route, page } = called;
      return keep({ ...seen, id, visit, route, page });
    },

    progress(sighting: Progress): Capture | undefined {
      const known = byRequest.get(sighting.request);
      if (!known) return undefined;
      return keep({ ...known, ...progressed(known, sighting) });
    },

    call(sighting: PageCall, body: Body, place: PagePlace): Capture {
      const repeated = byCall.get(callKey(place.visit, sighting.call));
      if (repeated) return repeated;
      const page = { call: sighting.call, transport: sighting.transport };
      const seen: Capture = {
        ...place,
        ...begun(sighting, body),
        id: `${place.visit}:${sighting.call}`,
        page,
      };
      const sent = partner(seen, 'network');
      return keep(sent ? { ...sent, page, visit: place.visit, route: place.route } : seen);
    },

    outcome(sighting: PageOutcome, visit: string): Capture | undefined {
      const known = byCall.get(callKey(visit, sighting.call));
      if (!known?.page || known.page.status !== undefined || known.page.error !== undefined) {
        return undefined;
      }
      const { status, error } = sighting;
      const told = {
        ...(status !== undefined && { status }),
        ...(error !== undefined && { error }),
      };
      const page = { ...known.page, ...told };
      if (known.network) return keep({ ...known, page });
      const state = error === undefined ? 'done' : 'failed';
      return keep({ ...known, page, ...told, state, ended: sighting.at });
    },
  };
}

/** What a capture holds from its first sighting, whoever saw it. */
function begun({ at, method, url }: Before | PageCall, body: Body) {
  return {
    revision: 0,
    at,
    method,
    url: withoutHash(url),
    state: 'pending',
    requestHeaders: [],
    responseHeaders: [],
    body,
  } satisfies Partial<Capture>;
}

function progressed(known: Capture, sighting: Progress): Partial<Capture> {
  switch (sighting.kind) {
    case 'sent':
      return { requestHeaders: sighting.headers };
    case 'redirected':
      return {};
    case 'answered':
      return { status: sighting.status, responseHeaders: sighting.headers };
    case 'completed':
      return { state: 'done', status: sighting.status, ended: sighting.at };
    case 'failed':
      // Firefox ends some answered requests with an error of its own: the server has answered.
      return sighting.error === 'NS_ERROR_UNEXPECTED' && known.status !== undefined
        ? { state: 'done', ended: sighting.at }
        : { state: 'failed', error: sighting.error, ended: sighting.at };
  }
}

/** A call that ended, without the network, before a request began is not the one that sent it. */
function hasEndedBefore({ network, ended }: Capture, at: number): boolean {
  return !network && ended !== undefined && ended + CLOCK_SLACK < at;
}

function callKey(visit: string, call: number): string {
  return `${visit} ${call}`;
}

function pairKey({ tab, url, body }: Capture): string {
  return `${tab} ${bodyKey(body)} ${url}`;
}

/** Of a large body the two observers may have seen different parts: its size has to do. */
function bodyKey(body: Body): string {
  if (body.kind !== 'bytes') return body.kind;
  return body.size > SEEN_WHOLE ? `large ${body.size}` : body.digest;
}

function withoutHash(url: string): string {
  return url.split('#', 1)[0]!;
}
