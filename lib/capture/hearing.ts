import type { Log } from '../log/log.ts';
import { type Bodies, sha256OfText } from './bodies.ts';
import type { Body, Capture } from './capture.ts';
import { fieldsOf, fieldsOfText } from './fields.ts';
import type { Forms } from './forms.ts';
import { type CallBody, type Join, JOIN_WINDOW } from './join.ts';
import type { Place } from './makings.ts';
import { createResent } from './resent.ts';
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
import type { TakenSince } from './tab-history.ts';
import { told as names } from './told.ts';
import type { BodyRead } from './told-body.ts';
import type { Whereabouts } from './whereabouts.ts';

export type Sighting =
  | { by: 'network'; sighting: NetworkSighting }
  /** `body` is what a call's body was read as. */
  | { by: 'page'; sighting: PageSighting; origin: Origin; body?: BodyRead }
  | { by: 'devtools'; sighting: DevtoolsSighting };

/** A sighting, and when it came to be heard, in milliseconds since the epoch. */
export interface Heard {
  sighting: Sighting;
  since: number;
}

/** What is told later than this after it began may be of a request that the join has let go, in milliseconds. */
const LATE = JOIN_WINDOW / 2;
/** A request and what else is told of it begin no further apart, in milliseconds. */
const AROUND = 5000;
/** For what began further back nothing is looked for, in milliseconds. */
const LONG_AGO = 5 * 60_000;
/** Captures that are looked at for what is told late. */
const MAX_AROUND = 5000;
/** The same, of one body. */
const MAX_ALIKE = 1000;

/** Longest text whose form fields are looked for, in characters. */
const MAX_FIELDS_TEXT = 64 * 1024;

interface HearingSurroundings {
  log: Pick<Log, 'pendingResends' | 'capture' | 'toldAs' | 'unfinished' | 'unfinishedWith'>;
  run: string;
  /** Whether an earlier background may have recorded what is told now. */
  hasPredecessor: boolean;
  join: Join;
  places: Whereabouts;
  bodies: Bodies;
  forms: Forms;
  /** Pending resends whose request has been seen. */
  arrived: Set<string>;
  /** Whether what a page sends may be a resend through it. */
  expectsThroughPage(): boolean;
  /** Whether what a tab did at a time is recorded; in a pause, what it did before. */
  isRecordedAt(tabId: number, at: number): boolean;
  takenSince: TakenSince;
  /** Whether recording of a tab was paused at a time, though it may go on now. */
  wasPaused(tab: string, time: number): boolean;
  /** Whether a request that nobody knows may have begun while the background was stopped. */
  mayHaveBegunUnseen(request: string, at: number): boolean;
  /** Whether more may be told of a capture that was left. */
  mayGoOn(capture: Capture): boolean;
  onNewPage(tab: string, visit: string): void;
  /** Called when a tab's page is there again, since a time. */
  onBack(tab: string, since: number): void;
  now(): number;
}

/** A request that a page or DevTools tells of; what the network tells is never late. */
interface Begun {
  at: number;
  by?: 'page' | 'devtools';
  body?: BodySeen;
}

function begunBy(told: Sighting): Begun | undefined {
  if (told.by === 'network') return undefined;
  const { sighting } = told;
  if (sighting.kind === 'entry') return { at: sighting.at, by: told.by, body: sighting.body };
  if (sighting.kind !== 'call') return undefined;
  const body = told.by === 'page' ? told.body : undefined;
  return { at: sighting.at, by: told.by, ...(body && body.kind !== 'form' && { body }) };
}

/** What went wrong with those that could not be heard. */
type Failures = Map<Sighting, unknown>;

