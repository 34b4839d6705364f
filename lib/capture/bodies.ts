import type { Body, Capture, DevtoolsPart, NetworkPart, PagePart } from './capture.ts';
import { type BodySeen, KEPT_OF_LARGE_BODY, MAX_BODY } from './sighting.ts';

/** How long the bytes of a body wait for a capture that refers to them, in milliseconds. */
const WAIT_FOR_CAPTURE = 30_000;
/** Bytes that wait, in all; the oldest bodies go first. */
const MAX_WAITING = 128 * 1024 * 1024;

export interface StoredBytes {
  digest: string;
  bytes: Uint8Array<ArrayBuffer>;
}

export type Bodies = ReturnType<typeof createBodies>;

/**
 * Bodies on their way into the log. The log keeps none that nothing refers to, and an entry of DevTools
 * may wait for its capture: so each is handed on with the capture that it belongs to.
 */
export function createBodies(now: () => number) {
  const waiting = new Map<string, { bytes: Uint8Array<ArrayBuffer>; since: number }>();
  const digests = new WeakMap<Uint8Array, Promise<string>>();
  let size = 0;

  function drop(digest: string) {
    size -= waiting.get(digest)?.bytes.length ?? 0;
    waiting.delete(digest);
  }

  function put(digest: string, bytes: Uint8Array<ArrayBuffer>) {
    drop(digest);
    waiting.set(digest, { bytes, since: now() });
    size += bytes.length;
    for (const [oldest, { since }] of waiting) {
      if (oldest === digest || (size <= MAX_WAITING && since + WAIT_FOR_CAPTURE > now())) break;
      drop(oldest);
    }
  }

  function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
    const known = digests.get(bytes);
    if (known) return known;
    const digest = sha256(bytes);
    digests.set(bytes, digest);
    return digest;
  }

  return {
    /** Begins what {@link keep} waits for: digests are made beside each other. */
    foresee(seen: BodySeen | undefined): void {
      if (seen?.kind === 'bytes' && seen.bytes.length > 0) void digestOf(seen.bytes);
    },

    /** A body as a capture refers to it. */
    async keep(seen: BodySeen): Promise<Body> {
      if (seen.kind === 'unreadable') return { kind: 'unreadable', reason: seen.reason };
      if (seen.kind === 'empty' || seen.bytes.length === 0) return { kind: 'empty' };
      const { bytes, size: whole } = seen;
      const digest = await digestOf(bytes);
      const kept = whole > MAX_BODY ? bytes.slice(0, KEPT_OF_LARGE_BODY) : bytes;
      put(digest, kept);
      return { kind: 'bytes', digest, size: whole, stored: kept.length };
    },

    /** Those that captures refer to and that are not yet in the log. */
    of(captures: readonly Capture[]): StoredBytes[] {
      const digests = new Set(captures.flatMap(digestsOf));
      return [...digests].flatMap((digest) => {
        const body = waiting.get(digest);
        return body ? [{ digest, bytes: body.bytes }] : [];
      });
    },

    /** These are in the log now. */
    written(stored: readonly StoredBytes[]) {
      for (const { digest } of stored) drop(digest);
    },
  };
}

/** What of a capture refers to bodies. */
type WithBodies = Pick<Capture, 'body' | 'responseBody'> & {
  network?: Pick<NetworkPart, 'body'>;
  page?: Pick<PagePart, 'body'>;
  devtools?: Pick<DevtoolsPart, 'body' | 'responseBody'>;
};

/** All bodies that a capture refers to: what holds, and what each observer said. */
export function digestsOf(capture: WithBodies): string[] {
  const { network, page, devtools } = capture;
  const bodies: (Body | undefined)[] = [
    capture.body,
    capture.responseBody,
    network?.body,
    page?.body,
    devtools?.body,
    devtools?.responseBody,
  ];
  const digests = bodies.flatMap((body) => (body?.kind === 'bytes' ? [body.digest] : []));
  return [...new Set(digests)];
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
