import type { BodySeen } from './sighting.ts';

/** A form's entries, files read. */
export type FormEntryRead =
  | { name: string; value: string }
  | { name: string; bytes: Uint8Array<ArrayBuffer>; filename: string; type: string };

/** A body as the page told it, its Blobs read. A form has bytes once its boundary is known. */
export type BodyRead = BodySeen | { kind: 'form'; entries: FormEntryRead[] };
