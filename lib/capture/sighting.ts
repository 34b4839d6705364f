import * as z from 'zod/mini';
import type { BodyGap, Header } from './capture.ts';

/** Longest body that is kept whole, in bytes; of a longer one the first part is kept. */
export const MAX_BODY = 32 * 1024 * 1024;
/** Beyond this the network observer may have seen the beginning only, in bytes. */
export const SEEN_WHOLE = 16 * 1024 * 1024;
/** What is kept of a body over {@link MAX_BODY}, in bytes. */
export const KEPT_OF_LARGE_BODY = 64 * 1024;

const MAX_URL = 64 * 1024;
const url = z.string().check(z.maxLength(MAX_URL));
const call = z.int().check(z.minimum(0));
/** The last time that a Date can hold, in milliseconds since the epoch. */
const MAX_TIME = 8.64e15;
const time = z.number().check(z.minimum(0), z.maximum(MAX_TIME));

export const Transport = z.enum(['fetch', 'keepalive', 'xhr', 'beacon']);
export type Transport = z.infer<typeof Transport>;

/** What the hook and the relay report. It comes through the page's world: parse before use. */
export const PageSighting = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('document'),
    at: time,
    url,
    title: z.string().check(z.maxLength(1000)),
  }),
  z.object({ kind: z.literal('route'), at: time, url }),
  z.object({
    kind: z.literal('call'),
    at: time,
    call,
    transport: Transport,
    method: z.string().check(z.maxLength(20)),
    url,
    route: url,
    /** The string body; `null` where there is one that the hook can't hand over as text. */
    body: z.nullable(z.string()),
  }),
  z.object({
    kind: z.literal('outcome'),
    at: time,
    call,
    status: z.optional(z.int()),
    error: z.optional(z.string().check(z.maxLength(1000))),
  }),
]);
export type PageSighting = z.infer<typeof PageSighting>;
export type PageCall = Extract<PageSighting, { kind: 'call' }>;

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
}
export type BodySeen = BytesSeen | { kind: 'empty' } | { kind: 'unreadable'; reason: BodyGap };

/** What the network observer saw of a request. */
export type NetworkSighting = { request: string; at: number } & (
  | {
      kind: 'before';
      origin: Origin;
      method: string;
      url: string;
      body: BodySeen;
      fromExtension: boolean;
    }
  | { kind: 'sent'; headers: Header[] }
  | { kind: 'redirected'; to: string }
  | { kind: 'answered'; status: number; headers: Header[] }
  | { kind: 'completed'; status: number }
  | { kind: 'failed'; error: string }
);
