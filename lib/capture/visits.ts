import { withChange } from './consent.ts';
import { MAX_ROUTES, routeAt, type Gap, type GapCause, type Visit } from './visit.ts';
import { originOf } from './makings.ts';
import type { ConsentSighting, DevtoolsSighting, DocumentSighting, Origin } from './sighting.ts';

type Route = { kind: 'route'; at: number; url: string };
type DevtoolsPage = Extract<DevtoolsSighting, { kind: 'page' }>;

/** Gaps of one visit beyond this are not listed: there is nothing complete about it. */
const MAX_GAPS = 100;
/** Of these the latest stands for all. */
const RENEWED: readonly GapCause[] = ['restart', 'paused', 'dropped'];
/** Clocks of two observers may differ by this on when a document began, in milliseconds. */
const SAME_BEGIN = 5;

/** Where a request without a tab's or a document's name may belong. */
export interface Belonging {
  visit: Visit | undefined;
  isNew: boolean;
  /** Several tabs may have sent it: it is shown as the site's. */
  site?: string;
}

/** The documents of this run: which request belongs to which, on which route, and who watched. */
export function createVisits(run: string, known: Visit[]) {
  /** In the order in which they began. */
  const byId = new Map(known.toSorted((a, b) => a.at - b.at).map((visit) => [visit.id, visit]));
  const byDocument = new Map(
    known.flatMap((visit) => (visit.document === undefined ? [] : [[visit.document, visit.id]])),
  );

  const tabOf = (tabId: number): string => `${run}:${tabId}`;

  /** What the browser calls the document, or its place where it does not say. */
  const nameOf = ({ document, tabId, frameId }: Origin): string =>
    document ?? `${tabId}/${frameId}`;

  function visitOf(origin: Origin): Visit | undefined {
    const id = byDocument.get(nameOf(origin));
    return id === undefined ? undefined : byId.get(id);
  }

  function keep(visit: Visit): Visit {
    byId.set(visit.id, visit);
    if (visit.document !== undefined) byDocument.set(visit.document, visit.id);
    return visit;
  }

  function born(origin: Origin, at: number): Visit {
    const document = nameOf(origin);
    return {
      id: `${run}:${document}`,
      revision: 0,
      tab: tabOf(origin.tabId),
      document,
      topFrame: origin.topFrame,
      url: origin.url,
      title: '',
      at,
      routes: [],
      announced: false,
      coverage: { gaps: [] },
    };
  }

  function ofTab(tab: string): Visit[] {
    return [...byId.values()].filter((visit) => visit.tab === tab);
  }

  /** The tab's document of a site, the one at the very address if there is one. */
  function atAddress({ tab, topFrame }: Visit, address: string): Visit | undefined {
    const ofFrame = ofTab(tab).filter((visit) => visit.topFrame === topFrame);
    return (
      ofFrame.findLast((visit) => isAt(visit, address)) ??
      ofFrame.findLast(({ url }) => originOf(url) === originOf(address))
    );
  }

  /** A request without a tab came from a worker, or from a page whose tab has closed. */
  function withoutTab(origin: Origin): Belonging {
    const site = originOf(origin.url);
    const ofSite = [...byId.values()].filter(({ url }) => site !== '' && originOf(url) === site);
    const exact = ofSite.filter((visit) => isAt(visit, origin.url));
    for (const possible of [exact, ofSite]) {
      const visit = possible.at(-1);
      if (visit && new Set(possible.map(({ tab }) => tab)).size === 1) {
        return { visit, isNew: false };
      }
    }
    const visit = ofSite.at(-1);
    return visit ? { visit, isNew: false, site } : { visit: undefined, isNew: false };
  }

  /** Without a document's id, its address tells; a worker's request is given to the newest page. */
  function likely(origin: Origin): Visit | undefined {
    if (origin.document !== undefined) return undefined;
    const ofFrame = ofTab(tabOf(origin.tabId)).filter(
      ({ topFrame }) => topFrame === origin.topFrame,
    );
    return ofFrame.findLast((visit) => isAt(visit, origin.url)) ?? ofFrame.at(-1);
  }

  /** The tab's page that began then, whoever told of it first. */
  function begun(tab: string, at: number, url: string): Visit | undefined {
    const pages = ofTab(tab).filter(({ topFrame }) => topFrame);
    return (
      pages.findLast((visit) => Math.abs(visit.at - at) <= SAME_BEGIN) ??
      // A request's sighting may have come first: it does not tell when its document began.
      pages.findLast(
        (visit) => !visit.announced && visit.at >= at && originOf(visit.url) === originOf(url),
      )
    );
  }

  function withGap(visit: Visit, gap: Gap): Visit {
    const { coverage } = visit;
    const { gaps } = coverage;
    const isKnown = gaps.some(({ cause, detail }) => cause === gap.cause && detail === gap.detail);
    const isRenewed = RENEWED.includes(gap.cause);
    if ((isKnown && !isRenewed) || gaps.length >= MAX_GAPS) return visit;
    const others = isRenewed ? gaps.filter(({ cause }) => cause !== gap.cause) : gaps;
    return { ...visit, coverage: { ...coverage, gaps: [...others, gap] } };
  }

  function withRoute(visit: Visit, { url, at }: Route | DocumentSighting): Visit {
    const routes = [...visit.routes.filter((route) => route.at !== at), { url, at }]
      .toSorted((a, b) => a.at - b.at)
      .slice(-MAX_ROUTES);
    return { ...visit, routes };
  }

  return {
    /** The visit that a request belongs to; a new one if its document has not been heard of. */
    of(origin: Origin, at: number): Belonging {
      const visit = visitOf(origin);
      if (visit && isMisplaced(visit, origin)) {
        return { visit: atAddress(visit, origin.url) ?? visit, isNew: false };
      }
      if (visit) return { visit, isNew: false };
      if (origin.tabId < 0) return withoutTab(origin);
      const guess = likely(origin);
      if (guess) return { visit: guess, isNew: false };
      return { visit: keep(born(origin, at)), isNew: true };
    },

    /** The visit of a document that an observer has named before. */
    visitOf,

    /** What a document's relay says of it. */
    tell(origin: Origin, told: DocumentSighting): { visit: Visit; isNewPage: boolean } {
      const existing =
        visitOf(origin) ?? (told.top ? begun(tabOf(origin.tabId), told.at, told.url) : undefined);
      const before = existing ?? born(origin, told.at);
      const topFrame = told.top;
      let visit: Visit = { ...before, topFrame, document: nameOf(origin), title: told.title };
      if (!before.announced) {
        const { url, at } = told;
        visit = { ...withRoute(visit, told), url, at, announced: true };
      }
      const { page } = visit.coverage;
      if (told.hook === 'present' && page === undefined) {
        visit = { ...visit, coverage: { ...visit.coverage, page: told.since } };
      }
      for (const [cause, detail] of gapsTold(told)) {
        visit = withGap(visit, { cause, at: told.since, ...(detail && { detail }) });
      }
      const isNewPage = !before.announced && topFrame && !told.prerendering;
      return { visit: keep(visit), isNewPage };
    },

    route(origin: Origin, told: Route): Visit {
      return keep(withRoute(visitOf(origin) ?? born(origin, told.at), told));
    },

    /** What a page says of consent; the visit is as it was where that is nothing new. */
    consent(origin: Origin, told: ConsentSighting) {
      const { kind: _, ...change } = told;
      const visit = visitOf(origin) ?? born(origin, change.at);
      const consent = withChange(visit.consent, change);
      const isNew = consent !== visit.consent;
      return { visit: isNew ? keep({ ...visit, consent }) : visit, isNew };
    },

    /** What DevTools says of a tab's page: all that there is of it without access. */
    tellPage({ tabId, url, title, began }: DevtoolsPage): Visit {
      const tab = tabOf(tabId);
      const name = `${tabId}@${began}`;
      return (
        begun(tab, began, url) ??
        keep({
          ...born({ tabId, frameId: 0, topFrame: true, document: name, url }, began),
          title,
        })
      );
    },

    /** The page of a tab that was there at a time, or the tab's newest. */
    pageAt(tabId: number, at: number): Visit | undefined {
      const pages = ofTab(tabOf(tabId)).filter(({ topFrame }) => topFrame);
      // Before a page begins it sends nothing; the one before may still do, at its very end.
      return pages.findLast((visit) => visit.at <= at) ?? pages.at(0);
    },

    /** The newest page of a tab with its frames: what is there now, as far as is known. */
    present(tab: string): Visit[] {
      const all = ofTab(tab);
      const page = all.findLast(({ topFrame }) => topFrame);
      return page ? all.filter((visit) => visit === page || visit.at >= page.at) : all;
    },

    addGap(visit: Visit, gap: Gap): Visit {
      const before = byId.get(visit.id) ?? visit;
      const after = withGap(before, gap);
      return after === before ? before : keep(after);
    },

    /** An observer watches a document, since then or since it began. */
    watched(visit: Visit, observer: 'network' | 'devtools', since: number): Visit {
      const now = byId.get(visit.id) ?? visit;
      if (now.coverage[observer] !== undefined) return now;
      const coverage = { ...now.coverage, [observer]: Math.max(since, now.at) };
      return keep({ ...now, coverage });
    },

    byId: (id: string) => byId.get(id),

    tabs: (): string[] => [...new Set([...byId.values()].map(({ tab }) => tab))],

    routeOf: (visit: Visit, at: number): string => routeAt(visit, at),

    tabId: (visit: Visit): number => Number(visit.tab.slice(run.length + 1)),
  };
}

function gapsTold(told: DocumentSighting): [cause: GapCause, detail?: string][] {
  const gaps: [GapCause, string?][] = [];
  if (told.late) gaps.push(['loaded-before']);
  if (told.hook === 'off') gaps.push(['hook-off', originOf(told.url)]);
  if (told.hook === 'missing') gaps.push(['hook-missing']);
  if (told.controlled) gaps.push(['service-worker']);
  if (told.dropped > 0) gaps.push(['dropped', String(told.dropped)]);
  return gaps;
}

/**
 * Firefox may give what a page sends as it leaves for another site to the document that comes: the
 * sender's address tells.
 */
function isMisplaced({ announced, url }: Visit, origin: Origin): boolean {
  const [own, sender] = [url, origin.url].map(originOf);
  const isWeb = (one = '') => one.startsWith('http');
  return announced && isWeb(own) && isWeb(sender) && own !== sender;
}

function isAt({ url, routes }: Visit, address: string): boolean {
  return url === address || routes.some((route) => route.url === address);
}
