import type { WrittenRequest } from './request.ts';

/** Headers that a page may not set (Fetch, forbidden request-header): the browser says them itself. */
const FORBIDDEN =
  /^(?:accept-(?:charset|encoding)|access-control-request-.*|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|permissions-policy|proxy-.*|referer|sec-.*|set-cookie|te|trailer|transfer-encoding|upgrade|via)$/i;

/** A request as a call of `fetch` that sends the very same bytes, for the console of a browser. */
export function fetchOf({ method, url, headers, body }: WrittenRequest): string {
  const sent = headers
    .filter(({ name }) => !FORBIDDEN.test(name))
    .map(({ name, value = '' }) => `    [${literal(name)}, ${literal(value)}],\n`);
  const parts = [
    `  method: ${literal(method)},\n`,
    ...(sent.length > 0 ? [`  headers: [\n${sent.join('')}  ],\n`] : []),
    ...(body.length > 0 ? [`  body: ${bodyOf(body)},\n`] : []),
  ];
  return `await fetch(${literal(url)}, {\n${parts.join('')}});`;
}

function bodyOf(body: Uint8Array): string {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(body);
  if (!text.includes('\uFFFD')) return `new TextEncoder().encode(${literal(text)})`;
  return `Uint8Array.from(atob("${base64(body)}"), (one) => one.charCodeAt(0))`;
}

function base64(bytes: Uint8Array): string {
  let characters = '';
  for (const byte of bytes) characters += String.fromCharCode(byte);
  return btoa(characters);
}

/** Characters that act on a terminal or an editor, or hide what stands there, and what ends a script in HTML. */
const UNSEEN = /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]|</gu;

/** A text as JavaScript writes it, with nothing in it that can't be seen. */
function literal(text: string): string {
  return JSON.stringify(text).replace(UNSEEN, (character) =>
    Array.from({ length: character.length }, (_, at) => {
      const unit = character.charCodeAt(at).toString(16).padStart(4, '0');
      return `\\u${unit}`;
    }).join(''),
  );
}
