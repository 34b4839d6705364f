import * as z from 'zod/mini';
import { MAX_FORM_ENTRIES, MAX_STACK, MAX_URL, MAX_WORDS } from './bounds.ts';
import type { BodyGap, Header } from './capture.ts';
import {
  CONSENT_PLATFORMS,
  CONSENT_STATES,
  type ConsentPlatformId,
  MAX_PURPOSE,
  MAX_PURPOSES,
} from './consent.ts';

/** Longest body that is kept whole, in bytes; of a longer one the first part is kept. */
export const MAX_BODY = 32 * 1024 * 1024;
/** Beyond this the network observer may have seen the beginning only, in bytes. */
export const SEEN_WHOLE = 16 * 1024 * 1024;
/** What is kept of a body over {@link MAX_BODY}, in bytes. */
export const KEPT_OF_LARGE_BODY = 64 * 1024;

const url = z.string().check(z.maxLength(MAX_URL));
const call = z.int().check(z.minimum(0));
const words = z.string().check(z.maxLength(MAX_WORDS));
/** The last time that a Date can hold, in milliseconds since the epoch. */
const MAX_TIME = 8.64e15;
const time = z.number().check(z.minimum(0), z.maximum(MAX_TIME));

export const Transport = z.enum(['fetch', 'keepalive', 'xhr', 'sync-xhr', 'beacon', 'fetch-later']);
export type Transport = z.infer<typeof Transport>;

/** One of the Blobs that travel beside a sighting, by its index. */
const blob = z.int().check(z.minimum(0), z.maximum(MAX_FORM_ENTRIES));

const FormEntry = z.union([
  z.object({ name: z.string(), value: z.string() }),
  z.object({ name: z.string(), blob, filename: z.string(), type: z.string() }),
]);
export type FormEntry = z.infer<typeof FormEntry>;

/**
 * A body as the page handed it to the browser:
 *
 * - `text`: a string, short enough to be told as it is
 * - `blob`: bytes that travel as a Blob, since a Blob crosses without being copied; `of` is what
 *   the page had: the network observer has no bytes of a `blob` in Chromium, and a form's fields of `params`
 * - `form`: the entries of a FormData
 * - `none`: there is one that can't be handed on
 */
export const BodyTold = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('empty') }),
  z.object({ kind: z.literal('text'), text: z.string(), of: z.enum(['string', 'params']) }),
  z.object({ kind: z.literal('blob'), blob, of: z.enum(['string', 'params', 'buffer', 'blob']) }),
  z.object({
    kind: z.literal('form'),
    entries: z.array(FormEntry).check(z.maxLength(MAX_FORM_ENTRIES)),
  }),
  z.object({ kind: z.literal('none'), reason: z.enum(['stream', 'too-large', 'not-seen']) }),
]);
export type BodyTold = z.infer<typeof BodyTold>;

const purposes = z
  .array(z.string().check(z.maxLength(MAX_PURPOSE)))
  .check(z.maxLength(MAX_PURPOSES));

/** What the hook reports. It comes through the page's world: parse before use. */
export const HookSighting = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('route'), at: time, url }),
  z.object({
    kind: z.literal('call'),
    at: time,
    /** Counts up from 1 in its document, so that a lost one leaves a hole. */
    call,
    transport: Transport,
    method: z.string().check(z.maxLength(20)),
    url,
    route: url,
    body: BodyTold,
    stack: z.optional(z.string().check(z.maxLength(MAX_STACK))),
  }),
  z.object({
    kind: z.literal('outcome'),
    at: time,
    call,
    status: z.optional(z.int()),
    error: z.optional(words),
  }),
  z.object({
    kind: z.literal('consent'),
    at: time,
    platform: z.enum(Object.keys(CONSENT_PLATFORMS) as ConsentPlatformId[]), // its keys are these
    state: z.enum(CONSENT_STATES),
    given: purposes,
    refused: purposes,
  }),
]);
export type HookSighting = z.infer<typeof HookSighting>;
export type ConsentSighting = Extract<HookSighting, { kind: 'consent' }>;
export type PageCall = Extract<HookSighting, { kind: 'call' }>;
export type PageOutcome = Extract<HookSighting, { kind: 'outcome' }>;

