import { headerValue } from './headers.ts';
import type { Content, HarEntry } from './har.ts';
import type { BodySeen } from './sighting.ts';
import { utf8Of } from './utf8.ts';

/** Firefox keeps so many characters of a body (its preferences `devtools.netmonitor.*BodyLimit`). */
const CUT_AT = 1024 * 1024;
/** Chromium hands over no body from 25 MB on: one so large that is missing is missing for that. */
const LARGE = 20 * 1024 * 1024;
/** Characters of an answer's body that are handed on; receivers' answers are far shorter. */
const MAX_ANSWER = 4 * 1024 * 1024;
const REPLACEMENT = '\ufffd';
const GZIP_MAGIC = '\x1f\x8b';
const SINGLE_BYTE = /charset="?(iso-8859-1|latin1|us-ascii)\b/i;

/** Chromium says so of every answer that had no body, and of requests that the page gave up. */
export const ABORTED = 'net::ERR_ABORTED';

type Reason = Extract<BodySeen, { kind: 'unreadable' }>['reason'];
const unreadable = (reason: Reason): BodySeen => ({ kind: 'unreadable', reason });

/**
 * The bytes of a request's body, where they follow from the text that DevTools shows in their place.
 * Both browsers decode UTF-8 and show anything else byte by byte as Latin-1, but do not say which:
 * the Content-Length tells them apart, as a text with other characters than ASCII is longer in UTF-8.
 */
export function requestBody({ request }: HarEntry): BodySeen {
  const text = request.postData?.text;
  const told = headerValue(request.headers, 'content-length');
  const length = told === undefined ? undefined : Number(told);
  if (text === undefined || (text === '' && length !== 0)) {
    if (length === 0) return { kind: 'empty' };
    return unreadable(length !== undefined && length >= LARGE ? 'too-large' : 'no-content');
  }
  if (text === '') return { kind: 'empty' };
  const encoding = headerValue(request.headers, 'content-encoding');
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    // Chromium shows it decompressed, Firefox as it was sent.
    const isAsSent = text.startsWith(GZIP_MAGIC) && text.length === length;
    return (isAsSent && latin1(text)) || unreadable('binary');
  }
  // It stands for bytes that could not be decoded, or was sent as such: nobody can tell.
  if (text.includes(REPLACEMENT) || !text.isWellFormed()) return unreadable('binary');
  const bytes = utf8(text);
  if (length === undefined) return withoutLength(text, bytes);
  if (bytes.length === length) return whole(bytes);
  if (text.length === length) return latin1(text) ?? unreadable('binary');
  return unreadable(text.length >= CUT_AT ? 'cut' : 'binary');
}

/**
 * Chromium tells no length of what a worker sent. What would have been valid UTF-8 as Latin-1 was
 * decoded as such, and so is not Latin-1.
 */
function withoutLength(text: string, bytes: Uint8Array<ArrayBuffer>): BodySeen {
  const asLatin1 = bytes.length === text.length ? undefined : latin1(text);
  if (asLatin1?.kind === 'bytes' && utf8Of(asLatin1.bytes) === undefined)
    return unreadable('binary');
  return whole(bytes);
}

/** Whether an answer may have a body: to be asked for it takes time of the page's own. */
export function mayHaveContent({ response: { status, headers, content } }: HarEntry): boolean {
  if (status === 0 || status === 204) return false;
  const length = headerValue(headers, 'content-length');
  if (length !== undefined) return length !== '0';
  return content?.size !== 0 || headerValue(headers, 'content-type') !== undefined;
}

/** The body of an answer: `content` is what DevTools gave for it, if it was asked and answered. */
export function responseBody({ response }: HarEntry, content: Content): BodySeen | undefined {
  if (response.status === 0) return undefined;
  const size = response.content?.size ?? 0;
  const { text } = content;
  if (!text) return isEmpty(response, size) ? { kind: 'empty' } : unreadable('no-content');
  if (text.length > MAX_ANSWER) return unreadable('too-large');
  const isCompressed = headerValue(response.headers, 'content-encoding') !== undefined;
  if (content.isBase64) {
    const bytes = ofBase64(text);
    // Firefox gives as base64 what it has decoded before, where the answer names no type.
    return bytes && (isCompressed || bytes.length === size) ? whole(bytes) : unreadable('binary');
  }
  if (text.includes(REPLACEMENT) || !text.isWellFormed()) return unreadable('binary');
  const bytes = utf8(text);
  if (bytes.length === size) return whole(bytes);
  if (text.length >= CUT_AT && text.length < size) return unreadable('cut');
  const type = headerValue(response.headers, 'content-type') ?? '';
  if (SINGLE_BYTE.test(type)) return latin1(text) ?? unreadable('binary');
  // Of a compressed answer Firefox tells the size as it came over the wire.
  return isCompressed && !/charset=(?!"?utf-8)/i.test(type) ? whole(bytes) : unreadable('binary');
}

/**
 * Nothing came, and nothing was announced: an answer that the page may not read (opaque, or of a
 * failed CORS check) is shown without its body as well.
 */
function isEmpty({ status, headers, _error }: HarEntry['response'], size: number): boolean {
  if (size > 0 || (_error && _error !== ABORTED)) return false;
  const length = headerValue(headers, 'content-length');
  if (length !== undefined) return length === '0';
  return status === 204 || headerValue(headers, 'content-type') === undefined;
}

function whole(bytes: Uint8Array<ArrayBuffer>): BodySeen {
  return { kind: 'bytes', bytes, size: bytes.length };
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** Each character as one byte; `undefined` if one of them is none. */
function latin1(text: string): BodySeen | undefined {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 0xff) return undefined;
    bytes[index] = code;
  }
  return whole(bytes);
}

function ofBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    // What claims to be base64 and is not is as good as none.
    return undefined;
  }
}