/** Hands sightings to the join, each with the place where it belongs and its body kept. */
export function createHearing(surroundings: HearingSurroundings) {
  const { log, run, join, places, bodies, forms } = surroundings;
  const { isRecordedAt, mayHaveBegunUnseen, onNewPage } = surroundings;
  const resent = createResent(surroundings);

  async function hear(heard: readonly Heard[]): Promise<Failures> {
    const sightings = heard.map(({ sighting }) => sighting);
    for (const sighting of sightings) for (const body of bodiesOf(sighting)) bodies.foresee(body);
    const failures = await recall(sightings);
    for (const one of heard) {
      if (failures.has(one.sighting)) continue;
      try {
        await hearOne(one);
      } catch (error) {
        failures.set(one.sighting, error);
      }
    }
    return failures;
  }

  async function hearOne({ sighting, since }: Heard): Promise<void> {
    switch (sighting.by) {
      case 'network':
        return network(sighting.sighting);
      case 'page':
        return page(sighting.sighting, sighting.origin, sighting.body);
      case 'devtools':
        return devtools(sighting.sighting, since);
    }
  }

  async function recall(sightings: readonly Sighting[]): Promise<Failures> {
    const unknown = sightings.filter((sighting) => unknownName(sighting) !== undefined);
    const begun = unknown.flatMap((sighting) => begunBy(sighting) ?? []);
    const failures: Failures = new Map();
    const now = surroundings.now();
    const isLate = (one: Sighting) => (begunBy(one)?.at ?? Infinity) < now - LATE;
    const toldBefore = surroundings.hasPredecessor ? unknown : unknown.filter(isLate);
    if (toldBefore.length > 0) {
      try {
        for (const { at } of await recallNamed(toldBefore)) begun.push({ at });
      } catch (error) {
        // Heard by itself, it would be written over what there may be of it.
        for (const one of toldBefore) if (!isBeginOfRequest(one)) failures.set(one, error);
      }
    }
    // Where that fails, what is told late stands alone.
    await recallAround(begun).catch(() => {});
    return failures;
  }

  /**
   * What is told again, or goes on, after the background was restarted may be in the log already; so may what is told
   * twice and late, as its answer was, of a capture that the join has let go of.
   */
  async function recallNamed(unknown: readonly Sighting[]): Promise<Capture[]> {
    const found = await log.toldAs([...new Set(unknown.flatMap((one) => unknownName(one) ?? []))]);
    join.restore(found);
    return found;
  }

  /** What is told late may be part of a capture that the join has let go of: a page that was not heard for long. */
  async function recallAround(begun: readonly Begun[]) {
    const now = surroundings.now();
    const late = begun.filter(({ at }) => at < now - LATE && at >= now - LONG_AGO);
    const strangers = await recallAlike(late);
    if (strangers.length === 0) return;
    const times = strangers.map(({ at }) => at);
    const [earliest, latest] = [Math.min(...times) - AROUND, Math.max(...times) + AROUND];
    const found = await log.unfinished(earliest, latest, MAX_AROUND);
    join.restore(found.filter(surroundings.mayGoOn));
  }

  /** Finds again what has the same bytes, whenever it began; returns those of which nothing was found. */
  async function recallAlike(late: readonly Begun[]): Promise<Begun[]> {
    const digests = new Map<Begun, string>();
    for (const one of late) {
      const body = one.body && (await bodies.keep(one.body));
      if (body?.kind === 'bytes') digests.set(one, body.digest);
    }
    if (digests.size === 0) return [...late];
    const found = await log.unfinishedWith([...new Set(digests.values())], MAX_ALIKE);
    join.restore(found.filter(surroundings.mayGoOn));
    const lacking = new Set(found.flatMap(lacksOf));
    return late.filter((one) => !lacking.has(`${one.by} ${digests.get(one)}`));
  }

  /** The name of what a sighting is about, unless that is known. */
  function unknownName(told: Sighting): string | undefined {
    switch (told.by) {
      case 'network': {
        const { kind, request } = told.sighting;
        const isPreflight = kind === 'preflight' || kind === 'preflight-ended';
        return isPreflight || join.knows(request) ? undefined : names.request(run, request);
      }
      case 'page': {
        const { sighting, origin } = told;
        if (sighting.kind !== 'call' && sighting.kind !== 'outcome') return undefined;
        const visit = places.visitOf(origin)?.id;
        return visit === undefined || join.knowsCall(visit, sighting.call)
          ? undefined
          : names.call(visit, sighting.call);
      }
      case 'devtools': {
        const { sighting } = told;
        return sighting.kind === 'page' || join.knowsEntry(sighting.entry)
          ? undefined
          : names.entry(sighting.entry);
      }
    }
  }

  async function network(sighting: NetworkSighting) {
    switch (sighting.kind) {
      case 'before': {
        const { body } = sighting;
        const kept = await bodies.keep(body);
        const place = await placeOfRequest(sighting, kept);
        if (!place) return;
        const fields = body.kind === 'unreadable' ? body.fields : undefined;
        join.before(sighting, kept, place, {
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

  async function placeOfRequest(
    { fromExtension, url, origin, at }: Extract<NetworkSighting, { kind: 'before' }>,
    body: Body,
  ): Promise<Place | undefined> {
    if (fromExtension) return resent.own(url, body);
    const place = places.placeOf(origin, at);
    return place && resent.throughPage('network', place, { url, at }, body);
  }

  /** The background was stopped before it could write that the request began. */
  function begunUnseen({ request, at, of }: Extract<NetworkSighting, { of?: RequestTold }>) {
    if (!of || of.fromExtension || join.knows(request) || !mayHaveBegunUnseen(request, at)) {
      return undefined;
    }
    const place = places.placeOf(of.origin, at);
    return place && { told: of, place, of: whereFrom(of) };
  }

  async function page(sighting: PageSighting, origin: Origin, body: BodyRead | undefined) {
    if (!isRecordedAt(origin.tabId, Infinity) && !isOfBeforePause(sighting, origin)) return;
    switch (sighting.kind) {
      case 'document': {
        const { visit, isNewPage } = places.document(origin, sighting);
        if (isNewPage) onNewPage(visit.tab, visit.id);
        if (sighting.back !== undefined) surroundings.onBack(visit.tab, sighting.back);
        return;
      }
      case 'route':
        places.route(origin, sighting);
        return;
      case 'consent':
        places.consent(origin, sighting);
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
        const place = placeOfCall(sighting, origin);
        if (!place) return;
        places.receiver(place.visit, sighting.url);
        const read = await callBody(sighting, body);
        const own = await resent.throughPage('page', place, sighting, read.body);
        join.call(sighting, read, own, places.isControlled(place.visit));
        if (body?.kind === 'form') forms.expect(place.visit, sighting.call, body.entries);
      }
    }
  }

  /** Recording is paused, or has ended: what was sent before that is told to its end. */
  function isOfBeforePause(sighting: PageSighting, origin: Origin): boolean {
    switch (sighting.kind) {
      case 'call':
      case 'violation':
        return isRecordedAt(origin.tabId, sighting.at);
      case 'outcome': {
        const visit = places.visitOf(origin)?.id;
        return visit !== undefined && join.knowsCall(visit, sighting.call);
      }
      case 'document':
      case 'route':
      case 'consent':
        return false;
    }
  }

  /** What its tab sent by then may have been taken out of the list before the page came to tell of it. */
  function placeOfCall({ call, at }: PageCall, origin: Origin): Place | undefined {
    const place = places.placeOf(origin, at);
    if (!place || join.knowsCall(place.visit, call)) return place;
    const taken = surroundings.takenSince(place, at, places.begunAt(place.visit));
    if (!taken) return place;
    return taken.isOver ? undefined : { ...place, cleared: taken.clearing };
  }

  async function callBody({ body: from }: PageCall, read: BodyRead | undefined): Promise<CallBody> {
    const seen: BodySeen =
      read === undefined || read.kind === 'form' ? { kind: 'unreadable', reason: 'form' } : read;
    const body = await bodies.keep(seen);
    if (from.kind === 'empty' || from.kind === 'none') return { body, bodyFrom: from.kind };
    const fields = formFields(from, read);
    return {
      body,
      bodyFrom: from.kind === 'form' ? 'form' : from.of,
      ...(fields !== undefined && { fields: await sha256OfText(fields) }),
      ...(seen.kind === 'bytes' && seen.type !== undefined && { contentType: seen.type }),
    };
  }

  async function devtools(sighting: DevtoolsSighting, since: number) {
    if (sighting.kind === 'entry') return entry(sighting, since);
    const { tabId } = sighting;
    places.devtoolsPage(sighting);
    // The page may have been too busy to say so before it sent something.
    join.placeEntries(`${run}:${tabId}`, (entry) => places.pageOf(tabId, entry));
  }

  async function entry(sighting: EntrySighting & { tabId: number }, since: number) {
    const place = places.placeOfEntry(sighting);
    if (!place || surroundings.wasPaused(place.tab, sighting.at)) return;
    const { responseBody } = sighting;
    const read = {
      body: await bodies.keep(sighting.body),
      ...(responseBody && { responseBody: await bodies.keep(responseBody) }),
    };
    const { tabId: _, ...entry } = sighting;
    join.entry(entry, read, place, since);
  }

  return hear;
}

/** Whose word on which bytes a request lacks. */
function lacksOf({ network, page, devtools }: Capture): string[] {
  if (network?.body.kind !== 'bytes') return [];
  const { digest } = network.body;
  return [...(page ? [] : [`page ${digest}`]), ...(devtools ? [] : [`devtools ${digest}`])];
}

/** The browser tells it once, and it is hardly in the log before. */
function isBeginOfRequest({ by, sighting }: Sighting): boolean {
  return by === 'network' && sighting.kind === 'before';
}

function bodiesOf(told: Sighting): (BodySeen | undefined)[] {
  switch (told.by) {
    case 'network':
      return told.sighting.kind === 'before' ? [told.sighting.body] : [];
    case 'page':
      return told.body?.kind === 'bytes' ? [told.body] : [];
    case 'devtools':
      return told.sighting.kind === 'entry' ? [told.sighting.body, told.sighting.responseBody] : [];
  }
}

function whereFrom({ origin }: RequestTold): { tabless?: true; anonymous?: true } {
  return {
    ...(origin.tabId < 0 && { tabless: true }),
    ...(origin.document === undefined && { anonymous: true }),
  };
}

/** The fields by which the network observer may know a body, where it is given no bytes. */
function formFields(from: PageCall['body'], read: BodyRead | undefined): string | undefined {
  if (read?.kind === 'form') {
    return fieldsOf(read.entries.map((one) => [one.name, 'value' in one ? one.value : undefined]));
  }
  if (from.kind === 'text' && from.text.length <= MAX_FIELDS_TEXT) return fieldsOfText(from.text);
  return undefined;
}
