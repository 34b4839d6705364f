/** What a page of the matrix is told to do: it goes to the browser as JSON. */
export interface Task {
  /** Stands in the query of all requests of a row (`m=`), and in their bodies. */
  mark: string;
  /** Where to send, complete. */
  url: string;
  from: From;
  by: Means;
  body: BodyKind;
  when: Moment;
  /** How often, one beside the other or one after the other. */
  times: number;
  inTurn: boolean;
  init: SendInit;
  /** Give it up before it is sent, or once the receiver has it. */
  abort?: 'before' | 'in-flight';
  /** Origin of a frame that is of another origin than the page. */
  otherOrigin: string;
}

export type SendInit = Pick<RequestInit, 'mode' | 'credentials' | 'keepalive'> & {
  headers?: Record<string, string>;
};

export type From =
  | 'page'
  | 'same-frame'
  | 'cross-frame'
  | 'nested-frame'
  | 'sandboxed-frame'
  | 'srcdoc-frame'
  | 'blank-frame'
  | 'blob-frame'
  | 'data-frame'
  | 'worker'
  | 'shared-worker'
  | 'service-worker'
  /** A page in the control of a service worker that forwards, answers or ignores its requests. */
  | 'controlled-page';

export type Means =
  | 'fetch'
  | 'request'
  | 'xhr'
  | 'sync-xhr'
  | 'beacon'
  | 'form-to-frame'
  | 'form-to-self'
  | 'fetch-later';

export type BodyKind =
  | 'string'
  | 'array-buffer'
  | 'view'
  | 'blob'
  | 'json-blob'
  | 'file'
  | 'form'
  | 'form-with-file'
  | 'params'
  | 'stream'
  | 'document'
  | 'gzip'
  | 'deflate'
  | 'not-utf8'
  | 'danish'
  | 'lone-surrogate'
  | 'empty'
  | 'none'
  | 'large-string'
  | 'large-blob'
  /** Over the 64 KB that a browser takes for beacons and with `keepalive`. */
  | 'too-large';

export type Moment =
  | 'now'
  | 'pagehide'
  | 'hidden'
  | 'beforeunload'
  /** As the tab is closed, by its `pagehide`. */
  | 'close'
  /** Once the page has come back from the back/forward cache. */
  | 'restored'
  /** At once, to be sent by the browser when the page goes away. */
  | 'left'
  /** When the runner says so, as the page goes away by it. */
  | 'told';
