import { createCallNumbers } from './call-numbers.ts';
import { fits } from './fitting.ts';
import { likenessesOfCall, likenessesOfRequest, rankOf } from './likeness.ts';
import { isOwnRequest, type Making, type Makings } from './makings.ts';
import type { Knowledge } from './join.ts';
import { decidedPairs, onlyPairs, type Pair, pairsSoFar } from './pairing.ts';
import type { Transport } from './sighting.ts';
import { changedStretches, requestsInTime, type Stretch } from './stretches.ts';

/** Calls of a tab, and requests, that are alike in everything; the oldest of more are not looked at any longer. */
const MAX_ALIKE = 1000;

const MAX_ROUNDS = 4;
/** Of a request whose beginning nobody saw, only its time is known. */
const NOT_SEEN = rankOf('not-seen');

/** Sightings with one likeness in common: the same target, and bodies that may be the same. */
interface Alike {
  calls: Set<Making>;
  requests: Set<Making>;
  /** Those that have come, changed or gone since it was looked at. */
  changed: Set<Making>;
  /** Tabs of which there were more calls than are kept, or all where there were more requests. */
  cut: Set<string>;
}

function emptyGroup(): Alike {
  return { calls: new Set(), requests: new Set(), changed: new Set(), cut: new Set() };
}

/**
 * Pairs calls with the requests that they made, as soon as and as long as the evidence decides: the
 * same document (or at least origin, where the browser does not tell the document), method, address
 * and bytes, and of several alike their order.
 */
