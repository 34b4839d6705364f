import type { Capture, Header } from '../capture/capture.ts';
import { type Decoded, decode } from '../wire/decode.ts';
import { inflate } from '../wire/inflate.ts';
import { keyBeside, type RequestFacts } from '../wire/request.ts';
import { withoutKeysInBytes, withoutKeysInUrl, withoutKeys } from './without-keys.ts';

/** A request as it is written down, to be sent by another program. */
export interface WrittenRequest {
  method: string;
  url: string;
  headers: Header[];
  body: Uint8Array;
}

/**
 * Why something can't be written down.
 *
 * - `no-body`, `cut-body`: the log has no bytes of the body, or its beginning only
 * - `gone`: it is not in the log any more
 * - `key-stays`: the key stands in the body in a way in which it can't be taken out
 * - `not-http`: the address is none of the web
 * - `too-large`: it is more than can be pasted
 * - `nothing`: there is no such value
 */
export type WriteFault =
  | 'no-body'
  | 'cut-body'
  | 'gone'
  | 'key-stays'
  | 'not-http'
  | 'too-large'
  | 'nothing';

export type ReadRequest = { ok: true; request: WrittenRequest } | { ok: false; reason: WriteFault };

/** Names of headers by HTTP's grammar (RFC 9110, token). */
const TOKEN = /^[!#$%&'*+\-.^_`|~\da-z]+$/i;

/**
 * The request of a capture: the same method, address, headers and bytes. Without its keys the body is
 * unpacked, if it was compressed.
 *
 * @param body bytes of its body, where they are known
 */
export function writtenRequest(
  capture: Capture,
  body: Uint8Array | undefined,
  withKeys: boolean,
): ReadRequest {
  if (capture.body.kind === 'unreadable') return { ok: false, reason: 'no-body' };
  if (capture.body.kind === 'bytes') {
    if (!body) return { ok: false, reason: 'gone' };
    if (capture.body.stored < capture.body.size) return { ok: false, reason: 'cut-body' };
  }
  const url = URL.parse(capture.url);
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    return { ok: false, reason: 'not-http' };
  }
  const headers = capture.requestHeaders.filter(
    ({ name, value }) => value !== undefined && TOKEN.test(name),
  );
  const request = {
    method: TOKEN.test(capture.method) ? capture.method : 'POST',
    url: url.href,
    headers,
    body: body ?? new Uint8Array(),
  };
  return withKeys ? { ok: true, request } : withoutItsKeys(request);
}

function withoutItsKeys(request: WrittenRequest): ReadRequest {
  const facts = { headers: request.headers.map(valued), url: request.url };
  const { bytes, from, fault } = inflate(request.body, facts);
  if (fault) return { ok: false, reason: 'key-stays' };
  const keys = keysOf(decode(request.body, facts), facts);
  const body = withoutKeysInBytes(bytes, keys);
  const headers = request.headers
    .filter(({ name }) => from.length === 0 || name.toLowerCase() !== 'content-encoding')
    .map(({ name, value = '' }) => ({ name, value: withoutKeys(value, keys) }));
  const url = withoutKeysInUrl(request.url, keys);
  // It may be written so that no search for its characters finds it.
  const left = keysOf(decode(body, { headers, url }), { headers, url });
  if (keys.some((key) => left.includes(key))) return { ok: false, reason: 'key-stays' };
  return { ok: true, request: { ...request, url, headers, body } };
}

function valued({ name, value = '' }: Header) {
  return { name, value };
}

/** All keys that are read of a request: those that are short are shown whole anywhere. */
export function keysOf(decoded: Decoded, facts: RequestFacts): string[] {
  const batch = decoded.kind === 'other' ? undefined : decoded.batch;
  const keys = [batch?.key, ...(batch?.events ?? []).map(({ key }) => key), keyBeside(facts)?.key];
  return [...new Set(keys)].filter((key) => key !== undefined && key.length > 8) as string[];
}
