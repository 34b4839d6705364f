import { digestsOf } from '../capture/bodies.ts';
import type { Capture } from '../capture/capture.ts';
import type { Visit } from '../capture/visit.ts';
import { toldBy } from '../capture/told.ts';
import type { Keeping } from './schema.ts';

/** What a record's keys and its entries in the indexes take, about, in bytes. */
const RECORD_BYTES = 500;

/** A record with what the log notes beside it. */
export function kept(capture: Capture): Keeping<Capture> {
  const { network, page, devtools, resendOf, mergedInto, at } = capture;
  const lacksPart =
    !(network && page && devtools) && resendOf === undefined && mergedInto === undefined;
  return {
    ...capture,
    held: {
      bytes: bytesOf(capture),
      digests: digestsOf(capture),
      told: mergedInto === undefined ? toldBy(capture) : [],
      ...(lacksPart && { incomplete: at }),
    },
  };
}

export function keptVisit(visit: Visit): Keeping<Visit> {
  return { ...visit, held: { bytes: bytesOf(visit), digests: [], told: [] } };
}

/** The record as it was given to the log. */
export function plain<T extends object>(stored: Keeping<T>) {
  const { held: _, ...record } = stored;
  return record;
}

function bytesOf(record: Capture | Visit): number {
  return RECORD_BYTES + JSON.stringify(record).length;
}
