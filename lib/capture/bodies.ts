import type { Body } from './capture.ts';
import { type BodySeen, KEPT_OF_LARGE_BODY, MAX_BODY } from './sighting.ts';

/** A body on its way into the log. */
export type Bodies = Map<string, Uint8Array<ArrayBuffer>>;

/** A body as a capture refers to it; its bytes are put beside the others that are to be stored. */
export async function bodyOf(seen: BodySeen, bodies: Bodies): Promise<Body> {
  if (seen.kind === 'unreadable') return { kind: 'unreadable', reason: seen.reason };
  if (seen.kind === 'empty' || seen.bytes.length === 0) return { kind: 'empty' };
  const { bytes, size } = seen;
  const digest = await sha256(bytes);
  const kept = size > MAX_BODY ? bytes.slice(0, KEPT_OF_LARGE_BODY) : bytes;
  bodies.set(digest, kept);
  return { kind: 'bytes', digest, size, stored: kept.length };
}

/** SHA-256 in hexadecimal. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The same of a text as UTF-8. */
export function sha256OfText(text: string): Promise<string> {
  return sha256(new TextEncoder().encode(text));
}
