import { withoutHash } from './assemble.ts';
import type { DevtoolsPart } from './capture.ts';
import { isBegunAbout, isBegunAfter, isBegunWith } from './fitting.ts';
import type { Knowledge } from './join.ts';
import { isOwnRequest, type Making, type Makings, type Place } from './makings.ts';
import { decidedPairs, onlyPairs } from './pairing.ts';
import { createShelves } from './shelves.ts';

/** An entry that nothing was found for is looked at for so long, in milliseconds. */
const WAIT_FOR_TARGET = 2000;
/** Two entries of one request may differ by this, in milliseconds. */
const TWIN_SLACK = 50;
/** Entries and captures that are alike; beyond this it stays undecided which is which. */
const MAX_ALIKE = 100;
/** Entries of one address that wait; beyond this the oldest are left as they are. */
const MAX_WAITING = 2000;

/** An entry of DevTools' log that is not yet part of a capture. */
interface Waiting {
  part: DevtoolsPart;
  place: Place;
  /** When it was told: what came before that may be heard after it. */
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
  knowledge: Pick<Knowledge, 'wouldHaveSeen' | 'takenSince' | 'wasInterrupted' | 'now'>,
  /** Called for a capture that has got its entry. */
  attached: (making: Making) => void,
) {
  const waiting = createShelves<Waiting>();
  const targets = createShelves<Making>();
  /** Names of which something has changed. */
  const dirty = new Set<string>();
  /** Entries that were told: one whose acknowledgement was lost is told again. */
  const told = new Set<string>();
  /** First halves of redirects, which wait for the second. */
  const redirected = new Set<Waiting>();
  const byCapture = new Map<Making, Waiting>();
  /** Captures as they were when lone entries were compared with them, and these entries. */
  const compared = new WeakMap<Making, Compared>();
  const comparing = new WeakSet<Waiting>();

  function consider(making: Making) {
    if (making.devtools) return restored(making, making.devtools);
    const name = targetOf(making);
    if (name === undefined) return;
    targets.put(making, name, digestOf(best(making)));
    if (waiting.holds(name)) dirty.add(name);
  }

  function restored(making: Making, part: DevtoolsPart) {
    targets.take(making);
    if (told.has(part.entry)) return;
    told.add(part.entry);
    if (making.network || making.page) return;
    const { place } = making;
    const entry = { part, place, since: knowledge.now(), redirect: undefined };
    dirty.add(wait(entry));
    isAlone(entry, making);
  }

  /** Returns the name under which it waits. */
  function wait(entry: Waiting): string {
    const name = nameOf(entry.part.method, entry.part.hops?.[0]?.url ?? entry.part.url);
    waiting.put(entry, name, digestOf(entry.part));
    if (entry.redirect !== undefined) redirected.add(entry);
    return name;
  }

  function waitNoMore(entry: Waiting) {
    waiting.take(entry);
    redirected.delete(entry);
    if (entry.alone) byCapture.delete(entry.alone);
  }

  function isAlone(entry: Waiting, making: Making) {
    entry.alone = making;
    byCapture.set(making, entry);
  }

  /** Those that may still get an entry. */
  function openOf(some: readonly Making[]): Making[] {
    return some.filter((making) => {
      const open = isOpen(making);
      if (!open) targets.take(making);
      return open;
    });
  }

  const isOpen = (making: Making): boolean => !making.devtools && makings.isPresent(making);

  const candidates = (name: string): Making[] => openOf(targets.named(name));

  function solveAlike(name: string, digest: string | undefined) {
    const entries = waiting.alike(name, digest).filter(isDirect);
    if (entries.length === 0) return;
    const same = digest === undefined ? [] : openOf(targets.alike(name, digest));
    if (same.length > 0) return attach(entries, same, decidedPairs);
    // By time alone, only what could be nothing else: so nothing may have been missed.
    const sure = entries.filter(({ part }) => !knowledge.wasInterrupted(part.at));
    if (sure.length === 0) return;
    const unknown =
      digest === undefined ? candidates(name) : openOf(targets.alike(name, undefined));
    attach(sure, unknown, onlyPairs);
  }

  function attach(entries: Waiting[], possible: Making[], decide: typeof decidedPairs) {
    if (entries.length > MAX_ALIKE) return;
    const some = entries.toSorted((a, b) => a.part.at - b.part.at);
    const those = possible
      .filter((making) => some.some((entry) => fits(entry, making)))
      .toSorted((a, b) => best(a).at - best(b).at);
    // What other pages claim by the thousand does not count.
    if (those.length > MAX_ALIKE) return;
    const pairs = decide(some.length, those.length, (entry, making) =>
      fits(some[entry]!, those[making]!),
    );
    for (const [entry, making] of pairs) give(some[entry]!, those[making]!);
  }

  function give(entry: Waiting, making: Making) {
    const { part, alone } = entry;
    waitNoMore(entry);
    if (alone) makings.complete(making, alone);
    else {
      making.devtools = part;
      makings.touch(making);
    }
    attached(making);
  }

  /** The first part of a request that DevTools has in two: before its redirect, and after. */
  function redirectedTo({ part, place }: Waiting): Waiting | undefined {
    const first = [...redirected].find(
      (one) =>
        one.redirect !== undefined &&
        withoutHash(one.redirect) === withoutHash(part.url) &&
        one.place.tab === place.tab &&
        one.part.at <= part.at,
    );
    if (first) waitNoMore(first);
    return first;
  }

  function hear(part: DevtoolsPart, place: Place, since: number, redirect?: string) {
    if (told.has(part.entry)) return;
    told.add(part.entry);
    const entry: Waiting = { part, place, since, redirect };
    const first = redirectedTo(entry);
    if (first) {
      const { ended: at, url, status = 0 } = first.part;
      entry.part = {
        ...part,
        at: first.part.at,
        hops: [...(first.part.hops ?? []), { at, url, status }],
      };
    }
    const name = wait(entry);
    const others = waiting.named(name);
    if (others.length > MAX_WAITING) {
      const oldest = others.reduce((one, other) => (other.since < one.since ? other : one));
      if (!oldest.alone) conclude(name, oldest);
      waitNoMore(oldest);
    }
    solveAlike(name, digestOf(entry.part));
    const unseen = !knowledge.wouldHaveSeen(part, place);
    if (unseen && isDirect(entry) && waiting.has(entry)) {
      if (!candidates(name).some((making) => fits(entry, making))) standAlone(entry);
    }
  }

  function standAlone(entry: Waiting) {
    const { part, place } = entry;
    // Its capture may have been cleared, and be gone, before DevTools told of it, or tells once more as it is opened again.
    const taken = knowledge.takenSince(place, part.ended);
    if (taken?.isOver) return waitNoMore(entry);
    isAlone(entry, makings.entry({ ...place, ...(taken && { cleared: taken.clearing }) }, part));
    const name = waiting.nameOf(entry);
    if (name !== undefined) dirty.add(name);
  }

  /** Nothing more is waited for. */
  function conclude(name: string, entry: Waiting) {
    // Others have been given theirs meanwhile.
    solveAlike(name, digestOf(entry.part));
    if (!waiting.has(entry)) return;
    const possible = candidates(name).filter((making) => fits(entry, making));
    if (possible.length === 1 && !isDirect(entry)) give(entry, possible[0]!);
    const twin = twinOf(entry);
    if (twin) completeBody(twin, entry.part);
    const known = possible.length > 0 || twin || isHop(entry, makings);
    if (known) waitNoMore(entry);
    else if (!settleAbout(name, entry, candidates(name))) standAlone(entry);
  }

  /**
   * The network observer has seen what an entry is about: then it is the only capture that it can be, though
   * their clocks are far apart, or one of several. False if there is none.
   */
  function settleAbout(name: string, entry: Waiting, possible: readonly Making[]): boolean {
    const { part, place } = entry;
    if (!knowledge.wouldHaveSeen(part, place) || knowledge.wasInterrupted(part.at)) return false;
    const about = possible.filter((making) => isAbout(entry, making) && isOpen(making));
    const [only] = about;
    if (!only) return false;
    if (about.length === 1 && rivalsFor(only, name) === 1) give(entry, only);
    else if (entry.alone) return false;
    else waitNoMore(entry);
    return true;
  }

  /** While the network observer was not heard, an entry and a capture may be of one request: nothing tells. */
  function doubt(alone: Making, entry: Waiting, possible: readonly Making[]) {
    if (!knowledge.wasInterrupted(entry.part.at)) return;
    const rivals = possible.filter((making) => mayBeOne(entry, making) && isOpen(making));
    if (rivals.length === 0) return;
    // What the network has told of is there in any case.
    for (const making of [alone, ...rivals.filter(({ network }) => !network)]) {
      if (making.uncertain) continue;
      making.uncertain = 'entry';
      makings.touch(making);
    }
  }

  /** What was compared before, and is as it was, needs no second look. */
  function solveLone(name: string) {
    const lone = waiting.named(name).filter(({ alone }) => alone);
    if (lone.length === 0) return;
    const possible = candidates(name);
    const changed = possible.filter((one) => {
      const before = compared.get(one);
      return !before || !isAsBefore(one, before);
    });
    for (const entry of lone) {
      if (settleAbout(name, entry, possible)) continue;
      doubt(entry.alone!, entry, comparing.has(entry) ? changed : possible);
      comparing.add(entry);
    }
    for (const one of changed) compared.set(one, comparedAs(one));
  }

  const rivalsFor = (making: Making, name: string): number =>
    waiting.named(name).filter((entry) => isAbout(entry, making)).length;

  /** Of a page's request that its service worker answered: the worker's own has an entry as well. */
  function twinOf(entry: Waiting): Making | undefined {
    const { viaServiceWorker, at, ended } = entry.part;
    if (!viaServiceWorker) return undefined;
    return [...makings.all()].find(({ devtools }) => {
      if (!devtools || devtools.url !== entry.part.url) return false;
      const inside = devtools.at >= at - TWIN_SLACK && devtools.ended <= ended + TWIN_SLACK;
      return inside && mayBeSame(digestOf(devtools), digestOf(entry.part));
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
      for (const name of dirty) {
        for (const digest of waiting.digests(name)) solveAlike(name, digest);
        solveLone(name);
      }
      dirty.clear();
    },

    /** Gives up looking for what waited long enough; returns whether some still wait. */
    settle(): boolean {
      const due = knowledge.now() - WAIT_FOR_TARGET;
      const hoping = [...waiting.all()].filter(({ alone }) => !alone);
      for (const entry of hoping) {
        const name = waiting.nameOf(entry);
        if (name !== undefined && entry.since <= due) conclude(name, entry);
      }
      return hoping.some((entry) => waiting.has(entry) && !entry.alone);
    },

    /** A page of a tab has been told of, maybe later than what it sent. */
    placeAnew(
      tab: string,
      pageOf: (entry: DevtoolsPart) => Pick<Place, 'visit' | 'route'> | undefined,
    ) {
      for (const entry of waiting.all()) {
        const page = entry.place.tab === tab ? pageOf(entry.part) : undefined;
        if (!page || page.visit === entry.place.visit) continue;
        entry.place = { ...entry.place, ...page };
        if (!entry.alone) continue;
        entry.alone.place = { ...entry.alone.place, ...page };
        makings.touch(entry.alone);
      }
    },

    forget(making: Making) {
      if (making.devtools) told.delete(making.devtools.entry);
      const alone = byCapture.get(making);
      if (alone) waitNoMore(alone);
      targets.take(making);
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

function targetOf({ network, page }: Making): string | undefined {
  if (network) return nameOf(network.method, network.hops[0]?.url ?? network.url);
  return page && nameOf(page.method, page.url);
}

/** What decides whether a capture may be one with an entry, and whether that is said of it. */
type Compared = Record<'network' | 'page' | 'place' | 'uncertain', unknown>;

function comparedAs({ network, page, place, uncertain }: Making): Compared {
  return { network, page, place, uncertain };
}

/** Parts take the place of others, and are not changed themselves. */
function isAsBefore({ network, page, place, uncertain }: Making, before: Compared): boolean {
  return (
    network === before.network &&
    page === before.page &&
    place === before.place &&
    uncertain === before.uncertain
  );
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

function fits(entry: Waiting, making: Making): boolean {
  const { network, page } = making;
  const isInTime =
    page && (!network || network.begunUnseen)
      ? isBegunAfter(entry.part, page)
      : isBegunWith(entry.part, network!.at);
  return isInTime && isOfPlace(entry, making) && hasStatus(entry, making);
}

/** As `fits`, of what the network observer has seen, but for the clocks. */
function isAbout(entry: Waiting, making: Making): boolean {
  const { network } = making;
  if (!network || !isBegunAbout(entry.part, network.at)) return false;
  return mayHaveSameBody(entry, making) && isOfPlace(entry, making) && hasStatus(entry, making);
}

/** As far as can be told where the network observer was not heard. */
function mayBeOne(entry: Waiting, making: Making): boolean {
  return (
    (fits(entry, making) && mayHaveSameBody(entry, making)) ||
    (isAbout(entry, making) && hasSameBody(entry, making))
  );
}

function hasSameBody(entry: Waiting, making: Making): boolean {
  const digest = digestOf(entry.part);
  return digest !== undefined && digest === digestOf(best(making));
}

function mayHaveSameBody(entry: Waiting, making: Making): boolean {
  return mayBeSame(digestOf(entry.part), digestOf(best(making)));
}

function mayBeSame(one: string | undefined, other: string | undefined): boolean {
  return one === other || one === undefined || other === undefined;
}

function isOfPlace({ place }: Waiting, making: Making): boolean {
  const { tab, site } = making.place;
  return !isOwnRequest(making) && (tab === place.tab || site === place.origin);
}

function hasStatus({ part: { status } }: Waiting, { network }: Making): boolean {
  return network?.state !== 'done' || status === undefined || network.status === status;
}
