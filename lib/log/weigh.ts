import type { Capture } from '../capture/capture.ts';
import { digestsOf } from '../capture/bodies.ts';
import type { Visit } from '../capture/visit.ts';
import { toldBy } from '../capture/told.ts';
import { captureOf, type CaptureRecord } from './record.ts';
import type { Keeping } from './schema.ts';

/** What a record's keys and its entries in the indexes take, about, in bytes. */
const RECORD_BYTES = 500;

/** A record with what the log notes beside it. */
export function kept(record: CaptureRecord): Keeping<CaptureRecord> {
  const { network, page, devtools, resendOf, mergedInto, at } = record;
  const lacksPart =
    !(network && page && devtools) && resendOf === undefined && mergedInto === undefined;
  return {
    ...record,
    held: {
      bytes: bytesOf(record),
      digests: digestsOf(record),
      told: mergedInto === undefined ? toldBy(record) : [],
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

/** The capture that was given to the log. */
export function plainCapture(stored: Keeping<CaptureRecord>): Capture {
  return captureOf(plain<CaptureRecord>(stored));
}

function bytesOf(record: CaptureRecord | Visit): number {
  return RECORD_BYTES + JSON.stringify(record).length;
}
