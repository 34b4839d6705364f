import type { Log } from '../log/log.ts';
import type { Announcement } from '../messaging/announcement.ts';
import { recordLostResends } from '../resend/lost.ts';
import type { Body, Capture, Visit } from './capture.ts';
import { createJoin, JOIN_WINDOW, type Place } from './join.ts';
import {
  type BodySeen,
  KEPT_OF_LARGE_BODY,
  MAX_BODY,
  type NetworkSighting,
  type Origin,
  type PageSighting,
} from './sighting.ts';
import { createVisits } from './visits.ts';

export type Sighting =
  | { by: 'network'; sighting: NetworkSighting }
  /** `body` is what a call's body was read as. */
  | { by: 'page'; sighting: PageSighting; origin: Origin; body?: BodyRead }
  | { by: 'devtools'; sighting: DevtoolsSighting };

/** A pending capture whose last sign is older is said to be of unknown outcome, in milliseconds. */
const GIVE_UP_AFTER = 5 * 60_000;
/** Bodies up to this many bytes travel with the announcement, so that a row appears at once. */
const ANNOUNCED_BODY = 64 * 1024;

interface Surroundings {
  log: Log;
  /** Drawn at browser start: request ids and tab ids begin anew with it. */
  run: string;
  /** Whether a tab (by its id within the run) is recorded; −1 asks whether any is. */
  isRecorded(tabId: number): boolean;
  announce(announcement: Announcement): void;
  /** Called when a tab's page has been replaced by another. */
  onNewPage(tab: string, visit: string): void;
  now(): number;
}

interface Unwritten {
  captures: Map<string, Capture>;
  visits: Map<string, Visit>;
  bodies: Map<string, Uint8Array<ArrayBuffer>>;
  arrived: string[];
}

/**
 * Takes sightings one after the other, joins them and writes what has changed to the log, before
 * anybody is told of it. `see` resolves when the sighting is in the log; it rejects if the log can't
 * be written, and the sightings of that write are then lost (the caller says so).
 */
