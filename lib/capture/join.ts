import type { Body, Capture, DevtoolsPart, NetworkPart, PagePart } from './capture.ts';
import { createCallPairing } from './call-pairing.ts';
import type { Doubt } from './departure.ts';
import { createEntryPairing } from './entry-pairing.ts';
import { departureOf } from './judge.ts';
import { createMakings, type Making, type Place } from './makings.ts';
import { createPreflights, type Preflight, type PreflightEnded } from './preflights.ts';
import { type Progress, progressed } from './progress.ts';
import { isGivenUp, isSettled, isWaitedFor } from './settling.ts';
import type {
  EntrySighting,
  NetworkSighting,
  PageCall,
  PageOutcome,
  RequestTold,
  ViolationSighting,
} from './sighting.ts';
import type { TakenSince } from './tab-history.ts';

/** How long a capture waits for its other observers' sightings, in milliseconds. */
export const JOIN_WINDOW = 60_000;
type Before = Extract<NetworkSighting, { kind: 'before' }>;

/** What else is known of a request from its first sighting. */
type Extras = Pick<NetworkPart, 'anonymous' | 'tabless' | 'fields' | 'begunUnseen'>;

/** What the recorder knows of the observers, and the join has to ask. */
export interface Knowledge {
  /** Reasons for which the network observer could have missed a call. */
  doubts(call: PagePart, place: Place): Doubt[];
  /** Whether the network observer could see a request that DevTools tells of. */
  wouldHaveSeen(entry: DevtoolsPart, place: Place): boolean;
  takenSince: TakenSince;
  /** Whether the network observer may have missed something since then. */
  wasInterrupted(since: number): boolean;
  now(): number;
}

/** A call's body, with what it was made from. */
export type CallBody = Pick<PagePart, 'body' | 'bodyFrom' | 'fields' | 'contentType'>;

export type Join = ReturnType<typeof createJoin>;

/**
 * Joins the sightings of one request into one capture. Network sightings belong together by their
 * request id, page sightings by document and call. A request and a call are paired only where the
 * evidence decides, and taken apart again when later evidence speaks against it.
 */