/** What the relay says of its document by itself; the page has no hand in it but in URL and title. */
export const DocumentSighting = z.object({
  kind: z.literal('document'),
  /** When the document began (`performance.timeOrigin`). */
  at: time,
  /** When the relay began to watch it. */
  since: time,
  url,
  title: words,
  /** The tab's page, not an iframe's document; a browser's frame ids don't tell for a prerendered one. */
  top: z.boolean(),
  /** The relay came into a document that was there already. */
  late: z.boolean(),
  /** Whether the hook has come up; `pending` until the document is loaded. */
  hook: z.enum(['pending', 'present', 'missing', 'off']),
  /** A service worker is in control of the document. */
  controlled: z.boolean(),
  /** A page that is loaded in advance, and may never be shown. */
  prerendering: z.boolean(),
  /** When it came back, after another page had taken its place. */
  back: z.optional(time),
  /** Sightings that were not taken, as the page said too much. */
  dropped: z.int(),
});
export type DocumentSighting = z.infer<typeof DocumentSighting>;

/** The document's policy forbade a request (a trusted `securitypolicyviolation`). */
export const ViolationSighting = z.object({
  kind: z.literal('violation'),
  at: time,
  url,
  directive: words,
});
export type ViolationSighting = z.infer<typeof ViolationSighting>;

/** All that a relay hands on. */
export const PageSighting = z.discriminatedUnion('kind', [
  ...HookSighting.def.options,
  DocumentSighting,
  ViolationSighting,
]);
export type PageSighting = z.infer<typeof PageSighting>;

/** Where a sighting comes from, as the browser says it (the page has no say in it). */
export const Origin = z.object({
  tabId: z.int(),
  frameId: z.int(),
  topFrame: z.boolean(),
  /** The browser's id of the document; it gives none for workers, and in Firefox at unload. */
  document: z.optional(z.string()),
  /** URL or origin of the document as far as the browser tells it. */
  url: z.string(),
});
export type Origin = z.infer<typeof Origin>;

export interface BytesSeen {
  kind: 'bytes';
  bytes: Uint8Array<ArrayBuffer>;
  /** Of the whole body: Firefox hands over the first 16 MiB only. */
  size: number;
  /** A Blob's own. */
  type?: string;
}
export type BodySeen =
  | BytesSeen
  | { kind: 'empty' }
  /** `fields` of a form, in a form of their own that is the same for all observers. */
  | { kind: 'unreadable'; reason: BodyGap; fields?: string };

/** What a request is, as the browser says with each of its events. */
export interface RequestTold {
  origin: Origin;
  method: string;
  url: string;
  fromExtension: boolean;
  /** The browser's word for what sent it: `xmlhttprequest`, `ping`, `main_frame`, … */
  type: string;
  /** Chromium: of the document, `prerender`, `cached` and the like. */
  lifecycle?: string;
}

/**
 * What the network observer saw of a request. `of` says which it is: the background may have been
 * stopped before it could write down that the request began.
 */
export type NetworkSighting = { request: string; at: number } & (
  | (RequestTold & { kind: 'before'; body: BodySeen })
  | { kind: 'sent'; of?: RequestTold; headers: Header[] }
  | { kind: 'redirected'; status: number; to: string }
  | { kind: 'answered'; of?: RequestTold; status: number; headers: Header[] }
  | { kind: 'completed'; of?: RequestTold; status: number }
  | { kind: 'failed'; of?: RequestTold; error: string }
  /** The OPTIONS request before a POST; `answers` once it has its outcome. */
  | { kind: 'preflight'; origin: Origin; url: string }
  | { kind: 'preflight-ended'; status?: number; error?: string }
);

/** A request as DevTools' network log has it, once it has ended. */
export interface EntrySighting {
  kind: 'entry';
  /** Drawn by the devtools page: one for each entry. */
  entry: string;
  at: number;
  ended: number;
  method: string;
  url: string;
  /** Absent where there was no answer. */
  status?: number;
  error?: string;
  requestHeaders: Header[];
  responseHeaders: Header[];
  body: BodySeen;
  responseBody?: BodySeen;
  timings: Record<string, number>;
  stack?: string;
  serverAddress?: string;
  viaServiceWorker?: true;
  /** Where a redirect led. */
  redirect?: string;
  /** Origin of the sender, from its headers. */
  initiator?: string;
  /** When the earliest request of its page began, where DevTools says of which page it is. */
  pageSince?: number;
}

/** What the devtools observer saw of a tab: its requests, and which documents it is made of. */
export type DevtoolsSighting = { tabId: number } & (
  | EntrySighting
  | {
      kind: 'page';
      /** When it was asked, in milliseconds since the epoch. */
      at: number;
      url: string;
      title: string;
      /** Origins of its iframes. */
      frames: string[];
      /** When the page began (`performance.timeOrigin`). */
      began: number;
    }
);
