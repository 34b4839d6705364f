import type { Departure } from './departure.ts';
import type { Transport } from './sighting.ts';

export interface Header {
  name: string;
  /** `undefined` where the value is a secret (Cookie, Authorization) and was not stored. */
  value?: string;
}

/**
 * Why a body is not in the log as bytes.
 *
 * - `blob`: Chromium hands no bytes of a Blob or File to the network observer, and the page observer had none
 * - `form`: the browser hands over a form's fields, not its bytes
 * - `stream`: a stream can be read once, and that is the page's to do
 * - `too-large`: over what the observer is given
 * - `cut`: the observer had its beginning only
 * - `binary`: DevTools has it as text, from which its bytes do not follow
 * - `no-content`: the observer was given none, and not why
 * - `not-seen`: nobody was there who could have read it
 */
export type BodyGap =
  | 'blob'
  | 'form'
  | 'stream'
  | 'too-large'
  | 'cut'
  | 'binary'
  | 'no-content'
  | 'not-seen';

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

/**
 * A request as recorded: all its sightings joined. What stands at the top is what holds, by the
 * observer that knows best; the parts are what each observer said. Times are milliseconds since the
 * epoch, each by its observer's clock.
 */
export interface Capture {
  /** (run, request id) or, where another observer saw it first, (visit, call) or (visit, entry). */
  id: string;
  /** Raised at every change of the log; set by the log. */
  revision: number;
  /** (run, tab id), or (run, −1) where no tab could be told: then `site` says whose it is. */
  tab: string;
  /** Origin of the sender, for a request that is given to no tab. */
  site?: string;
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
  /** Absent while the response has not been read by an observer that can. */
  responseBody?: Body;
  network?: NetworkPart;
  page?: PagePart;
  devtools?: DevtoolsPart;
  /** Whether it left the page, where that is in question; absent for a request that was sent. */
  departure?: Departure;
  /** There is a sighting of another observer that may be of this request, or of one like it. */
  uncertain?: true;
  /** Why the server may have got these bytes twice. */
  twice?: Twice;
  /** It turned out to be part of this capture: not shown any more. */
  mergedInto?: string;
  /** The capture that this extension has sent again; empty of a batch that was written from nothing. */
  resendOf?: string;
  /** The resend went through the page: it is seen there as the page's own requests are. */
  throughPage?: true;
  /** The clearing that took it out of the list, as long as that can be undone. */
  cleared?: string;
}

/**
 * - `retry`: a request with the same bytes had failed after it was sent (`of`: that capture)
 * - `redirect`: 307 or 308, the bytes went to each of its hops
 * - `browser`: the browser began the same request anew
 */
export interface Twice {
  reason: 'retry' | 'redirect' | 'browser';
  of?: string;
}

/** A server that answered with a redirect, before the request went on. */
export interface Hop {
  at: number;
  url: string;
  status: number;
}

/** The OPTIONS request by which a browser asks whether the page may send. */
export interface Preflight {
  request: string;
  at: number;
  ended?: number;
  status?: number;
  error?: string;
}

/** What the network observer saw. */
export interface NetworkPart {
  request: string;
  at: number;
  method: string;
  /** Of the last hop. */
  url: string;
  state: CaptureState;
  ended?: number;
  status?: number;
  error?: string;
  requestHeaders: Header[];
  responseHeaders: Header[];
  body: Body;
  /** The browser did not say which document sent it (Firefox, at unload): the visit is our guess. */
  anonymous?: true;
  /** Its beginning was not seen, as the background was being stopped: `at` is of what was seen first. */
  begunUnseen?: true;
  /** Given to its tab by the sender's origin alone: a worker's, or of a page whose tab had closed. */
  tabless?: true;
  /** The browser's word for what sent it: `xmlhttprequest`, `ping`, `main_frame`, … */
  type: string;
  /** Origin or URL of the sender, as far as the browser tells; empty where it does not. */
  initiator: string;
  /** Chromium: `prerender`, `cached` (a page on its way out) and the like. */
  lifecycle?: string;
  /** When its headers left for the server; absent: it was given up before. */
  sent?: number;
  answered?: number;
  hops: Hop[];
  preflight?: Preflight;
  /** A service worker sent it on: that request's id. */
  forwarded?: string;
  /** How often its headers were sent, where more than once without a redirect. */
  sendings?: number;
  /** Digest of a form's fields, by which it is found where its bytes are not known. */
  fields?: string;
}

/** `none` is a body that the page observer can't hand on, such as a stream. */
export type BodySource = 'empty' | 'string' | 'params' | 'buffer' | 'blob' | 'form' | 'none';

/** What the page observer saw. The page may have forged it. */
export interface PagePart {
  call: number;
  at: number;
  method: string;
  url: string;
  route: string;
  transport: Transport;
  body: Body;
  /** What the page handed to the browser. */
  bodyFrom: BodySource;
  /** Of a Blob that says its type: the browser sends it as the Content-Type. */
  contentType?: string;
  ended?: number;
  status?: number;
  error?: string;
  /** The directive of the page's Content Security Policy that forbade it. */
  violation?: string;
  /** The call stack as the browser writes it, without our own frames. */
  stack?: string;
  /** A service worker was in control of the document. */
  controlled?: true;
  /** Digest of a form's fields, by which it is found where its bytes are not known. */
  fields?: string;
}

/** What DevTools' own network log says. */
export interface DevtoolsPart {
  entry: string;
  at: number;
  ended: number;
  method: string;
  url: string;
  status?: number;
  error?: string;
  requestHeaders: Header[];
  responseHeaders: Header[];
  body: Body;
  responseBody?: Body;
  /** Milliseconds of each phase, by HAR's names (`blocked`, `dns`, `connect`, `ssl`, `send`, `wait`, `receive`). */
  timings: Record<string, number>;
  /** The call stack or the place that sent it, as DevTools tells it. */
  stack?: string;
  serverAddress?: string;
  /** Answered by the page's service worker. */
  viaServiceWorker?: true;
  /** When the earliest request of its page began, where DevTools says of which page it is. */
  pageSince?: number;
  hops?: Hop[];
}