export function createJoin(run: string, knowledge: Knowledge) {
  const makings = createMakings(run);
  const isOpen = (making: Making) => isWaitedFor(making, knowledge.now());
  const mayBeMissed = ({ network }: Making) =>
    network?.state === 'pending' && knowledge.wasInterrupted(network.at);
  /** Those that time alone may still change. */
  const unsettled = new Set<Making>();
  const calls = createCallPairing(makings, isOpen, knowledge, (making) => unsettled.add(making));
  const entries = createEntryPairing(makings, knowledge, calls.consider);
  const preflights = createPreflights(makings);

  function changed(making: Making) {
    makings.touch(making);
    calls.consider(making);
    entries.consider(making);
  }

  function judge(making: Making) {
    const { page, network, place } = making;
    // Nobody saw its body, nor when it began: a call of the page's may be the same request.
    if (network?.begunUnseen && !page && !making.uncertain && !isOpen(making)) {
      making.uncertain = 'unseen';
      makings.touch(making);
    }
    const departure = departureOf(making, {
      doubts: page ? knowledge.doubts(page, place) : [],
      ambiguous: making.uncertain !== undefined,
    });
    if (JSON.stringify(departure) === JSON.stringify(making.departure)) return;
    if (departure) making.departure = departure;
    else delete making.departure;
    makings.touch(making);
  }

  /** The same bytes in a request that failed after it was sent: the server may have got both. */
  function retried(making: Making) {
    const { network } = making;
    if (!network || network.body.kind !== 'bytes' || making.place.resendOf !== undefined) return;
    const { at, body } = network;
    const failed = calls
      .ofSameBody(making)
      .findLast(
        (other) =>
          other !== making &&
          other.network?.state === 'failed' &&
          other.network.sent !== undefined &&
          other.network.at < at &&
          other.network.body.kind === 'bytes' &&
          other.network.body.digest === body.digest,
      );
    if (failed) making.twice = { reason: 'retry', of: failed.id };
  }

  function begin(
    request: string,
    at: number,
    told: RequestTold,
    body: Body,
    place: Place,
    of: Extras,
  ) {
    const { method, url, type, origin, lifecycle } = told;
    const making = makings.request(place, {
      ...of,
      request,
      at,
      method,
      url,
      state: 'pending',
      requestHeaders: [],
      responseHeaders: [],
      body,
      type,
      initiator: origin.url,
      hops: [],
      ...(lifecycle !== undefined && { lifecycle }),
    });
    const asked = calls.askedBy(making);
    if (asked) return changed(makings.forward(asked, making));
    changed(making);
    retried(making);
  }

  /** The background was stopped while the request was open: its end may have been missed. */
  function giveUp(making: Making) {
    if (!making.network || !mayBeMissed(making) || !isGivenUp(making, knowledge.now())) return;
    making.network = { ...making.network, state: 'unknown' };
    makings.touch(making);
  }

  return {
    /** Takes up captures that were open, or fresh, when the background stopped. */
    restore(captures: Iterable<Capture>) {
      for (const capture of captures) {
        if (capture.mergedInto !== undefined || makings.has(capture.id)) continue;
        const making = makings.restore(capture);
        if (making.page) calls.count(making);
        calls.consider(making);
        entries.consider(making);
        preflights.restore(making);
      }
    },

    /**
     * Forgets a tab's captures, but those of a visit: what comes of them is not asked any more.
     * Returns the requests that were open.
     */
    drop(tab: string, keep: string): string[] {
      return openRequests(
        forget(
          ({ place: { tab: own, visit, cleared } }) =>
            own === tab && visit !== keep && cleared === undefined,
        ),
      );
    },

    /** These have gone from the log: a late outcome must not bring them back without their bodies. */
    dropped(ids: ReadonlySet<string>): string[] {
      return openRequests(forget(({ id }) => ids.has(id)));
    },

    /** What comes of these is not shown, as a clearing took them. */
    clear(ids: ReadonlySet<string>, clearing: string) {
      for (const making of makings.all()) {
        if (ids.has(making.id)) making.place = { ...making.place, cleared: clearing };
      }
    },

    undoClear(clearing: string) {
      for (const making of makings.all()) {
        if (making.place.cleared !== clearing) continue;
        const { cleared: _, ...place } = making.place;
        making.place = place;
      }
    },

    /** Gives up waiting for what is older than {@link JOIN_WINDOW} and has its outcome. */
    forget() {
      const before = knowledge.now() - JOIN_WINDOW;
      forget(
        (making) =>
          !unsettled.has(making) &&
          (making.network?.state ?? 'done') !== 'pending' &&
          startOf(making) < before,
      );
    },

    before(sighting: Before, body: Body, place: Place, of: Extras = {}) {
      const known = makings.ofRequest(sighting.request);
      if (known?.network && isTold(known.network, sighting)) return;
      // A redirect, or Firefox asking twice: one request all the same.
      if (known?.network?.state === 'pending') {
        known.network = { ...known.network, url: sighting.url };
        return changed(known);
      }
      begin(sighting.request, sighting.at, sighting, body, place, of);
    },

    /**
     * What became of a request; `late` is how one begins of which the background did not come to write
     * that it began.
     */
    progress(sighting: Progress, late?: { told: RequestTold; place: Place; of?: Extras }) {
      const { request, at } = sighting;
      if (!makings.ofRequest(request) && late) {
        const body = { kind: 'unreadable', reason: 'not-seen' } as const;
        begin(request, at, late.told, body, late.place, { ...late.of, begunUnseen: true });
      }
      const making = makings.ofRequest(request);
      if (!making?.network) return;
      // Firefox: the page's own request of which a service worker took over tells nothing more.
      if (making.network.forwarded !== undefined && request === making.network.request) return;
      making.network = { ...making.network, ...progressed(making.network, sighting) };
      if (making.network.hops.length > 0) making.twice ??= { reason: 'redirect' };
      if (making.network.sendings !== undefined) making.twice ??= { reason: 'browser' };
      changed(making);
      judge(making);
    },

    has: (id: string): boolean => makings.has(id),
    knows: (request: string): boolean => makings.ofRequest(request) !== undefined,
    knowsCall: (visit: string, call: number): boolean => makings.ofCall(visit, call) !== undefined,
    knowsEntry: (entry: string): boolean => entries.knows(entry),

    preflight(sighting: Preflight, visit: string | undefined) {
      const making = preflights.begin(sighting, visit);
      if (making) changed(making);
    },

    preflightEnded(sighting: PreflightEnded) {
      const making = preflights.end(sighting);
      if (!making) return;
      changed(making);
      judge(making);
    },

    call(sighting: PageCall, body: CallBody, place: Place, controlled: boolean) {
      const known = makings.ofCall(place.visit, sighting.call);
      if (known?.page) {
        // What a page left behind as it went has no Blobs; the same may come with them.
        if (known.page.body.kind !== 'unreadable' || body.body.kind !== 'bytes') return;
        known.page = { ...known.page, ...body };
        return changed(known);
      }
      const { call, at, method, url, route, transport, stack } = sighting;
      const page: PagePart = {
        call,
        at,
        method,
        url,
        route,
        transport,
        ...body,
        ...(stack !== undefined && { stack }),
        ...(controlled && { controlled }),
      };
      const making = makings.call({ ...place, route }, page);
      calls.count(making);
      changed(making);
    },

    outcome({ at, call, status, error }: PageOutcome, visit: string) {
      const making = makings.ofCall(visit, call);
      if (!making?.page || making.page.ended !== undefined) return;
      making.page = {
        ...making.page,
        ended: at,
        ...(status !== undefined && { status }),
        ...(error !== undefined && { error }),
      };
      changed(making);
    },

    /** The document's policy forbade a request: the oldest call to that address that has not left. */
    violation({ url, directive }: ViolationSighting, visit: string) {
      const forbidden = [...makings.all()].find(
        ({ page, network, place }) =>
          page &&
          !network &&
          page.violation === undefined &&
          place.visit === visit &&
          sameTarget(page.url, url),
      );
      if (!forbidden?.page) return;
      forbidden.page = { ...forbidden.page, violation: directive };
      changed(forbidden);
    },

    /** The bytes of a call's form, once its boundary is known. */
    callBody(visit: string, call: number, body: Body) {
      const making = makings.ofCall(visit, call);
      if (!making?.page) return;
      making.page = { ...making.page, body };
      makings.touch(making);
    },

    requestOf: (visit: string, call: number): NetworkPart | undefined =>
      makings.ofCall(visit, call)?.network,

    /** @param since when it was told, which may be later than what is heard next */
    entry(
      sighting: EntrySighting,
      bodies: Pick<DevtoolsPart, 'body' | 'responseBody'>,
      place: Place,
      since: number,
    ) {
      const { kind: _, redirect, initiator: __, body: ___, responseBody: ____, ...told } = sighting;
      entries.hear({ ...told, ...bodies }, place, since, redirect);
    },

    placeEntries: entries.placeAnew,

    /** Decides what only time could decide; returns whether there is more to come. */
    settle(): boolean {
      for (const making of unsettled) if (!makings.isPresent(making)) unsettled.delete(making);
      const due = [...unsettled].filter((making) => !isOpen(making) || isSettled(making));
      for (const making of due) {
        giveUp(making);
        calls.consider(making);
        if (!mayBeMissed(making)) unsettled.delete(making);
      }
      solve();
      for (const making of due.filter(makings.isPresent)) judge(making);
      const waits = entries.settle();
      return unsettled.size > 0 || waits;
    },

    /** What has changed since it was asked last. */
    takeChanged(): Capture[] {
      solve();
      return makings.takeChanged();
    },

    giveBack: makings.giveBack,
  };

  function solve() {
    calls.solve();
    entries.solve();
    calls.solve();
  }

  function forget(gone: (making: Making) => boolean): Making[] {
    const forgotten = makings.forget(gone);
    for (const making of forgotten) {
      unsettled.delete(making);
      calls.forget(making);
      entries.forget(making);
      preflights.forget(making);
    }
    return forgotten;
  }
}

function openRequests(makings: readonly Making[]): string[] {
  return makings.flatMap(({ network }) => (network?.state === 'pending' ? [network.request] : []));
}

/** A background that was stopped may have come to write what the next one hears again. */
function isTold({ request, at, forwarded }: NetworkPart, before: Before): boolean {
  return request === before.request ? at === before.at : forwarded === before.request;
}

function startOf({ network, page, devtools }: Making): number {
  return network?.at ?? page?.at ?? devtools!.at;
}

/** A violation's address may lack the query or be the origin alone, as the policy's report has it. */
function sameTarget(called: string, blocked: string): boolean {
  const [target] = called.split(/[?#]/, 1);
  const [forbidden] = blocked.split(/[?#]/, 1);
  return target === forbidden || URL.parse(called)?.origin === blocked;
}
