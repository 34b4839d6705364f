import type { Capture } from '../capture/capture.ts';
import { type Decoded, decode } from '../wire/decode.ts';

/** What a capture's body holds; not to be changed by anyone. */
export type DecodeBody = (capture: Capture, bytes: Uint8Array) => Decoded;

/** Bytes of a body from which on it is worth to remember what it holds, and how many of those are remembered. */
const LARGE = 65_536;
const MAX_REMEMBERED = 4;

export const decodeBody: DecodeBody = ({ requestHeaders: headers, url }, bytes) =>
  decode(bytes, { headers, url });

/**
 * Decodes bodies, the latest large ones once: a capture is read anew each time that something is learnt of it, and
 * again where it is looked at.
 */
export function createDecoding() {
  const remembered = new Map<string, Decoded>();

  const decodeOnce: DecodeBody = (capture, bytes) => {
    const { body, requestHeaders, url } = capture;
    if (body.kind !== 'bytes' || bytes.length < LARGE) return decodeBody(capture, bytes);
    const name = JSON.stringify([body.digest, url, requestHeaders]);
    const known = remembered.get(name) ?? decodeBody(capture, bytes);
    remembered.delete(name);
    const [oldest] = remembered.keys();
    if (remembered.size >= MAX_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
    remembered.set(name, known);
    return known;
  };

  return { decode: decodeOnce, clear: () => remembered.clear() };
}
