import type { Capture } from '../capture/capture.ts';
import { digestsOf } from '../capture/bodies.ts';
import type { Visit } from '../capture/visit.ts';
import { toldBy } from '../capture/told.ts';
import { captureOf, type CaptureRecord } from './record.ts';
import type { Keeping } from './schema.ts';

/** What a record's keys and its entries in the indexes take, about, in bytes. */
const RECORD_BYTES = 500;

/**
 * A record with what the log notes beside it.
 *
 * @param slotOf tells a body's slot, by its digest
 */
export function kept(
  record: CaptureRecord,
  slotOf: (digest: string) => number,
): Keeping<CaptureRecord> {
  const { network, page, devtools, resendOf, mergedInto, at } = record;
  const lacksPart =
    !(network && page && devtools) && resendOf === undefined && mergedInto === undefined;
  const digests = digestsOf(record);
  return {
    ...record,
    held: {
      bytes: bytesOf(record),
      digests,
      slots: digests.map(slotOf),
      told: mergedInto === undefined ? toldBy(record) : [],
      ...(lacksPart && { incomplete: at }),
    },
  };
}

export function keptVisit(visit: Visit): Keeping<Visit> {
  return { ...visit, held: { bytes: bytesOf(visit), digests: [], slots: [], told: [] } };
}

/** The record as it was given to the log. */
export function plain<T extends object>(stored: Keeping<T>) {
  const { held: _, ...record } = stored;
  return record;
}

/** The capture that was given to the log. */
export function plainCapture(stored: Keeping<CaptureRecord>): Capture {
  return captureOf(plain<CaptureRecord>(stored));
}

function bytesOf(record: CaptureRecord | Visit): number {
  return RECORD_BYTES + JSON.stringify(record).length;
}
