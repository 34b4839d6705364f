import { MAX_FORM_ENTRIES } from './bounds.ts';

/** Characters of one message from the hook, which sends longer bodies as Blobs. */
const MAX_MESSAGE = 8 * 1024 * 1024;
/** Messages that are taken in a second: beyond, a page floods. A thousand calls in a second are two thousand. */
const PER_SECOND = 4000;
/** Characters that are taken in a second. */
const CHARACTERS_PER_SECOND = 32 * 1024 * 1024;

/** What the hook tells; the background parses it whole. */
export interface Heard {
  seen: { kind: string };
  blobs: Blob[];
  /** Characters of its JSON. */
  size: number;
}

/**
 * Takes messages that come under the hook's name, from it or from a page that has guessed the name:
 * so many a second, of such a length, and only of the kinds that are the hook's to tell. Of what is
 * beyond that, nothing is read.
 */
export function createIntake(now: () => number) {
  let second = 0;
  let count = 0;
  let characters = 0;

  function allows(size: number): boolean {
    const current = Math.floor(now() / 1000);
    if (current !== second) {
      second = current;
      count = 0;
      characters = 0;
    }
    count += 1;
    characters += size;
    return count <= PER_SECOND && characters <= CHARACTERS_PER_SECOND;
  }

  return {
    /** `too-much`: it was not read, and counts as dropped; `undefined`: it is not of the hook's. */
    take(event: Event): Heard | 'too-much' | undefined {
      const detail: unknown = event instanceof CustomEvent ? event.detail : undefined;
      const parts = Array.isArray(detail) ? detail : undefined;
      const json: unknown = parts ? parts[0] : detail;
      if (typeof json !== 'string') return allows(0) ? undefined : 'too-much';
      if (!allows(json.length) || json.length > MAX_MESSAGE) return 'too-much';
      const blobs = parts ? blobsOf(parts) : [];
      const seen = blobs && parsed(json);
      return seen && { seen, blobs, size: json.length };
    },
  };
}

/** What stands behind the JSON; `undefined` if anything of it is no Blob. */
function blobsOf(parts: readonly unknown[]): Blob[] | undefined {
  if (parts.length > MAX_FORM_ENTRIES + 1) return undefined;
  const blobs: Blob[] = [];
  for (let at = 1; at < parts.length; at += 1) {
    const part = parts[at];
    if (!(part instanceof Blob)) return undefined;
    blobs.push(part);
  }
  return blobs;
}

/** A document and its violations are the relay's own to tell. */
const KINDS: readonly unknown[] = ['route', 'call', 'outcome', 'consent'];

function parsed(json: string): { kind: string } | undefined {
  try {
    const value: unknown = JSON.parse(json);
    const known = typeof value === 'object' && value !== null && 'kind' in value;
    return known && KINDS.includes(value.kind) ? (value as { kind: string }) : undefined;
  } catch {
    // Not from our hook: the page has guessed the name of the event.
    return undefined;
  }
}
