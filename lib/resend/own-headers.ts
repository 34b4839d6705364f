import { isSecret } from '../capture/headers.ts';

/** A name and its value, as `fetch` takes them. */
export type OwnHeader = [name: string, value: string];

/** Headers of a draft, and characters of a name and of a value. */
export const MAX_HEADERS = 100;
export const MAX_HEADER_NAME = 200;
export const MAX_HEADER_VALUE = 20_000;

/**
 * Why a header can't be sent.
 *
 * - `name`, `value`: none by RFC 9110, or beyond what `fetch` takes (a ByteString)
 * - `browsers`, `pages`: the browser alone sets it; what the page has is sent through the page
 * - `secret`: its value is not stored, and has not been typed again
 * - `too-long`, `too-many`: beyond the bounds of a draft
 */
export type HeaderFault =
  | 'name'
  | 'value'
  | 'browsers'
  | 'pages'
  | 'secret'
  | 'too-long'
  | 'too-many';

/** Forbidden request-headers of the Fetch standard. */
const FORBIDDEN =
  /^(accept-charset|accept-encoding|access-control-request-(headers|method|private-network)|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|referer|set-cookie|te|trailer|transfer-encoding|upgrade|via|proxy-.*|sec-.*)$/i;
/** Of these, what the page that sent the original has of its own. */
const OF_PAGE = /^(cookie|origin|referer)$/i;
/** By these a forbidden method could be asked for. */
const METHOD_OVERRIDE = /^(x-http-method|x-http-method-override|x-method-override)$/i;
const FORBIDDEN_METHOD = /(^|,)\s*(connect|trace|track)\s*(,|$)/i;

const TOKEN = /^[\w!#$%&'*+\-.^`|~]+$/;
/** One byte each, without line breaks and NUL. */
// oxlint-disable-next-line no-control-regex -- NUL is what a header may not hold
const BYTES = /^[^\0\r\n\u0100-\uffff]*$/;

const AUTHORED_LANGUAGE = /^[\da-z *,\-.;=]*$/i;
/**
 * CORS-safelisted request-headers of the Fetch standard: only these leave the page without the browser
 * asking the receiver first.
 */
const SAFELISTED: Readonly<Record<string, RegExp>> = {
  accept: /^[^"():<>?@[\\\]{}]*$/,
  'accept-language': AUTHORED_LANGUAGE,
  'content-language': AUTHORED_LANGUAGE,
  'content-type':
    /^\s*(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\s*(;[^"():<>?@[\\\]{}]*)?$/i,
  range: /^bytes=\d+-\d*$/,
};
/** Bytes of a value that is safelisted. */
const MAX_SAFELISTED = 128;

/** Why a header of a draft can't be sent; `undefined` where it can, and where it is still empty. */
export function headerFault([name, value]: OwnHeader, index = 0): HeaderFault | undefined {
  if (isBlank([name, value])) return undefined;
  if (index >= MAX_HEADERS) return 'too-many';
  if (name.length > MAX_HEADER_NAME || value.length > MAX_HEADER_VALUE) return 'too-long';
  if (!TOKEN.test(name)) return 'name';
  if (OF_PAGE.test(name)) return 'pages';
  if (FORBIDDEN.test(name)) return 'browsers';
  if (METHOD_OVERRIDE.test(name) && FORBIDDEN_METHOD.test(value)) return 'browsers';
  if (isSecret(name) && value.trim() === '') return 'secret';
  return BYTES.test(value) ? undefined : 'value';
}

/** Whether Chromium puts its own in place of it, without a word; Firefox sends it. */
export function isChromiumsOwn(name: string): boolean {
  return /^user-agent$/i.test(name);
}

/** Whether it says how the body is packed. */
export function isEncoding([name]: OwnHeader): boolean {
  return name.toLowerCase() === 'content-encoding';
}

/** A line in which nothing has been written. */
export function isBlank([name, value]: OwnHeader): boolean {
  return name === '' && value === '';
}

/** As they may be stored: without the values of secrets. */
export function withoutSecrets(headers: readonly OwnHeader[]): OwnHeader[] {
  return headers.map(([name, value]) => [name, isSecret(name) ? '' : value]);
}

/** Names of headers that make the browser ask a receiver of another origin first, by a preflight. */
export function askedFor(headers: readonly OwnHeader[]): string[] {
  const asked = headers.filter(([name, value]) => {
    const safe = SAFELISTED[name.toLowerCase()];
    return !safe?.test(value) || value.length > MAX_SAFELISTED;
  });
  return [...new Set(asked.map(([name]) => name.toLowerCase()))];
}
