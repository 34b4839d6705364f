import type { Origin } from '../capture/sighting.ts';

/** What the background says to a tab's relays when recording begins or goes on. */
export const ANNOUNCE = 'announce';

/** In the content world, which the page can't see: this document has its relay (a `RelayMark`). */
export const RELAY_MARK = '__bizzkitTrackingRelay';
/** Set before a relay is brought into a document that was there already. */
export const LATE_MARK = '__bizzkitTrackingLate';

export interface RelayMark {
  /** Whether the relay has heard from a hook. */
  hooked(): boolean;
  /** A hook is about to be brought into the document: only then one that comes late is listened to. */
  expectHook(): void;
}

/** Prefix of entries of `storage.local` in which a relay leaves what may not have arrived. */
export const OUTBOX = 'outbox:';

/**
 * What a document on its way out left, signed with what the browser had said that it is. Storage
 * holds no Blobs: a body that was one is told as not seen.
 */
export interface OutboxEntry {
  origin: Origin;
  sightings: unknown[];
}
