import type { Capture } from '../capture/capture.ts';
import { headerValue } from '../capture/headers.ts';
import type { ResendResult } from '../messaging/commands.ts';

/** Headers of the original that the bytes need to be understood; the browser sets the others. */
const KEPT = ['content-type', 'content-encoding', 'accept'];

export type ResendRequest =
  | { ok: true; url: string; init: RequestInit }
  | Extract<ResendResult, { ok: false }>;

/**
 * The request that sends a capture again: the same method, URL and bytes, and the headers that
 * describe them. Cookies stay out of it: the receiver needs none.
 */
export function resendRequest(
  capture: Capture,
  body: Uint8Array<ArrayBuffer> | undefined,
): ResendRequest {
  if (capture.body.kind === 'unreadable') return { ok: false, reason: 'no-body' };
  if (capture.body.kind === 'bytes' && capture.body.stored < capture.body.size) {
    return { ok: false, reason: 'cut-body' };
  }
  if (capture.body.kind === 'bytes' && !body) return { ok: false, reason: 'gone' };
  const headers = KEPT.flatMap((name): [string, string][] => {
    const value = headerValue(capture.requestHeaders, name);
    return value === undefined ? [] : [[name, value]];
  });
  // A string would get a content type of the browser's own; bytes go as they are.
  return {
    ok: true,
    url: capture.url,
    init: {
      method: capture.method,
      headers,
      credentials: 'omit',
      cache: 'no-store',
      ...(body && { body }),
    },
  };
}
