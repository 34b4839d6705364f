import { assembled, type Parts } from './assemble.ts';
import type { Capture, DevtoolsPart, NetworkPart, PagePart, Twice } from './capture.ts';
import type { Departure } from './departure.ts';
import { rankOfPair } from './likeness.ts';

/** Where a request belongs; the recorder knows, the join does not ask. */
export type Place = Pick<Capture, 'tab' | 'visit' | 'route' | 'topFrame'> & {
  /** Origin of the sender, empty if unknown. */
  origin: string;
  /** It is given to no tab: it is shown as the site's. */
  site?: string;
  resendOf?: string;
  throughPage?: true;
  /** What comes of it is recorded as before, and is not shown. */
  cleared?: string;
};

/**
 * Why it may be one request with another capture: a call and a request that fit, one of which is not looked at any
 * more (`gone`), a request of which nobody saw the beginning, an entry of DevTools' log that came while the network
 * observer was not heard.
 */
export type Uncertainty = 'pair' | 'gone' | 'unseen' | 'entry';

/** A capture in the making: what has been said of one request so far. */
export interface Making extends Parts {
  readonly id: string;
  place: Place;
  departure?: Departure;
  uncertain?: Uncertainty;
  twice?: Twice;
  mergedInto?: string;
  /** How telling the likeness is by which call and request were paired, 0 the most. */
  rank?: number;
  /** It has been handed out: others know it by its id. */
  told: boolean;
}

export type Makings = ReturnType<typeof createMakings>;

/** The extension sent it by itself: no page has called, and DevTools has no entry of it. */
export function isOwnRequest({ place }: Making): boolean {
  return place.resendOf !== undefined && !place.throughPage;
}

export const callKey = (visit: string, call: number): string => `${visit}:${call}`;
export const entryKey = (visit: string, entry: string): string => `${visit}:${entry}`;

/**
 * The captures in the making, found by what each observer calls them. Two can be joined into one, and
 * taken apart again when later evidence says so.
 */
