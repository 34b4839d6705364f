import { withoutHash } from './assemble.ts';
import type { DevtoolsPart } from './capture.ts';
import { isBegunAfter, isBegunWith } from './fitting.ts';
import type { Knowledge } from './join.ts';
import type { Making, Makings, Place } from './makings.ts';
import { decidedPairs, onlyPairs } from './pairing.ts';

/** An entry that nothing was found for is looked at for so long, in milliseconds. */
const WAIT_FOR_TARGET = 2000;
/** Two entries of one request may differ by this, in milliseconds. */
const TWIN_SLACK = 50;
/** Entries and captures that are alike; beyond this it stays undecided which is which. */
const MAX_ALIKE = 100;

/** An entry of DevTools' log that is not yet part of a capture. */
interface Waiting {
  part: DevtoolsPart;
  place: Place;
  /** When it was heard of. */
  since: number;
  /** Where it was redirected to. */
  redirect: string | undefined;
  /** The capture that it is by itself, until another observer tells of the request after all. */
  alone?: Making;
}

/**
 * Finds the capture that an entry of DevTools' log is about, which arrives only when the request has
 * ended. One that the other observers can't have seen becomes a capture of its own; one of which they
 * have several that it may be about is left aside, since the network observer tells what exists.
 */
export function createEntryPairing(
  makings: Makings,
  knowledge: Pick<Knowledge, 'wouldHaveSeen' | 'wasInterrupted' | 'now'>,
  /** Called for a capture that has got its entry. */
  attached: (making: Making) => void,
) {
  const waiting = new Map<string, Waiting[]>();
  const targets = new Map<string, Set<Making>>();
  const dirty = new Set<string>();
  /** Entries that were told: one whose acknowledgement was lost is told again. */
  const told = new Set<string>();

  function consider(making: Making) {
    if (making.devtools) return restored(making, making.devtools);
    for (const name of targetsOf(making)) {
      const known = targets.get(name);
      if (known) known.add(making);
      else targets.set(name, new Set([making]));
      if (waiting.has(name)) dirty.add(name);
    }
  }

  function restored(making: Making, part: DevtoolsPart) {
    if (told.has(part.entry)) return;
    told.add(part.entry);
    if (making.network || making.page) return;
    const { place } = making;
    const name = nameOf(part.method, part.hops?.[0]?.url ?? part.url);
    const entry = { part, place, since: knowledge.now(), redirect: undefined, alone: making };
    waiting.set(name, [...(waiting.get(name) ?? []), entry]);
    dirty.add(name);
  }

  function candidates(name: string): Making[] {
    const known = targets.get(name);
    if (!known) return [];
    for (const making of known) {
      if (making.devtools || !makings.isPresent(making)) known.delete(making);
    }
    return [...known];
  }

  function solveTarget(name: string) {
    const entries = (waiting.get(name) ?? []).filter(isDirect);
    if (entries.length === 0) return;
    const found = candidates(name);
    for (const [digest, alike] of Map.groupBy(entries, ({ part }) => digestOf(part))) {
      const same = found.filter(
        (making) => digest !== undefined && digestOf(best(making)) === digest,
      );
      const unknown = found.filter((making) => digestOf(best(making)) === undefined);
      if (digest !== undefined && same.length > 0) attach(name, alike, same, decidedPairs);
      else {
        // By time alone, only what could be nothing else: so nothing may have been missed.
        const told = alike.filter(({ part }) => !knowledge.wasInterrupted(part.at));
        attach(name, told, digest === undefined ? found : unknown, onlyPairs);
      }
    }
  }

  function attach(
    name: string,
    entries: Waiting[],
    possible: Making[],
    decide: typeof decidedPairs,
  ) {
    if (entries.length === 0 || entries.length > MAX_ALIKE || possible.length > MAX_ALIKE) return;
    const some = entries.toSorted((a, b) => a.part.at - b.part.at);
    const those = possible
      .filter((making) => some.some((entry) => fits(entry, making)))
      .toSorted((a, b) => best(a).at - best(b).at);
    const pairs = decide(some.length, those.length, (entry, making) =>
      fits(some[entry]!, those[making]!),
    );
    for (const [entry, making] of pairs) give(some[entry]!, those[making]!);
    const given = new Set(pairs.map(([entry]) => some[entry]!));
    keepWaiting(name, (one) => !given.has(one));
  }

  function give({ part, alone }: Waiting, making: Making) {
    if (alone) makings.complete(making, alone);
    else {
      making.devtools = part;
      makings.touch(making);
    }
    attached(making);
  }

  function keepWaiting(name: string, stays: (entry: Waiting) => boolean) {
    const left = (waiting.get(name) ?? []).filter(stays);
    if (left.length > 0) waiting.set(name, left);
    else waiting.delete(name);
  }

  /** The first part of a request that DevTools has in two: before its redirect, and after. */
  function redirectedTo({ part, place }: Waiting): Waiting | undefined {
    for (const [name, entries] of waiting) {
      const first = entries.find(
        (one) =>
          one.redirect !== undefined &&
          withoutHash(one.redirect) === withoutHash(part.url) &&
          one.place.tab === place.tab &&
          one.part.at <= part.at,
      );
      if (!first) continue;
      keepWaiting(name, (one) => one !== first);
      return first;
    }
    return undefined;
  }

  function hear(part: DevtoolsPart, place: Place, redirect: string | undefined) {
    if (told.has(part.entry)) return;
    told.add(part.entry);
    const entry: Waiting = { part, place, since: knowledge.now(), redirect };
    const first = redirectedTo(entry);
    if (first) {
      const { ended: at, url, status = 0 } = first.part;
      entry.part = {
        ...part,
        at: first.part.at,
        hops: [...(first.part.hops ?? []), { at, url, status }],
      };
    }
    const name = nameOf(part.method, entry.part.hops?.[0]?.url ?? part.url);
    const others = waiting.get(name) ?? [];
    if (others.length >= MAX_ALIKE) {
      const [oldest] = others;
      if (!oldest!.alone) conclude(name, oldest!);
      keepWaiting(name, (one) => one !== oldest);
    }
    waiting.set(name, [...(waiting.get(name) ?? []), entry]);
    solveTarget(name);
    const unseen = !knowledge.wouldHaveSeen(part, place);
    if (unseen && isDirect(entry) && waiting.get(name)?.includes(entry)) {
      if (!candidates(name).some((making) => fits(entry, making))) standAlone(entry);
    }
  }

  function standAlone(entry: Waiting) {
    entry.alone = makings.entry(entry.place, entry.part);
  }

  /** Nothing more is waited for. */
  function conclude(name: string, entry: Waiting) {
    const possible = candidates(name).filter((making) => fits(entry, making));
    if (possible.length === 1 && !isDirect(entry)) give(entry, possible[0]!);
    const twin = twinOf(entry);
    if (twin) completeBody(twin, entry.part);
    const known = possible.length > 0 || twin || isHop(entry, makings);
    if (known) keepWaiting(name, (one) => one !== entry);
    else standAlone(entry);
  }

  /** Of a page's request that its service worker answered: the worker's own has an entry as well. */
  function twinOf(entry: Waiting): Making | undefined {
    const { viaServiceWorker, at, ended } = entry.part;
    if (!viaServiceWorker) return undefined;
    return [...makings.all()].find(({ devtools }) => {
      if (!devtools || devtools.url !== entry.part.url) return false;
      const inside = devtools.at >= at - TWIN_SLACK && devtools.ended <= ended + TWIN_SLACK;
      const [one, other] = [digestOf(devtools), digestOf(entry.part)];
      return inside && (one === other || one === undefined || other === undefined);
    });
  }

  /** Chromium has no body for what a worker sends on; the page's request has it. */
  function completeBody(twin: Making, { body }: DevtoolsPart) {
    if (twin.devtools?.body.kind !== 'unreadable' || body.kind === 'unreadable') return;
    twin.devtools = { ...twin.devtools, body };
    makings.touch(twin);
  }

  return {
    consider,
    hear,
    knows: (entry: string): boolean => told.has(entry),

    solve() {
      for (const name of dirty) solveTarget(name);
      dirty.clear();
    },

    /** Gives up looking for what waited long enough; returns whether some still wait. */
    settle(): boolean {
      for (const [name, entries] of waiting) {
        for (const entry of entries) {
          if (!entry.alone && entry.since + WAIT_FOR_TARGET <= knowledge.now()) {
            conclude(name, entry);
          }
        }
      }
      return [...waiting.values()].some((entries) => entries.some(({ alone }) => !alone));
    },

    forget(making: Making) {
      if (making.devtools) {
        told.delete(making.devtools.entry);
        for (const name of waiting.keys()) keepWaiting(name, ({ alone }) => alone !== making);
      }
      for (const name of targetsOf(making)) {
        const known = targets.get(name);
        known?.delete(making);
        if (known?.size === 0) targets.delete(name);
      }
    },
  };
}

