import type { Transport } from './sighting.ts';

export interface Header {
  name: string;
  /** `undefined` where the value is a secret (Cookie, Authorization) and was not stored. */
  value?: string;
}

/** Why a request's body is not in the log as bytes. */
export type BodyGap = 'blob' | 'form' | 'stream' | 'not-seen';

export type Body =
  | { kind: 'bytes'; digest: string; size: number; stored: number }
  | { kind: 'empty' }
  | { kind: 'unreadable'; reason: BodyGap };

/**
 * - `pending`: no outcome yet
 * - `done`: the server answered (`status`)
 * - `failed`: the browser gave up (`error`)
 * - `unknown`: it was open when the browser or the extension stopped, and its outcome was not seen
 */
export type CaptureState = 'pending' | 'done' | 'failed' | 'unknown';

/** A request as recorded: all its sightings joined. Times are milliseconds since the epoch. */
export interface Capture {
  /** (run, request id) or, where the page saw it first, (visit, call). */
  id: string;
  /** Raised at every change of the log; set by the log. */
  revision: number;
  tab: string;
  visit: string;
  route: string;
  /** False for a request from an iframe. */
  topFrame: boolean;
  at: number;
  ended?: number;
  method: string;
  url: string;
  state: CaptureState;
  status?: number;
  error?: string;
  requestHeaders: Header[];
  responseHeaders: Header[];
  body: Body;
  network?: NetworkPart;
  page?: PagePart;
  resendOf?: string;
}

export interface NetworkPart {
  request: string;
  /** The browser did not say which document sent it (Firefox, at unload): `visit` is our guess. */
  anonymous?: true;
}

/** What the page observer alone knows of a capture. The page may have forged it. */
export interface PagePart {
  call: number;
  transport: Transport;
  status?: number;
  error?: string;
}

export interface Route {
  url: string;
  at: number;
}

/** What one document sent: rows are grouped by it. */
export interface Visit {
  /** (run, document). */
  id: string;
  revision: number;
  tab: string;
  /** True for the tab's page, false for an iframe's document. */
  topFrame: boolean;
  url: string;
  title: string;
  at: number;
  routes: Route[];
  /** True once the relay has spoken for the document: `url`, `title` and `routes` are its own. */
  announced: boolean;
}

/** Oldest routes of a visit are dropped beyond this. */
export const MAX_ROUTES = 500;

/** The route that was in force at a time, or the visit's own URL. */
export function routeAt(visit: Visit, at: number): string {
  return visit.routes.findLast((route) => route.at <= at)?.url ?? visit.routes[0]?.url ?? visit.url;
}
