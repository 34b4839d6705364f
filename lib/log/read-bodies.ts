import type { Body, Capture } from '../capture/capture.ts';
import type { CaptureRecord } from './record.ts';
import type { Keeping, Reading } from './schema.ts';
import { plainCapture } from './weigh.ts';

/** By their digests. */
export type Bodies = Map<string, Uint8Array<ArrayBuffer>>;

/** Which bodies are wanted with a capture that is read. */
export type BodiesFor = (capture: Capture) => readonly (Body | undefined)[];

/** Bytes that are read at once, unless one body alone has more: browsers limit what one answer holds. */
const MAX_AT_ONCE = 8 * 1024 * 1024;

/** Those of the bodies that there are, by their digests. */
export async function readBodies(tx: Reading, digests: Iterable<string>): Promise<Bodies> {
  const [slots, bodies] = [tx.objectStore('slots'), tx.objectStore('bodies')];
  const found = await Promise.all(
    Array.from(digests, async (digest) => {
      const stored = await slots.get(digest);
      return stored && bodies.get(stored.slot);
    }),
  );
  return new Map(found.flatMap((one) => (one ? [[one.digest, one.bytes]] : [])));
}

/** Captures that were read, with the bodies that are wanted with the first `most` of them. */
export async function withBodies(
  tx: Reading,
  records: readonly Keeping<CaptureRecord>[],
  most: number,
  bodiesFor: BodiesFor,
): Promise<{ captures: Capture[]; bodies: Bodies }> {
  const captures = records.map(plainCapture);
  const wanted = captures.slice(0, most).flatMap(bodiesFor);
  const sizes = new Map(
    wanted.flatMap((body) => (body?.kind === 'bytes' ? [[body.digest, body.stored]] : [])),
  );
  return { captures, bodies: await readBodiesOf(tx, records, sizes) };
}

/**
 * Those of the bodies that there are, of what records refer to. What has slots one after the other is read at once, as
 * to ask for each takes two to four times as long.
 */
async function readBodiesOf(
  tx: Reading,
  records: readonly Keeping<CaptureRecord>[],
  sizes: ReadonlyMap<string, number>,
): Promise<Bodies> {
  const store = tx.objectStore('bodies');
  /** How many bytes are in each. */
  const slots = new Map<number, number>();
  for (const { held } of records) {
    held.slots.forEach((slot, at) => {
      const size = sizes.get(held.digests[at]!);
      if (slot > 0 && size !== undefined) slots.set(slot, size);
    });
  }
  const read = await Promise.all(
    stretchesOf(slots).map(({ from, to }) => store.getAll(IDBKeyRange.bound(from, to))),
  );
  const found: Bodies = new Map(read.flat().map(({ digest, bytes }) => [digest, bytes]));
  const others = [...sizes.keys()].filter((digest) => !found.has(digest));
  return others.length > 0 ? new Map([...found, ...(await readBodies(tx, others))]) : found;
}

/** Slots as stretches without a hole, from the first to the last. */
function stretchesOf(slots: ReadonlyMap<number, number>): { from: number; to: number }[] {
  const stretches: { from: number; to: number; bytes: number }[] = [];
  for (const [slot, size] of [...slots].toSorted(([a], [b]) => a - b)) {
    const last = stretches.at(-1);
    if (last && slot === last.to + 1 && last.bytes + size <= MAX_AT_ONCE) {
      last.to = slot;
      last.bytes += size;
    } else {
      stretches.push({ from: slot, to: slot, bytes: size });
    }
  }
  return stretches;
}
