import type { Body, Capture } from '../capture/capture.ts';
import type { CaptureRecord } from './record.ts';
import type { Keeping, Reading } from './schema.ts';
import { plainCapture } from './weigh.ts';

/** By their digests. */
export type Bodies = Map<string, Uint8Array<ArrayBuffer>>;

/** Which bodies are wanted with a capture that is read. */
export type BodiesFor = (capture: Capture) => readonly (Body | undefined)[];

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
  const digests = new Set(wanted.flatMap((body) => (body?.kind === 'bytes' ? [body.digest] : [])));
  return { captures, bodies: await readBodiesOf(tx, records, digests) };
}

/**
 * Those of the bodies that there are, of what records refer to. What has slots one after the other is read at once, as
 * to ask for each takes two to four times as long.
 */
async function readBodiesOf(
  tx: Reading,
  records: readonly Keeping<CaptureRecord>[],
  digests: ReadonlySet<string>,
): Promise<Bodies> {
  const store = tx.objectStore('bodies');
  const slots = new Set<number>();
  for (const { held } of records) {
    held.slots.forEach((slot, at) => {
      if (slot > 0 && digests.has(held.digests[at]!)) slots.add(slot);
    });
  }
  const read = await Promise.all(
    stretchesOf([...slots]).map(([from, to]) => store.getAll(IDBKeyRange.bound(from, to))),
  );
  const found: Bodies = new Map(read.flat().map(({ digest, bytes }) => [digest, bytes]));
  const others = [...digests].filter((digest) => !found.has(digest));
  return others.length > 0 ? new Map([...found, ...(await readBodies(tx, others))]) : found;
}

/** Whole numbers as stretches without a hole, from the first to the last. */
function stretchesOf(numbers: number[]): [from: number, to: number][] {
  const stretches: [number, number][] = [];
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const last = stretches.at(-1);
    if (last && number === last[1] + 1) last[1] = number;
    else stretches.push([number, number]);
  }
  return stretches;
}
