import type { ConsentChange } from './consent.ts';

export interface Route {
  url: string;
  at: number;
}

/** What one document sent: rows are grouped by it. */
export interface Visit {
  /** (run, document), or drawn where no observer could name the document. */
  id: string;
  revision: number;
  tab: string;
  /** The browser's own id of the document, once an observer has told it. */
  document?: string;
  /** True for the tab's page, false for an iframe's document. */
  topFrame: boolean;
  url: string;
  title: string;
  at: number;
  routes: Route[];
  /** True once the relay has spoken for the document: `url`, `title` and `routes` are its own. */
  announced: boolean;
  coverage: Coverage;
  /** What the page claims of its customer's consent, in order; absent where it has claimed nothing. */
  consent?: readonly ConsentChange[];
}

/** Which observers watched a visit since when (milliseconds since the epoch), and what they could not see. */
export interface Coverage {
  network?: number;
  page?: number;
  devtools?: number;
  gaps: Gap[];
}

/**
 * - `loaded-before`: the document was there before it was watched
 * - `no-access`: of an origin (`detail`), a page's, a frame's or a receiver's
 * - `hook-off`: the page observer is switched off for this site (`detail`: its origin)
 * - `hook-missing`: the page observer did not come up in this document
 * - `service-worker`: one is in control of the document, what it sends or answers by itself is not the page's
 * - `restart`: the background was restarted
 * - `paused`: recording was paused
 * - `dropped`: the page said more than was taken (`detail`: how many sightings)
 * - `no-devtools`: DevTools' network log began after the document
 * - `not-inspected`: another tab opened this one, and DevTools is open on that alone
 */
export type GapCause =
  | 'loaded-before'
  | 'no-access'
  | 'hook-off'
  | 'hook-missing'
  | 'service-worker'
  | 'restart'
  | 'paused'
  | 'dropped'
  | 'no-devtools'
  | 'not-inspected';

export interface Gap {
  cause: GapCause;
  at: number;
  detail?: string;
}

/** Oldest routes of a visit are dropped beyond this. */
export const MAX_ROUTES = 500;

/** The route that was in force at a time, or the visit's own URL. */
export function routeAt(visit: Visit, at: number): string {
  return visit.routes.findLast((route) => route.at <= at)?.url ?? visit.routes[0]?.url ?? visit.url;
}
