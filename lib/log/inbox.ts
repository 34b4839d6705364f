import { type DBSchema, type IDBPDatabase, unwrap, wrap } from 'idb';
import type { NetworkSighting } from '../capture/sighting.ts';

const INBOX_NAME = 'tracking-inbox';
const INBOX_VERSION = 2;

/** Sightings that wait to be done with; further ones are not kept, as the log seems to be out of order. */
const MAX_KEPT = 10_000;

/**
 * Bytes of a record, unless one sighting alone has more: Chromium keeps larger ones as files, and fetches them only
 * after the background has handed them over.
 */
const MAX_PORTION = 48 * 1024;
/** What a sighting takes beside its body. */
const SIGHTING_BYTES = 1500;

/** Digits of a sighting's number, by which keys are in its order. */
const PLACES = 9;

/** A sighting as it was kept; `run` as request ids are unique within one. */
export interface Kept {
  key: string;
  run: string;
  sighting: NetworkSighting;
}

/** What was told while the one before was being written; by the key of its last. */
interface Portion {
  key: string;
  kept: Kept[];
}

interface Schema extends DBSchema {
  portions: { key: string; value: Portion };
  /** The last key that is done with: what comes after it in its portion is not. */
  done: { key: 'done'; value: string };
}

export type Inbox = ReturnType<typeof openInbox>;

/**
 * What the network observer tells, kept as it came until what became of it is in the log: a background
 * that is stopped in between leaves it to the next one, since a browser tells nothing twice. It is a
 * database of its own, so that nothing waits here for what the log is busy with.
 *
 * Nothing here rejects: without an inbox a sighting has no second chance, and that is all.
 *
 * @param startedAt when this background started, in milliseconds since the epoch: its sightings come
 *   after those of earlier ones
 */
export function openInbox(factory: IDBFactory, startedAt: number) {
  const start = String(startedAt).padStart(16, '0');
  const opening = connect(factory).catch(() => undefined);
  let count = 0;
  let doneWith = 0;
  let doneUntil = '';
  let gathered: Kept[] = [];
  let putting = false;

  /** One transaction at a time: what comes meanwhile goes with the next. */
  async function put() {
    putting = true;
    const db = await opening;
    while (gathered.length > 0) {
      const kept = gathered;
      gathered = [];
      await attempt(async () => {
        const tx = db?.transaction('portions', 'readwrite', { durability: 'relaxed' });
        if (!tx) return;
        for (const portion of portionsOf(kept)) unwrap(tx.store).put(portion);
        // Without this a background that ends now would take it with it.
        tx.commit();
        await tx.done;
      });
    }
    putting = false;
  }

  return {
    /** Keeps a sighting; returns the key by which it is {@link done} with. */
    keep(run: string, sighting: NetworkSighting): string {
      count += 1;
      const key = `${start} ${String(count).padStart(PLACES, '0')}`;
      if (count - doneWith > MAX_KEPT) return key;
      gathered.push({ key, run, sighting });
      if (!putting) void put();
      return key;
    },

    /** What earlier backgrounds of a run left, the oldest first; what is of other runs goes. */
    async left(run: string): Promise<Kept[]> {
      const earlier = IDBKeyRange.upperBound(start, true);
      const found = await attempt(async () => {
        const tx = (await opening)?.transaction(['portions', 'done']);
        return (
          tx &&
          Promise.all([
            tx.objectStore('portions').getAll(earlier),
            tx.objectStore('done').get('done'),
          ])
        );
      });
      const [portions = [], done = ''] = found ?? [];
      // It is of one start: clocks are set back.
      const isDone = (key: string) => key <= done && key.startsWith(done.slice(0, start.length));
      for (const { key, kept } of portions) {
        if (kept.some((one) => one.run === run)) continue;
        void attempt(async () => (await opening)?.delete('portions', key));
      }
      return portions
        .flatMap(({ kept }) => kept)
        .filter((one) => one.run === run && !isDone(one.key));
    },

    /** What became of a sighting, and of all before it, is in the log. */
    async done(key: string): Promise<void> {
      if (key.startsWith(start)) doneWith = Number(key.slice(-PLACES));
      gathered = gathered.filter((kept) => kept.key > key);
      if (key <= doneUntil) return;
      // Not from the beginning: what is gone has left marks, which a disk goes through one by one.
      const range = IDBKeyRange.bound(doneUntil, key, true);
      await attempt(async () => {
        const tx = (await opening)?.transaction(['portions', 'done'], 'readwrite', {
          durability: 'relaxed',
        });
        await Promise.all([
          tx?.objectStore('portions').delete(range),
          tx?.objectStore('done').put(key, 'done'),
          tx?.done,
        ]);
        doneUntil = key;
      });
    },

    async clear(): Promise<void> {
      await attempt(async () => (await opening)?.clear('portions'));
    },
  };
}

/** Few records, as a disk takes its time for each, and none that is large but by one sighting. */
function portionsOf(kept: readonly Kept[]): Portion[] {
  const portions: Portion[] = [];
  let size = Infinity;
  for (const one of kept) {
    size += sizeOf(one);
    if (size > MAX_PORTION) {
      portions.push({ key: one.key, kept: [] });
      size = sizeOf(one);
    }
    const portion = portions.at(-1)!;
    portion.key = one.key;
    portion.kept.push(one);
  }
  return portions;
}

/** Bytes, about. */
function sizeOf({ sighting }: Kept): number {
  const body = sighting.kind === 'before' ? sighting.body : undefined;
  return SIGHTING_BYTES + (body?.kind === 'bytes' ? body.bytes.length : 0);
}

async function connect(factory: IDBFactory): Promise<IDBPDatabase<Schema>> {
  const request = factory.open(INBOX_NAME, INBOX_VERSION);
  request.addEventListener('upgradeneeded', () => {
    const db = request.result;
    // What an older version left is of a moment that is over.
    for (const name of db.objectStoreNames) db.deleteObjectStore(name);
    db.createObjectStore('portions', { keyPath: 'key' });
    db.createObjectStore('done');
  });
  const db: unknown = await wrap(request);
  // The schema is what the handler above lays out; IndexedDB itself is untyped.
  return db as IDBPDatabase<Schema>;
}

async function attempt<T>(run: () => Promise<T>): Promise<T | undefined> {
  try {
    return await run();
  } catch {
    // No room, or the browser has closed the database: the recorder writes what it hears all the same.
    return undefined;
  }
}