export async function startRecorder(surroundings: Surroundings) {
  const { log, run, now } = surroundings;
  const join = createJoin(run);
  const visits = createVisits(run, await log.visits(run));
  const waiting: { sighting: Sighting; resolve(): void; reject(error: unknown): void }[] = [];
  /** Steps one after the other; none of them rejects. */
  let line: Promise<void> = Promise.resolve();
  let scheduled = false;

  await recordLostResends(log, now() - JOIN_WINDOW);
  const unfinished = await log.unfinished(now() - JOIN_WINDOW);
  const lost = unfinished.filter((capture) => isLost(capture, run, now()));
  join.restore(unfinished.filter((capture) => capture.id.startsWith(`${run}:`)));
  if (lost.length > 0) {
    const captures = lost.map((capture): Capture => ({ ...capture, state: 'unknown' }));
    await log.write({ captures, visits: [], bodies: [], arrived: [] });
  }

  async function drain() {
    scheduled = false;
    while (waiting.length > 0) {
      const taken = waiting.splice(0);
      try {
        await record(taken.map(({ sighting }) => sighting));
        for (const { resolve } of taken) resolve();
      } catch (error) {
        for (const { reject } of taken) reject(error);
      }
    }
  }

  async function record(sightings: Sighting[]) {
    const changed: Unwritten = {
      captures: new Map(),
      visits: new Map(),
      bodies: new Map(),
      arrived: [],
    };
    for (const sighting of sightings) {
      const capture =
        sighting.by === 'network'
          ? await network(sighting.sighting, changed)
          : await page(sighting.sighting, sighting.origin, changed);
      if (capture) changed.captures.set(capture.id, capture);
    }
    join.forget(now());
    if (changed.captures.size + changed.visits.size === 0) return;
    const written = await log.write({
      captures: [...changed.captures.values()],
      visits: [...changed.visits.values()],
      bodies: [...changed.bodies].map(([digest, bytes]) => ({ digest, bytes })),
      arrived: changed.arrived,
    });
    const small = [...changed.bodies].filter(([, bytes]) => bytes.length <= ANNOUNCED_BODY);
    surroundings.announce({ kind: 'changes', ...written, bodies: new Map(small) });
  }

  async function network(sighting: NetworkSighting, changed: Unwritten) {
    if (sighting.kind !== 'before') return join.progress(sighting);
    const place = sighting.fromExtension
      ? await resendPlace(sighting, changed)
      : placeOf(sighting.origin, sighting.at, changed);
    if (!place) return undefined;
    return join.before(sighting, await bodyOf(sighting.body, changed), place);
  }

  /** A request of our own is a resend: it belongs where its original does. */
  async function resendPlace(
    sighting: Extract<NetworkSighting, { kind: 'before' }>,
    changed: Unwritten,
  ): Promise<Place | undefined> {
    const pending = (await log.pendingResends()).find(
      ({ id, url }) => url === sighting.url && !changed.arrived.includes(id),
    );
    const original = pending && (await log.capture(pending.original));
    if (!original) return undefined;
    changed.arrived.push(pending.id);
    const { tab, visit, route, topFrame } = original;
    return { tab, visit, route, topFrame, resendOf: original.id };
  }

  async function page(sighting: PageSighting, origin: Origin, changed: Unwritten) {
    if (!surroundings.isRecorded(origin.tabId)) return undefined;
    if (sighting.kind === 'document' || sighting.kind === 'route') {
      const { visit, isNewPage } = visits.tell(origin, sighting);
      changed.visits.set(visit.id, visit);
      if (isNewPage) surroundings.onNewPage(visit.tab, visit.id);
      return undefined;
    }
    if (sighting.kind === 'outcome') return join.outcome(sighting, visits.idOf(origin));
    const place = placeOf(origin, sighting.at, changed);
    if (!place) return undefined;
    const bytes = new TextEncoder().encode(sighting.body ?? '');
    const seen: BodySeen =
      sighting.body === null
        ? { kind: 'unreadable', reason: 'not-seen' }
        : { kind: 'bytes', bytes, size: bytes.length };
    return join.call(sighting, await bodyOf(seen, changed), { ...place, route: sighting.route });
  }

  function placeOf(origin: Origin, at: number, changed: Unwritten): Place | undefined {
    const { visit, isNew } = visits.of(origin, at);
    const tabId = visit ? visits.tabId(visit) : origin.tabId;
    if (!visit || !surroundings.isRecorded(tabId)) return undefined;
    if (isNew) changed.visits.set(visit.id, visit);
    const route = visits.routeOf(visit, at);
    const { topFrame } = visit;
    const anonymous = origin.document === undefined && ({ anonymous: true } as const);
    return { tab: visit.tab, visit: visit.id, route, topFrame, ...anonymous };
  }

  return {
    /** Clears a tab, but for one visit, between two writes: a late outcome brings nothing back. */
    clear(tab: string, keep?: string): Promise<void> {
      const cleared = line.then(async () => {
        join.drop(tab, keep);
        await log.clear(tab, keep);
      });
      line = cleared.catch(() => {});
      return cleared;
    },

    see(sighting: Sighting): Promise<void> {
      return new Promise((resolve, reject) => {
        waiting.push({ sighting, resolve, reject });
        if (scheduled) return;
        scheduled = true;
        line = line.then(drain);
      });
    },
  };
}

/** Open when the browser closed, or for so long that its end must have been missed. */
function isLost(capture: Capture, run: string, now: number): boolean {
  if (capture.state !== 'pending') return false;
  return !capture.id.startsWith(`${run}:`) || capture.at < now - GIVE_UP_AFTER;
}

async function bodyOf(seen: BodySeen, changed: Unwritten): Promise<Body> {
  if (seen.kind !== 'bytes') return seen;
  const { bytes, size } = seen;
  if (bytes.length === 0) return { kind: 'empty' };
  const digest = hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
  const kept = size > MAX_BODY ? bytes.slice(0, KEPT_OF_LARGE_BODY) : bytes;
  changed.bodies.set(digest, kept);
  return { kind: 'bytes', digest, size, stored: kept.length };
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