export function createCallPairing(
  makings: Makings,
  isOpen: (making: Making) => boolean,
  knowledge: Pick<Knowledge, 'wasInterrupted'>,
  /** Called for those that time may still change. */
  unsettle: (making: Making) => void,
) {
  const groups = new Map<string, Alike>();
  const numbers = createCallNumbers();
  const dirty = new Set<string>();

  function groupsOf(making: Making): string[] {
    if (isOwnRequest(making)) return [];
    const { network, page, devtools } = making;
    return [
      ...new Set([
        ...(network ? likenessesOfRequest(network, devtools) : []),
        ...(page ? likenessesOfCall(page) : []),
      ]),
    ];
  }

  function consider(making: Making) {
    unsettle(making);
    if (isOwnRequest(making)) return;
    const { network, page, devtools } = making;
    for (const name of page ? likenessesOfCall(page) : []) keepIn(name, 'calls', making);
    for (const name of network ? likenessesOfRequest(network, devtools) : []) {
      keepIn(name, 'requests', making);
    }
  }

  function keepIn(name: string, side: 'calls' | 'requests', making: Making) {
    const group = groups.get(name) ?? emptyGroup();
    groups.set(name, group);
    dirty.add(name);
    group.changed.add(making);
    const set = group[side];
    set.add(making);
    if (set.size <= MAX_ALIKE) return;
    // What one page claims takes no place from what another does.
    const { tab } = making.place;
    const ofTab = () => new Set(set.values().filter(({ place }) => place.tab === tab));
    const rivals = side === 'calls' ? ofTab() : set;
    if (rivals.size <= MAX_ALIKE) return;
    const [oldest] = rivals;
    set.delete(oldest!);
    group.cut.add(side === 'calls' ? tab : 'all');
    // It is not looked at any more, and one of the others may be the same request.
    const others = group[side === 'calls' ? 'requests' : 'calls'];
    if (others.size === 0 || oldest!.uncertain || !isAlone(oldest!)) return;
    oldest!.uncertain = 'pair';
    makings.touch(oldest!);
  }

  const isAlone = (making: Making) => makings.isPresent(making) && !(making.page && making.network);

  /** A pair found in one group may leave another to be looked at again. */
  function solve() {
    for (let round = 0; round < MAX_ROUNDS && dirty.size > 0; round += 1) {
      // Bytes come before fields, and fields before what has neither: see `likenessesOf…`.
      const names = [...dirty].toSorted((a, b) => rankOf(a) - rankOf(b));
      dirty.clear();
      for (const name of names) {
        const group = groups.get(name);
        if (group) solveGroup(group, rankOf(name));
      }
    }
  }

  function solveGroup(group: Alike, rank: number) {
    const changed = group.changed.union(prune(group, rank));
    group.changed = new Set();
    if (group.calls.size === 0 || group.requests.size === 0) return;
    const calls = [...group.calls];
    const requests = [...group.requests];
    for (const [tab, ofTab] of Map.groupBy(calls, ({ place }) => place.tab)) {
      const possible = requests.filter((request) => tabOf(request, calls) === tab);
      for (const stretch of changedStretches(ofTab, possible, changed)) {
        solveStretch(stretch, { rank, isCut: group.cut.has(tab) || group.cut.has('all') });
      }
    }
  }

  /** The tab of a request; where the browser does not tell it, the only one with a call like it. */
  function tabOf({ network, place, page }: Making, calls: Making[]): string | undefined {
    if (!network?.tabless || page) return place.tab;
    const tabs = new Set(calls.filter((one) => isSameSite(one, place)).map((one) => one.place.tab));
    return tabs.size === 1 ? [...tabs][0] : undefined;
  }

  function solveStretch(
    { calls, requests }: Stretch,
    { rank, isCut }: { rank: number; isCut: boolean },
  ) {
    if (calls.length === 0 && requests.length === 0) return;
    calls.sort((a, b) => a.page!.at - b.page!.at || a.page!.call - b.page!.call);
    requests.sort((a, b) => a.network!.at - b.network!.at || byNumber(a, b));
    const pairs = pairsOf(calls, requests, { rank, isCut });
    const wanted = new Map(pairs.map(([call, request]) => [calls[call]!, requests[request]!]));
    const apart = new Map<Making, { call: Making; request: Making }>();
    for (const making of new Set([...calls, ...requests])) {
      if (making.page && making.network && wanted.get(making) !== making) {
        const parted = makings.part(making);
        apart.set(making, parted);
        consider(parted.call);
        consider(parted.request);
      }
    }
    for (const [call, request] of wanted) {
      if (call === request) continue;
      const paired = makings.pair(
        apart.get(call)?.call ?? call,
        apart.get(request)?.request ?? request,
        rank,
      );
      consider(paired);
    }
    markUncertain(calls, requests);
  }

  /**
   * Order tells nothing where some are known to be missing, or calls went out by different ways. What
   * has no bytes is known by little else: there, nothing may be missing at all.
   */
  function pairsOf(
    calls: Making[],
    requests: Making[],
    { rank, isCut }: { rank: number; isCut: boolean },
  ): Pair[] {
    const fit = (call: number, request: number) => fits(calls[call]!, requests[request]!);
    const inTime = (call: number) => requestsInTime(calls[call]!, requests);
    const only = () => onlyPairs(calls.length, requests.length, fit, inTime);
    const isWhole =
      !isCut &&
      !calls.some(({ place }) => numbers.hasHole(place.visit)) &&
      new Set(calls.map(({ page }) => wayOf(page!.transport))).size === 1;
    if (rank > 0) {
      if (rank === NOT_SEEN) {
        // By time alone: what is still on its way may fit better, and so may what is there and was not decided.
        return only().filter(
          ([call, request]) =>
            !isOpen(calls[call]!) && !isOpen(requests[request]!) && !fitsBetter(calls[call]!),
        );
      }
      const oldest = Math.min(...calls.map(({ page }) => page!.at));
      return isWhole && !knowledge.wasInterrupted(oldest)
        ? decidedPairs(calls.length, requests.length, fit)
        : only();
    }
    if (!isWhole) return only();
    return pairsSoFar(
      { count: calls.length, open: (index) => isOpen(calls[index]!) },
      { count: requests.length, open: (index) => isOpen(requests[index]!) },
      fit,
    );
  }

  /** There are requests that a call is more like, though it is not decided which is its own. */
  function fitsBetter(call: Making): boolean {
    const better = likenessesOfCall(call.page!).filter((name) => rankOf(name) < NOT_SEEN);
    return better.some((name) =>
      [...(groups.get(name)?.requests ?? [])].some(
        (request) => request !== call && isAlone(request) && fits(call, request),
      ),
    );
  }

  /** Those that stand alone though the other side has one that they fit. */
  function markUncertain(calls: Making[], requests: Making[]) {
    const lone = present([...calls, ...requests]).filter((one) => isAlone(one));
    const [called, asked] = [lone.filter(({ page }) => page), lone.filter(({ page }) => !page)];
    asked.sort((a, b) => a.network!.at - b.network!.at);
    const inTime = (call: Making) => asked.slice(...requestsInTime(call, asked));
    for (const call of called) mark(call, () => inTime(call).some((one) => fits(call, one)));
    for (const request of asked) mark(request, () => called.some((call) => fits(call, request)));
  }

  function mark(one: Making, mayBeAnother: () => boolean) {
    const uncertain = !isOpen(one) && mayBeAnother();
    if (uncertain && !one.uncertain) one.uncertain = 'pair';
    else if (!uncertain && one.uncertain === 'pair') delete one.uncertain;
    else return;
    makings.touch(one);
  }

  /** What may be one with a capture that is forgotten is none the more certain for that. */
  function stayUncertain(gone: Making, { calls, requests }: Alike) {
    const isOne = (other: Making) => (gone.page ? fits(gone, other) : fits(other, gone));
    for (const other of gone.page ? requests : calls) {
      if (other.uncertain === 'pair' && isOne(other)) other.uncertain = 'gone';
    }
  }

  /** The oldest first. */
  function requestsLike(name: string): Making[] {
    const found = present(groups.get(name)?.requests ?? []);
    return found.toSorted((a, b) => a.network!.at - b.network!.at);
  }

  function present(some: Iterable<Making>): Making[] {
    return [...new Set(some)].filter(makings.isPresent);
  }

  /**
   * Those that were absorbed by others, taken apart, or are known by better are not looked at any more;
   * returns them.
   */
  function prune({ calls, requests }: Alike, rank: number): Set<Making> {
    const gone = new Set<Making>();
    const isGone = (one: Making) => !makings.isPresent(one) || !isFree(one, rank);
    for (const one of calls) if ((!one.page || isGone(one)) && calls.delete(one)) gone.add(one);
    for (const one of requests) {
      if ((!one.network || isGone(one)) && requests.delete(one)) gone.add(one);
    }
    return gone;
  }

  return {
    consider,
    solve,

    /** A call was told, or taken up again. */
    count({ place: { visit }, page }: Making) {
      const lacked = numbers.hasHole(visit);
      // After a restart, older calls are not taken up again: they are not missing.
      numbers.add(visit, page!.call, !knowledge.wasInterrupted(0));
      // The hole is filled: order tells again.
      if (!lacked || numbers.hasHole(visit)) return;
      for (const one of makings.all()) if (one.place.visit === visit) consider(one);
    },

    /** Requests with the body of one, or of its size where that is large: the oldest first. */
    ofSameBody({ network, devtools }: Making): Making[] {
      const [best = ''] = network ? likenessesOfRequest(network, devtools) : [];
      return requestsLike(best);
    },

    /**
     * The page's own request that a service worker sent on as this one: Firefox gives each an id, and
     * the page's never completes.
     */
    askedBy(sent: Making): Making | undefined {
      if (!sent.network?.tabless) return undefined;
      // Those by the best likeness first.
      return groupsOf(sent)
        .flatMap(requestsLike)
        .find(
          (other) =>
            other !== sent &&
            other.network?.state === 'pending' &&
            !other.network.tabless &&
            other.network.forwarded === undefined &&
            isSameSite(other, sent.place) &&
            other.network.sent === undefined,
        );
    },

    forget(making: Making) {
      for (const name of groupsOf(making)) {
        const group = groups.get(name);
        if (!group) continue;
        group.calls.delete(making);
        group.requests.delete(making);
        if (making.uncertain) stayUncertain(making, group);
        if (group.calls.size + group.requests.size === 0) groups.delete(name);
      }
    },
  };
}

/** Browsers number their requests as they begin. */
function byNumber(a: Making, b: Making): number {
  return Number(a.network!.request) - Number(b.network!.request);
}

/** It stands alone, or in a pair that was found by no better likeness. */
function isFree(making: Making, rank: number): boolean {
  return making.rank === undefined || making.rank >= rank;
}

/** Requests that go to the network by different ways may overtake each other. */
function wayOf(transport: Transport): 'page' | 'keepalive' | 'beacon' | 'later' {
  switch (transport) {
    case 'fetch':
    case 'xhr':
    case 'sync-xhr':
      return 'page';
    case 'keepalive':
      return 'keepalive';
    case 'beacon':
      return 'beacon';
    case 'fetch-later':
      return 'later';
  }
}

function isSameSite(one: Making, { origin }: { origin: string }): boolean {
  return one.place.origin !== '' && one.place.origin === origin;
}