/** Neither half of a redirect, nor a page's request that its service worker answered. */
function isDirect({ part, redirect }: Waiting): boolean {
  return redirect === undefined && !part.viaServiceWorker;
}

/** A redirect that the network observer has as a hop of a request. */
function isHop({ part, redirect, place }: Waiting, makings: Makings): boolean {
  if (redirect === undefined) return false;
  return [...makings.all()].some(
    (making) =>
      making.place.tab === place.tab && making.network?.hops.some(({ url }) => url === part.url),
  );
}

function nameOf(method: string, url: string): string {
  return `${method.toUpperCase()} ${withoutHash(url)}`;
}

function targetsOf({ network, page }: Making): string[] {
  if (network) return [nameOf(network.method, network.hops[0]?.url ?? network.url)];
  return page ? [nameOf(page.method, page.url)] : [];
}

/** The part by which a capture is compared with an entry. */
function best({ network, page }: Making) {
  const body = network?.body.kind === 'bytes' ? network.body : (page?.body ?? network!.body);
  return { at: network?.at ?? page!.at, body };
}

function digestOf({ body }: Pick<DevtoolsPart, 'body'>): string | undefined {
  if (body.kind === 'empty') return '';
  return body.kind === 'bytes' ? body.digest : undefined;
}

function fits({ part, place }: Waiting, making: Making): boolean {
  const { network, page } = making;
  const isOfTab = making.place.tab === place.tab || making.place.site === place.origin;
  if (!isOfTab || making.place.resendOf !== undefined) return false;
  if (page && (!network || network.begunUnseen)) {
    if (!isBegunAfter(part, page)) return false;
  } else if (!isBegunWith(part, network!.at)) return false;
  if (network?.state === 'done') return part.status === undefined || network.status === part.status;
  return true;
}
