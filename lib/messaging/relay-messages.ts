import type { Origin } from '../capture/sighting.ts';

/** What the background says to a tab's relays when recording begins or goes on. */
export const ANNOUNCE = 'announce';

/** Prefix of entries of `storage.local` in which a relay leaves what may not have arrived. */
export const OUTBOX = 'outbox:';

/** What a document on its way out left, signed with what the browser had said that it is. */
export interface OutboxEntry {
  origin: Origin;
  sightings: unknown[];
}
