import type { Capture, Header } from '../capture/capture.ts';
import { headerValue } from '../capture/headers.ts';
import { keptHeaders } from './headers.ts';
import type { FaultReason, ResendFault } from './job.ts';

/** What is to leave, whoever sends it. */
export interface Outgoing {
  url: string;
  method: string;
  headers: [string, string][];
  body?: Uint8Array<ArrayBuffer>;
  /** The page sent cookies along, also to another origin. */
  withCookies: boolean;
  /** The page sent it without asking to read the answer (`no-cors`). */
  isOpaque: boolean;
}

export type ResendRequest = { ok: true; outgoing: Outgoing } | { ok: false; fault: ResendFault };

/** The request that sends a capture again: the same method, URL, bytes and, where it can, headers. */
export function resendRequest(
  capture: Capture,
  body: Uint8Array<ArrayBuffer> | undefined,
): ResendRequest {
  const { url, method, requestHeaders } = capture;
  if (capture.body.kind === 'unreadable') return refused('no-body');
  if (capture.body.kind === 'bytes' && capture.body.stored < capture.body.size) {
    return refused('cut-body');
  }
  if (capture.body.kind === 'bytes' && !body) return refused('gone');
  return {
    ok: true,
    outgoing: {
      url: addressOf(url),
      method,
      headers: keptHeaders(requestHeaders),
      ...(body && { body }),
      ...sentAs(requestHeaders),
    },
  };
}

/** A URL as the browser tells of its request, by which that is found again. What is no URL stays as it is. */
export function addressOf(url: string): string {
  const parsed = URL.parse(url);
  if (!parsed) return url;
  parsed.hash = '';
  return parsed.href;
}

/** How the page sent it. */
export function sentAs(headers: readonly Header[]): Pick<Outgoing, 'withCookies' | 'isOpaque'> {
  return {
    withCookies: headers.some(({ name }) => name.toLowerCase() === 'cookie'),
    isOpaque: headerValue(headers, 'sec-fetch-mode') === 'no-cors',
  };
}

/** As the extension sends it: without cookies, since the receiver needs none. */
export function ownInit({ method, headers, body }: Outgoing): RequestInit {
  // A string would get a content type of the browser's own; bytes go as they are.
  return { method, headers, credentials: 'omit', cache: 'no-store', ...(body && { body }) };
}

function refused(reason: FaultReason): { ok: false; fault: ResendFault } {
  return { ok: false, fault: { reason } };
}