export function createMakings(run: string) {
  const byId = new Map<string, Making>();
  const byRequest = new Map<string, Making>();
  const byCall = new Map<string, Making>();
  const changed = new Set<Making>();
  /** What was handed out last. */
  let taken: readonly Making[] = [];
  const absorbed = new WeakSet<Making>();

  function born(id: string, place: Place, parts: Parts): Making {
    const making: Making = { id, place, told: false, ...parts };
    index(making);
    return making;
  }

  function index(making: Making) {
    byId.set(making.id, making);
    if (making.network) {
      byRequest.set(making.network.request, making);
      if (making.network.forwarded !== undefined) byRequest.set(making.network.forwarded, making);
    }
    if (making.page) byCall.set(pageKey(making), making);
    changed.add(making);
  }

  /** `gone` goes on as a part of `kept`. */
  function absorb(kept: Making, gone: Making): Making {
    absorbed.add(gone);
    byId.delete(gone.id);
    changed.delete(gone);
    if (gone.told) {
      gone.mergedInto = kept.id;
      changed.add(gone);
    }
    index(kept);
    return kept;
  }

  return {
    has: (id: string): boolean => byId.has(id),
    all: (): Iterable<Making> => byId.values(),
    /** Whether it stands for itself: others of the same id may have come and gone. */
    isPresent: (making: Making): boolean => byId.get(making.id) === making,
    ofRequest: (request: string) => byRequest.get(request),
    ofCall: (visit: string, call: number) => byCall.get(callKey(visit, call)),

    request: (place: Place, network: NetworkPart) =>
      born(`${run}:${network.request}`, place, { network }),
    call: (place: Place, page: PagePart) => born(callKey(place.visit, page.call), place, { page }),
    entry: (place: Place, devtools: DevtoolsPart) =>
      born(entryKey(place.visit, devtools.entry), place, { devtools }),

    /** It has changed. One that was absorbed by another does not come back by this. */
    touch(making: Making) {
      if (!absorbed.has(making)) index(making);
    },

    /** Joins a call with the request that it made. */
    pair(call: Making, request: Making, rank: number): Making {
      const { page } = call;
      // Whether it is shown is the request's to say: it may have begun after the call was cleared.
      const { cleared: _, ...place } = call.place;
      const [kept, gone] = ranked(call, request);
      Object.assign(kept, {
        network: request.network,
        page,
        place: { ...request.place, ...place },
        rank,
        ...((call.devtools ?? request.devtools) && { devtools: request.devtools ?? call.devtools }),
        ...(request.twice && { twice: request.twice }),
      });
      delete kept.departure;
      delete kept.uncertain;
      delete kept.place.site;
      return absorb(kept, gone);
    },

    /** Takes a call and its request apart; returns both. */
    part(making: Making): { call: Making; request: Making } {
      const { network, page, place } = making;
      const isCalls = making.id === pageKey(making);
      delete making.departure;
      delete making.rank;
      if (isCalls) {
        delete making.network;
        const request = born(`${run}:${network!.request}`, place, { network: network! });
        if (making.devtools) request.devtools = making.devtools;
        delete making.devtools;
        index(making);
        return { call: making, request };
      }
      delete making.page;
      index(making);
      const call = born(callKey(place.visit, page!.call), place, { page: page! });
      return { call, request: making };
    },

    /** An entry of DevTools' log that stood alone is of this request. */
    complete(making: Making, alone: Making): Making {
      making.devtools = alone.devtools!;
      if (making.uncertain === 'entry') delete making.uncertain;
      return absorb(making, alone);
    },

    /** A service worker sent a page's request on: `sent` is what left, and tells the outcome. */
    forward(asked: Making, sent: Making): Making {
      const { request, at, type, initiator } = asked.network!;
      const forwarded = sent.network!.request;
      asked.network = { ...sent.network!, request, at, type, initiator, forwarded };
      return absorb(asked, sent);
    },

    /** What has changed since it was asked last, as captures. */
    takeChanged(): Capture[] {
      // One that was absorbed and is there again is told as it is now.
      taken = [...changed].filter(({ id, mergedInto }) => !mergedInto || !byId.has(id));
      for (const making of taken) making.told = true;
      changed.clear();
      return taken.map(captureOf);
    },

    /** Puts back what was taken last: it could not be written. */
    giveBack() {
      for (const making of taken) changed.add(making);
    },

    restore(capture: Capture): Making {
      const { id, tab, visit, route, topFrame, site, network, page, devtools } = capture;
      const { departure, uncertain, twice, resendOf, throughPage, cleared } = capture;
      const making: Making = {
        id,
        told: true,
        place: {
          tab,
          visit,
          route,
          topFrame,
          origin: originOf(network?.initiator ?? route),
          ...(site !== undefined && { site }),
          ...(resendOf !== undefined && { resendOf }),
          ...(throughPage && { throughPage }),
          ...(cleared !== undefined && { cleared }),
        },
        ...(network && { network }),
        ...(page && { page }),
        ...(network && page && { rank: rankOfPair(page, network, devtools) }),
        ...(devtools && { devtools }),
        ...(departure && { departure }),
        ...(uncertain && { uncertain: uncertaintyOf(capture) }),
        ...(twice && { twice }),
      };
      index(making);
      changed.delete(making);
      return making;
    },

    forget(gone: (making: Making) => boolean): Making[] {
      const forgotten = [...byId.values()].filter(gone);
      for (const making of forgotten) {
        byId.delete(making.id);
        changed.delete(making);
        if (making.network) {
          byRequest.delete(making.network.request);
          if (making.network.forwarded !== undefined) byRequest.delete(making.network.forwarded);
        }
        if (making.page) byCall.delete(pageKey(making));
      }
      return forgotten;
    },
  };
}

function uncertaintyOf({ network, page }: Capture): Uncertainty {
  if (network?.begunUnseen) return 'unseen';
  return network || page ? 'pair' : 'entry';
}

/** The one whose id is kept, first: that of which others know, the request's if both or neither. */
function ranked(call: Making, request: Making): [kept: Making, gone: Making] {
  return call.told && !request.told ? [call, request] : [request, call];
}

function pageKey({ place, page }: Making): string {
  return callKey(place.visit, page!.call);
}

function captureOf(making: Making): Capture {
  const { id, place, departure, uncertain, twice, mergedInto } = making;
  const { network, page, devtools } = making;
  const { origin: _, ...where } = place;
  return {
    id,
    revision: 0,
    ...where,
    ...assembled(making, departure),
    ...(network && { network }),
    ...(page && { page }),
    ...(devtools && { devtools }),
    ...(departure && { departure }),
    ...(uncertain && { uncertain: true }),
    ...(twice && { twice }),
    ...(mergedInto !== undefined && { mergedInto }),
  };
}

export function originOf(url: string): string {
  return URL.parse(url)?.origin ?? '';
}
