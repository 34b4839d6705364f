import type { Log } from '../log/log.ts';
import type { Announcement } from '../messaging/announcement.ts';
import { recordLostResends } from '../resend/lost.ts';
import { createBodies, sha256OfText } from './bodies.ts';
import type { Capture } from './capture.ts';
import { createForms } from './forms.ts';
import { type CallBody, createJoin, JOIN_WINDOW } from './join.ts';
import type { Place } from './makings.ts';
import type {
  BodySeen,
  DevtoolsSighting,
  EntrySighting,
  NetworkSighting,
  Origin,
  PageCall,
  PageSighting,
  RequestTold,
} from './sighting.ts';
import type { BodyRead } from './told-body.ts';
import { createWhereabouts, type Reach } from './whereabouts.ts';
import { fieldsOf, fieldsOfText } from './fields.ts';

export type Sighting =
  | { by: 'network'; sighting: NetworkSighting }
  /** `body` is what a call's body was read as. */
  | { by: 'page'; sighting: PageSighting; origin: Origin; body?: BodyRead }
  | { by: 'devtools'; sighting: DevtoolsSighting };

/** A pending capture whose last sign is older is said to be of unknown outcome, in milliseconds. */
const GIVE_UP_AFTER = 5 * 60_000;
/** Bodies up to this many bytes travel with the announcement, so that a row appears at once. */
const ANNOUNCED_BODY = 64 * 1024;
/** How often it is looked at what only time decides, in milliseconds. */
const SETTLE_EVERY = 250;
/** Longest text whose form fields are looked for, in characters. */
const MAX_FIELDS_TEXT = 64 * 1024;

interface Surroundings {
  log: Log;
  /** Drawn at browser start: request ids and tab ids begin anew with it. */
  run: string;
  reach: Reach;
  /** Whether a tab (by its id within the run) is recorded. */
  isRecorded(tabId: number): boolean;
  announce(announcement: Announcement): void;
  /** Called when a tab's page has been replaced by another. */
  onNewPage(tab: string, visit: string): void;
  now(): number;
}

/**
 * Takes sightings one after the other, joins them and writes what has changed to the log, before
 * anybody is told of it. `see` resolves when the sighting is in the log; it rejects if the log can't
 * be written: what was seen is then written with the next sighting.
 */
