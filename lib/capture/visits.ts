import { MAX_ROUTES, routeAt, type Visit } from './capture.ts';
import type { Origin, PageSighting } from './sighting.ts';

type Told = Extract<PageSighting, { kind: 'document' | 'route' }>;

/** The documents of this run: which request belongs to which, and on which route it was sent. */
export function createVisits(run: string, known: Visit[]) {
  const byId = new Map(known.map((visit) => [visit.id, visit]));

  const idOf = ({ document, tabId, frameId }: Origin) =>
    `${run}:${document ?? `${tabId}/${frameId}`}`;

  function keep(visit: Visit): Visit {
    byId.set(visit.id, visit);
    return visit;
  }

  function born(origin: Origin, at: number): Visit {
    return {
      id: idOf(origin),
      revision: 0,
      tab: `${run}:${origin.tabId}`,
      topFrame: origin.topFrame,
      url: origin.url,
      title: '',
      at,
      routes: [],
      announced: false,
    };
  }

  /** A request without a tab came from a worker, or from a page whose tab has closed. */
  function withoutTab(origin: Origin): Visit | undefined {
    const site = URL.parse(origin.url)?.origin;
    if (!site) return undefined;
    return [...byId.values()].findLast((visit) => URL.parse(visit.url)?.origin === site);
  }

  /** Without a document's id, its address tells; a worker's request is given to the newest page. */
  function likely(origin: Origin): Visit | undefined {
    if (origin.document !== undefined) return undefined;
    const tab = `${run}:${origin.tabId}`;
    const ofFrame = [...byId.values()].filter(
      (visit) => visit.tab === tab && visit.topFrame === origin.topFrame,
    );
    const atAddress = ({ url, routes }: Visit) =>
      url === origin.url || routes.some((route) => route.url === origin.url);
    return ofFrame.findLast(atAddress) ?? ofFrame.at(-1);
  }

  return {
    /** The visit that a request belongs to; a new one if its document has not been heard of. */
    of(origin: Origin, at: number): { visit: Visit | undefined; isNew: boolean } {
      const visit =
        byId.get(idOf(origin)) ?? (origin.tabId < 0 ? withoutTab(origin) : likely(origin));
      if (visit || origin.tabId < 0) return { visit, isNew: false };
      return { visit: keep(born(origin, at)), isNew: true };
    },

    /** What a document says of itself: its address and title, or that its route has changed. */
    tell(origin: Origin, told: Told): { visit: Visit; isNewPage: boolean } {
      const before = byId.get(idOf(origin)) ?? born(origin, told.at);
      const route = { url: told.url, at: told.at };
      const routes = [...before.routes.filter(({ at }) => at !== route.at), route]
        .toSorted((a, b) => a.at - b.at)
        .slice(-MAX_ROUTES);
      if (told.kind === 'route') return { visit: keep({ ...before, routes }), isNewPage: false };
      if (before.announced) {
        return { visit: keep({ ...before, title: told.title }), isNewPage: false };
      }
      const isNewPage = !before.announced && before.topFrame;
      const { url, title, at } = told;
      const visit = keep({ ...before, url, title, at, routes, announced: true });
      return { visit, isNewPage };
    },

    idOf,

    routeOf: (visit: Visit, at: number): string => routeAt(visit, at),

    tabId: (visit: Visit): number => Number(visit.tab.slice(run.length + 1)),
  };
}
