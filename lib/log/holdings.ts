import { unwrap } from 'idb';
import { digestsOf } from '../capture/bodies.ts';
import type { Visit } from '../capture/visit.ts';
import type { Known } from './known.ts';
import type { CaptureRecord } from './record.ts';
import type { Held, Keeping, Meta, StoredAt, StoredBody, Writing } from './schema.ts';
import { kept, keptVisit } from './weigh.ts';

export type Holdings = Awaited<ReturnType<typeof openHoldings>>;

/**
 * What the log holds, within one transaction: all that goes in or out goes by here, so that the size
 * of it all is exact. A body is there as long as a capture refers to it.
 */
export async function openHoldings(tx: Writing, known: Known) {
  const meta = tx.objectStore('meta');
  const captures = tx.objectStore('captures');
  const visits = tx.objectStore('visits');
  const bodies = tx.objectStore('bodies');
  const slots = tx.objectStore('slots');
  let [bytes = 0, count = 0, lastSlot = 0] = await Promise.all([
    meta.get('bytes'),
    meta.get('captures'),
    meta.get('slots'),
  ]);

  async function storedAt(digest: string): Promise<StoredAt | undefined> {
    return known.bodies.get(digest) ?? (await slots.get(digest));
  }

  async function keepBody({ digest, bytes: whole }: StoredBody) {
    let stored = await storedAt(digest);
    // Of a large body an observer may have seen less than another.
    if (!stored || stored.size < whole.length) {
      bytes += whole.length - (stored?.size ?? 0);
      stored = { slot: stored?.slot ?? (lastSlot += 1), size: whole.length };
      unwrap(bodies).put({ digest, bytes: whole }, stored.slot);
      unwrap(slots).put(stored, digest);
    }
    known.bodies.set(digest, stored);
  }

  /** Lets go of bodies that no capture refers to any more. */
  async function release(digests: Iterable<string>) {
    for (const digest of new Set(digests)) {
      if ((await captures.index('digest').getKey(digest)) !== undefined) continue;
      const stored = await storedAt(digest);
      if (!stored) continue;
      bytes -= stored.size;
      known.bodies.delete(digest);
      await Promise.all([bodies.delete(stored.slot), slots.delete(digest)]);
    }
  }

  async function heldOf(id: string): Promise<Held | undefined> {
    return known.captures.get(id) ?? (await captures.get(id))?.held;
  }

  /** Tells the slots of the bodies that records refer to; most are known, or were before. */
  async function slotsFor(
    records: readonly CaptureRecord[],
    before: readonly (Held | undefined)[],
  ) {
    const found = new Map<string, number>();
    for (const held of before) {
      held?.digests.forEach((digest, at) => found.set(digest, held.slots[at]!));
    }
    const others = new Set(records.flatMap(digestsOf).filter((digest) => !found.get(digest)));
    await Promise.all(
      Array.from(others, async (digest) => found.set(digest, (await storedAt(digest))?.slot ?? 0)),
    );
    return (digest: string): number => found.get(digest) ?? 0;
  }

  async function drop({ id, held }: Keeping<CaptureRecord>) {
    bytes -= held.bytes;
    count -= 1;
    known.captures.delete(id);
    await captures.delete(id);
    await release(held.digests);
  }

  return {
    bytes: () => bytes,
    captures: () => count,

    /** Records of an id take the place of the one before; bodies that nothing refers to are not kept. */
    async put(changed: CaptureRecord[], changedVisits: Visit[], changedBodies: StoredBody[]) {
      const [before, visitsBefore] = await Promise.all([
        Promise.all(changed.map(({ id }) => heldOf(id))),
        Promise.all(changedVisits.map(async ({ id }) => (await visits.get(id))?.held)),
        Promise.all(changedBodies.map(keepBody)),
      ]);
      const slotOf = await slotsFor(changed, before);
      const now = changed.map((record) => kept(record, slotOf));
      const visitsNow = changedVisits.map(keptVisit);
      const added = [...now, ...visitsNow].reduce((sum, { held }) => sum + held.bytes, 0);
      const replaced = [...before, ...visitsBefore].flatMap((held) => held ?? []);
      bytes += added - replaced.reduce((sum, held) => sum + held.bytes, 0);
      count += before.filter((held) => held === undefined).length;
      // Without a promise each: what fails in one of them ends the transaction.
      for (const record of now) {
        unwrap(captures).put(record);
        known.captures.set(record.id, record.held);
      }
      for (const record of visitsNow) unwrap(visits).put(record);
      const used = new Set(now.flatMap(({ held }) => held.digests));
      const loose = [
        ...replaced.flatMap(({ digests }) => digests),
        ...changedBodies.map(({ digest }) => digest),
      ];
      await release(loose.filter((digest) => !used.has(digest)));
    },

    drop,

    /** Drops a visit whole, and returns the ids of its captures. */
    async dropVisit(id: string): Promise<string[]> {
      const own = await captures.index('visit').getAll(ofVisit(id));
      for (const capture of own) await drop(capture);
      const record = await visits.get(id);
      if (record) {
        bytes -= record.held.bytes;
        await visits.delete(id);
      }
      return own.map((capture) => capture.id);
    },

    /** Notes what the log holds now: at the end of each transaction that changed it. */
    settle(): void {
      unwrap(meta).put(bytes, 'bytes');
      unwrap(meta).put(count, 'captures');
      unwrap(meta).put(lastSlot, 'slots');
    },
  };
}

/** The captures of a visit, by their time. */
function ofVisit(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id, -Infinity], [id, Infinity]);
}

export async function raise(tx: Writing, name: Meta, by: number): Promise<void> {
  const meta = tx.objectStore('meta');
  await meta.put(((await meta.get(name)) ?? 0) + by, name);
}