export async function startRecorder(surroundings: Surroundings) {
  const { log, run, reach, now } = surroundings;
  const places = createWhereabouts(run, await log.visits(run), reach, surroundings.isRecorded);
  const join = createJoin(run, {
    doubts: (call, place) => places.doubts(call, place, now()),
    wouldHaveSeen: places.wouldHaveSeen,
    wasInterrupted: (since) => (reach.restartedAt ?? 0) >= since,
    now,
  });
  const forms = createForms(join);
  const bodies = createBodies(now);
  /** Requests that were cleared while they were open. */
  const cleared = new Set<string>();
  const arrived = new Set<string>();
  const waiting: { sighting: Sighting; resolve(): void; reject(error: unknown): void }[] = [];
  /** Steps one after the other; none of them rejects. */
  let line: Promise<void> = Promise.resolve();
  let scheduled = false;
  let settling = false;

  await recordLostResends(log, now() - JOIN_WINDOW);
  const unfinished = await log.unfinished(now() - JOIN_WINDOW);
  const lost = unfinished.filter((capture) => isLost(capture, run, now()));
  const isOfRun = ({ id }: Capture) => id.startsWith(`${run}:`);
  join.restore(unfinished.filter((capture) => isOfRun(capture) && !lost.includes(capture)));
  if (lost.length > 0) {
    const captures = lost.map((capture): Capture => ({ ...capture, state: 'unknown' }));
    await log.write({ captures, visits: [], bodies: [], arrived: [] });
  }
  const { restartedAt } = reach;
  if (restartedAt !== undefined) {
    places.befell('restart', restartedAt, (tab) =>
      surroundings.isRecorded(Number(tab.slice(run.length + 1))),
    );
    await write();
  }
  settleLater();

  async function drain() {
    scheduled = false;
    while (waiting.length > 0) {
      const taken = waiting.splice(0);
      try {
        for (const { sighting } of taken) await record(sighting);
        await forms.complete(bodies);
        await write();
        for (const { resolve } of taken) resolve();
      } catch (error) {
        for (const { reject } of taken) reject(error);
      }
      settleLater();
    }
  }

  function settleLater() {
    if (settling) return;
    settling = true;
    setTimeout(() => {
      settling = false;
      line = line.then(settle).catch(() => {});
    }, SETTLE_EVERY);
  }

  async function settle() {
    const waits = join.settle();
    join.forget();
    await write();
    if (waits) settleLater();
  }

  async function write() {
    const captures = join.takeChanged();
    const visits = places.takeChanged();
    if (captures.length + visits.length === 0) return;
    const stored = bodies.of(captures);
    try {
      const written = await log.write({ captures, visits, bodies: stored, arrived: [...arrived] });
      if (written.gone) join.dropped(new Set(written.gone.captures));
      const small = stored.filter(({ bytes }) => bytes.length <= ANNOUNCED_BODY);
      surroundings.announce({
        kind: 'changes',
        ...written,
        bodies: new Map(small.map(({ digest, bytes }) => [digest, bytes])),
      });
    } catch (error) {
      join.giveBack(captures);
      places.giveBack(visits);
      throw error;
    }
    bodies.written(stored);
    arrived.clear();
  }

  async function record(sighting: Sighting): Promise<void> {
    switch (sighting.by) {
      case 'network':
        return network(sighting.sighting);
      case 'page':
        return page(sighting.sighting, sighting.origin, sighting.body);
      case 'devtools':
        return devtools(sighting.sighting);
    }
  }

  async function network(sighting: NetworkSighting) {
    switch (sighting.kind) {
      case 'before': {
        const place = sighting.fromExtension
          ? await resendPlace(sighting)
          : places.placeOf(sighting.origin, sighting.at);
        if (!place) return;
        const { body } = sighting;
        const fields = body.kind === 'unreadable' ? body.fields : undefined;
        join.before(sighting, await bodies.keep(body), place, {
          ...whereFrom(sighting),
          ...(fields !== undefined && { fields: await sha256OfText(fields) }),
        });
        return;
      }
      case 'preflight':
        join.preflight(sighting, places.visitOf(sighting.origin)?.id);
        return;
      case 'preflight-ended':
        join.preflightEnded(sighting);
        return;
      case 'redirected':
        join.progress(sighting);
        return;
      case 'sent':
      case 'answered':
      case 'completed':
      case 'failed':
        join.progress(sighting, begunUnseen(sighting));
    }
  }

  /** The background was stopped before it could write that the request began. */
  function begunUnseen({ request, at, of }: Extract<NetworkSighting, { of?: RequestTold }>) {
    const restarted = reach.restartedAt !== undefined && at < reach.restartedAt + GIVE_UP_AFTER;
    if (!restarted || !of || of.fromExtension || join.knows(request) || cleared.has(request)) {
      return undefined;
    }
    const place = places.placeOf(of.origin, at);
    return place && { told: of, place, of: whereFrom(of) };
  }

  /** A request of our own is a resend: it belongs where its original does. */
  async function resendPlace(
    sighting: Extract<NetworkSighting, { kind: 'before' }>,
  ): Promise<Place | undefined> {
    const pending = (await log.pendingResends()).find(
      ({ id, url }) => url === sighting.url && !arrived.has(id),
    );
    const original = pending && (await log.capture(pending.original));
    if (!original) return undefined;
    arrived.add(pending.id);
    const { tab, visit, route, topFrame, site } = original;
    return {
      tab,
      visit,
      route,
      topFrame,
      origin: '',
      ...(site !== undefined && { site }),
      resendOf: original.id,
    };
  }

  async function page(sighting: PageSighting, origin: Origin, body: BodyRead | undefined) {
    if (!surroundings.isRecorded(origin.tabId)) return;
    switch (sighting.kind) {
      case 'document': {
        const { visit, isNewPage } = places.document(origin, sighting);
        if (isNewPage) surroundings.onNewPage(visit.tab, visit.id);
        return;
      }
      case 'route':
        places.route(origin, sighting);
        return;
      case 'violation':
      case 'outcome': {
        const visit = places.visitOf(origin)?.id;
        if (visit === undefined) return;
        if (sighting.kind === 'outcome') join.outcome(sighting, visit);
        else join.violation(sighting, visit);
        return;
      }
      case 'call': {
        const place = places.placeOf(origin, sighting.at);
        if (!place) return;
        places.receiver(place.visit, sighting.url);
        const told = await callBody(sighting, body);
        join.call(sighting, told, place, places.isControlled(place.visit));
        if (body?.kind === 'form') forms.expect(place.visit, sighting.call, body.entries);
      }
    }
  }

  async function callBody({ body: told }: PageCall, read: BodyRead | undefined): Promise<CallBody> {
    const seen: BodySeen =
      read === undefined || read.kind === 'form' ? { kind: 'unreadable', reason: 'form' } : read;
    const body = await bodies.keep(seen);
    if (told.kind === 'empty' || told.kind === 'none') return { body, bodyFrom: told.kind };
    const fields = formFields(told, read);
    return {
      body,
      bodyFrom: told.kind === 'form' ? 'form' : told.of,
      ...(fields !== undefined && { fields: await sha256OfText(fields) }),
    };
  }

  async function devtools(sighting: DevtoolsSighting) {
    if (sighting.kind === 'page') places.devtoolsPage(sighting);
    else await entry(sighting);
  }

  async function entry(sighting: EntrySighting & { tabId: number }) {
    const place = places.placeOfEntry(sighting);
    if (!place) return;
    const { responseBody } = sighting;
    const read = {
      body: await bodies.keep(sighting.body),
      ...(responseBody && { responseBody: await bodies.keep(responseBody) }),
    };
    join.entry(sighting, read, place);
  }

  return {
    /** Clears a tab, but for one visit, between two writes: a late outcome brings nothing back. */
    clear(tab: string, keep?: string): Promise<void> {
      const clearing = line.then(async () => {
        for (const request of join.drop(tab, keep)) cleared.add(request);
        await log.clear(tab, keep);
      });
      line = clearing.catch(() => {});
      return clearing;
    },

    see(sighting: Sighting): Promise<void> {
      return new Promise((resolve, reject) => {
        waiting.push({ sighting, resolve, reject });
        if (scheduled) return;
        scheduled = true;
        line = line.then(drain);
      });
    },

    /** Recording of a tab was paused: what its documents do meanwhile is not seen. */
    paused(tab: string): void {
      line = line
        .then(() => {
          places.befell('paused', now(), (one) => one === tab);
          return write();
        })
        .catch(() => {});
    },
  };
}

function whereFrom({ origin }: RequestTold): { tabless?: true; anonymous?: true } {
  return {
    ...(origin.tabId < 0 && { tabless: true }),
    ...(origin.document === undefined && { anonymous: true }),
  };
}

/** Open when the browser closed, or for so long that its end must have been missed. */
function isLost(capture: Capture, run: string, now: number): boolean {
  if (capture.state !== 'pending') return false;
  return !capture.id.startsWith(`${run}:`) || capture.at < now - GIVE_UP_AFTER;
}

/** The fields by which the network observer may know a body, where it is given no bytes. */
function formFields(told: PageCall['body'], read: BodyRead | undefined): string | undefined {
  if (read?.kind === 'form') {
    return fieldsOf(read.entries.map((one) => [one.name, 'value' in one ? one.value : undefined]));
  }
  if (told.kind === 'text' && told.text.length <= MAX_FIELDS_TEXT) return fieldsOfText(told.text);
  return undefined;
}
