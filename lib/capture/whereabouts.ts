import type { DevtoolsPart, PagePart } from './capture.ts';
import type { Visit } from './visit.ts';
import type { Doubt } from './departure.ts';
import { originOf, type Place } from './makings.ts';
import type {
  ConsentSighting,
  DevtoolsSighting,
  DocumentSighting,
  EntrySighting,
  Origin,
} from './sighting.ts';
import { createVisits } from './visits.ts';

type DevtoolsPage = Extract<DevtoolsSighting, { kind: 'page' }>;

/** What is known of the observers' reach. Times are milliseconds since the epoch. */
export interface Reach {
  /** Whether the network observer has access to an address. */
  hasAccess(url: string): boolean;
  /** Since when it listens to requests to an endpoint. */
  listeningSince(url: string): number;
  /** Since when a tab is watched: DevTools is open on it, or on one that opened it. */
  watchedSince(tabId: number): number | undefined;
  /** Since when DevTools is open on the tab itself. */
  inspectedSince(tabId: number): number | undefined;
  /** When this background took over from one that had been stopped. */
  restartedAt?: number;
}

/**
 * The first request of a page, that of its document, begins up to 11 ms after the page, by the page's clock; DevTools'
 * own may be as much behind that: without this room, entries were of no page at all.
 */
const DOCUMENT_ROOM = 20;

type EntryTimes = Pick<EntrySighting, 'at' | 'pageSince'>;

/** A DevTools log that began this much after the document has still seen all of it, in milliseconds. */
const SAME_TIME = 5;

export type Whereabouts = ReturnType<typeof createWhereabouts>;

/**
 * Where sightings belong, and what of a visit the observers could see: visits with their coverage, as
 * sightings come in. `changed` holds the visits that are to be written.
 */
