import * as z from 'zod/mini';
import { type Content, HarEntry } from './har.ts';
import { ABORTED, requestBody, responseBody } from './har-body.ts';
import { headerValue, storedHeaders } from './headers.ts';
import { initiatorStack } from './initiator.ts';
import type { DevtoolsSighting, EntrySighting } from './sighting.ts';

/** The last time that a Date can hold, in milliseconds since the epoch. */
const MAX_TIME = 8.64e15;
const PHASES = ['blocked', 'dns', 'connect', 'ssl', 'send', 'wait', 'receive'];

/** An entry of DevTools' network log, as far as it can be read. */
export function readEntry(entry: unknown): HarEntry | undefined {
  return HarEntry.safeParse(entry).data;
}

/**
 * What an entry says of its request.
 *
 * @param entry an id for it, drawn by the caller
 * @param own what URLs of the extension begin with
 * @param pageSince when its page began, where that is known
 */
export function entrySighting(
  har: HarEntry,
  content: Content,
  entry: string,
  own: string,
  pageSince?: number,
): EntrySighting {
  const { request, response } = har;
  const at = Date.parse(har.startedDateTime) || 0;
  const answer = responseBody(har, content);
  const stack = initiatorStack(har._initiator, own);
  const error = response._error;
  const redirect = response.redirectURL && URL.parse(response.redirectURL, request.url)?.href;
  const initiator = senderOf(har);
  return {
    kind: 'entry',
    entry,
    at,
    ended: at + Math.max(0, Math.min(har.time ?? 0, MAX_TIME - at)),
    method: request.method,
    url: request.url,
    ...(response.status > 0 && { status: response.status }),
    ...(error && (response.status === 0 || error !== ABORTED) && { error }),
    requestHeaders: storedHeaders(request.headers),
    responseHeaders: storedHeaders(response.headers),
    body: requestBody(har),
    ...(answer && { responseBody: answer }),
    timings: timingsOf(har),
    ...(stack !== undefined && { stack }),
    ...(har.serverIPAddress && { serverAddress: har.serverIPAddress }),
    ...(isOfServiceWorker(har) && { viaServiceWorker: true }),
    ...(redirect && { redirect }),
    ...(initiator && { initiator }),
    ...(pageSince !== undefined && { pageSince }),
  };
}

/** Origin of the document or worker that sent a request, by its headers. */
export function senderOf({ request }: HarEntry): string | undefined {
  const told =
    headerValue(request.headers, 'origin') ?? headerValue(request.headers, 'referer') ?? '';
  const origin = URL.parse(told)?.origin;
  return origin === 'null' ? undefined : origin;
}

/** Firefox does not say so, but an answer that came from no server came from the service worker. */
function isOfServiceWorker({ response, serverIPAddress }: HarEntry): boolean {
  if (response._fetchedViaServiceWorker !== undefined) return response._fetchedViaServiceWorker;
  return response.status > 0 && !serverIPAddress;
}

/** A phase that there was not is told as −1. */
function timingsOf({ timings = {} }: HarEntry): Record<string, number> {
  const told = PHASES.map((phase): [string, unknown] => [phase, timings[phase]]);
  return Object.fromEntries(
    told.filter((one): one is [string, number] => Number.isFinite(one[1]) && Number(one[1]) >= 0),
  );
}

/** Origins of iframes that are told of a page. */
const MAX_FRAMES = 100;

/** Runs in the inspected page; it reads only. A plain object, as the page may have replaced `JSON`. */
export const ASK_PAGE = `(() => {
  const frames = [];
  const found = document.getElementsByTagName('iframe');
  for (let at = 0; at < found.length && at < ${MAX_FRAMES}; at += 1) frames[at] = found[at].src;
  return { url: location.href, title: document.title, began: performance.timeOrigin, frames };
})()`;

const PageAnswer = z.object({
  url: z.string().check(z.maxLength(64 * 1024)),
  title: z.string().check(z.overwrite((title) => title.slice(0, 1000))),
  began: z.number().check(z.minimum(0), z.maximum(MAX_TIME)),
  frames: z.array(z.unknown()).check(z.overwrite((frames) => frames.slice(0, MAX_FRAMES))),
});

export type PageTold = Omit<Extract<DevtoolsSighting, { kind: 'page' }>, 'tabId'>;

/** What came back from {@link ASK_PAGE}: the page's world has answered, so it may be anything. */
export function pageTold(answer: unknown, at: number): PageTold | undefined {
  const parsed = PageAnswer.safeParse(answer);
  if (!parsed.success) return undefined;
  const { url, title, began, frames } = parsed.data;
  const origins = frames.flatMap((src) => webOrigin(src) ?? []);
  return { kind: 'page', at, url, title, began, frames: [...new Set(origins)] };
}

function webOrigin(src: unknown): string | undefined {
  const parsed = typeof src === 'string' ? URL.parse(src) : null;
  return parsed && /^https?:$/.test(parsed.protocol) ? parsed.origin : undefined;
}
