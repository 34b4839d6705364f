import type { Header } from '../capture/capture.ts';

/** Set by the browser alone (Fetch standard, forbidden request-headers), or anew with each request. */
const BROWSERS_OWN =
  /^(accept-charset|accept-encoding|accept-language|access-control-request-.*|cache-control|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|pragma|priority|proxy-.*|referer|sec-.*|te|trailer|transfer-encoding|upgrade|upgrade-insecure-requests|user-agent|via)$/i;
/** What a receiver may decide by, and a resend can't set. */
const TELLING = /^(authorization|cookie|origin|referer)$/i;

/** Headers of the original that a resend sets, as they were. */
export function keptHeaders(headers: readonly Header[]): [string, string][] {
  return headers.flatMap(({ name, value }): [string, string][] =>
    value === undefined || BROWSERS_OWN.test(name) ? [] : [[name.toLowerCase(), value]],
  );
}

/**
 * Names of headers that tell something, and that a resend does not have as the original had them. Through
 * the page the browser sets its own: Origin, Referer and cookies.
 */
export function lostHeaders(headers: readonly Header[], throughPage: boolean): string[] {
  const lost = headers.filter(({ name, value }) => {
    if (!TELLING.test(name)) return false;
    return /^authorization$/i.test(name) ? value === undefined : !throughPage;
  });
  return [...new Set(lost.map(({ name }) => name.toLowerCase()))];
}