export function createWhereabouts(
  run: string,
  known: Visit[],
  reach: Reach,
  isRecordedAt: (tabId: number, at: number) => boolean,
) {
  const visits = createVisits(run, known);
  const changed = new Map<string, Visit>();

  function keep(visit: Visit): Visit {
    changed.set(visit.id, visit);
    return visit;
  }

  function note(before: Visit, after: Visit): Visit {
    return after === before ? before : keep(after);
  }

  /** What a page sends before the next has come may have been sent after the next one began. */
  function visitOfEntry(tabId: number, { at, pageSince = at }: EntryTimes): Visit | undefined {
    return visits.pageAt(tabId, Math.min(at, pageSince + DOCUMENT_ROOM));
  }

  /** Its own address; a document without one (`about:blank`, `srcdoc`) has its page's. */
  function addressOf(visit: Visit): string {
    if (/^https?:/.test(visit.url)) return visit.url;
    return visits.present(visit.tab).find(({ topFrame }) => topFrame)?.url ?? visit.url;
  }

  /** Who watches the visit since when, and what of it they can't see. */
  function cover(visit: Visit): Visit {
    const address = addressOf(visit);
    let covered = visit;
    const since = reach.watchedSince(visits.tabId(visit));
    if (reach.hasAccess(address)) {
      covered = visits.watched(covered, 'network', since ?? visit.at);
    } else {
      covered = noAccess(covered, address);
    }
    if (since !== undefined && since > visit.at + SAME_TIME) {
      // Hook and relay may have been there, as another tab was watched: they had stood down.
      covered = visits.addGap(covered, { cause: 'loaded-before', at: since });
    }
    return note(visit, inspect(covered, since));
  }

  /** What DevTools' own log sees of a visit that is watched since then. */
  function inspect(visit: Visit, watched: number | undefined): Visit {
    const since = reach.inspectedSince(visits.tabId(visit));
    if (since === undefined) {
      if (watched === undefined || !visit.topFrame) return visit;
      return visits.addGap(visit, { cause: 'not-inspected', at: watched });
    }
    const inspected = visits.watched(visit, 'devtools', since);
    if (since <= visit.at + SAME_TIME) return inspected;
    return visits.addGap(inspected, { cause: 'no-devtools', at: since });
  }

  function noAccess(visit: Visit, url: string): Visit {
    const detail = originOf(url);
    if (detail === '' || detail === 'null' || reach.hasAccess(url)) return visit;
    return note(visit, visits.addGap(visit, { cause: 'no-access', at: visit.at, detail }));
  }

  function placeIn(visit: Visit, at: number, origin: string, site?: string): Place {
    const inTab = {
      tab: visit.tab,
      visit: visit.id,
      route: visits.routeOf(visit, at),
      topFrame: visit.topFrame,
      origin,
    };
    return site === undefined
      ? inTab
      : { ...inTab, tab: `${run}:-1`, visit: `${run}:site ${site}`, route: site, site };
  }

  return {
    /** Where a request or a call belongs, or `undefined` if it is not recorded. */
    placeOf(origin: Origin, at: number): Place | undefined {
      const { visit, isNew, site } = visits.of(origin, at);
      if (!visit || !isRecordedAt(visits.tabId(visit), at)) return undefined;
      if (isNew) cover(keep(visit));
      return placeIn(visit, at, originOf(origin.url) || originOf(visit.url), site);
    },

    placeOfEntry({ tabId, ...entry }: EntrySighting & { tabId: number }) {
      const { at, url, initiator } = entry;
      if (!isRecordedAt(tabId, at)) return undefined;
      const visit = visitOfEntry(tabId, entry);
      if (!visit) return undefined;
      noAccess(visit, url);
      return placeIn(visit, at, initiator ?? originOf(visit.url));
    },

    /** The page of a tab that an entry of DevTools' log is of, as far as is known now. */
    pageOf(tabId: number, entry: EntryTimes): Pick<Place, 'visit' | 'route'> | undefined {
      const visit = visitOfEntry(tabId, entry);
      return visit && { visit: visit.id, route: visits.routeOf(visit, entry.at) };
    },

    visitOf: (origin: Origin) => visits.visitOf(origin),
    /** When a visit's document began. */
    begunAt: (visit: string): number | undefined => visits.byId(visit)?.at,

    /** A service worker is in control of the visit's document. */
    isControlled: (visit: string): boolean =>
      visits.byId(visit)?.coverage.gaps.some(({ cause }) => cause === 'service-worker') ?? false,

    /** @returns the visit, and whether it is a new page of its tab */
    document(origin: Origin, told: DocumentSighting) {
      const { visit, isNewPage } = visits.tell(origin, told);
      return { visit: cover(keep(visit)), isNewPage };
    },

    route(origin: Origin, told: { kind: 'route'; at: number; url: string }) {
      keep(visits.route(origin, told));
    },

    consent(origin: Origin, told: ConsentSighting) {
      const { visit, isNew } = visits.consent(origin, told);
      if (isNew) keep(visit);
    },

    devtoolsPage(told: DevtoolsPage) {
      if (!isRecordedAt(told.tabId, Infinity)) return;
      let visit = cover(keep(visits.tellPage(told)));
      for (const frame of told.frames) visit = noAccess(visit, frame);
    },

    receiver(visitId: string, url: string) {
      const visit = visits.byId(visitId);
      if (visit) noAccess(visit, url);
    },

    /** What befell the documents that are there now. */
    befell(cause: 'restart' | 'paused', at: number, tabs: (tab: string) => boolean) {
      for (const tab of visits.tabs().filter(tabs)) {
        for (const visit of visits.present(tab)) keep(visits.addGap(visit, { cause, at }));
      }
    },

    doubts({ at, ended, url, controlled }: PagePart, place: Place, now: number): Doubt[] {
      const visit = visits.byId(place.visit);
      const { restartedAt } = reach;
      const doubts: [Doubt, boolean][] = [
        ['no-access-page', visit !== undefined && !reach.hasAccess(addressOf(visit))],
        ['no-access-receiver', !reach.hasAccess(url)],
        ['service-worker', controlled === true],
        [
          'restart',
          restartedAt !== undefined && restartedAt >= at && restartedAt <= (ended ?? now),
        ],
        ['not-listening', reach.listeningSince(url) > at],
      ];
      return doubts.filter(([, holds]) => holds).map(([doubt]) => doubt);
    },

    wouldHaveSeen({ url, at }: DevtoolsPart, place: Place): boolean {
      const visit = visits.byId(place.visit);
      return (
        reach.hasAccess(url) &&
        reach.listeningSince(url) <= at &&
        (place.origin === '' || reach.hasAccess(place.origin)) &&
        visit !== undefined &&
        reach.hasAccess(addressOf(visit))
      );
    },

    takeChanged(): Visit[] {
      const taken = [...changed.values()];
      changed.clear();
      return taken;
    },

    giveBack(taken: readonly Visit[]) {
      for (const visit of taken) if (!changed.has(visit.id)) changed.set(visit.id, visit);
    },
  };
}
