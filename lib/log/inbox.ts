import { type DBSchema, type IDBPDatabase, unwrap, wrap } from 'idb';
import type { NetworkSighting } from '../capture/sighting.ts';

const INBOX_NAME = 'tracking-inbox';

/** Sightings that wait to be done with; further ones are not kept, as the log seems to be out of order. */
const MAX_KEPT = 10_000;

/** Digits of a sighting's number, by which keys are in its order. */
const PLACES = 9;

/** A sighting as it was kept; `run` as request ids are unique within one. */
export interface Kept {
  key: string;
  run: string;
  sighting: NetworkSighting;
}

interface Schema extends DBSchema {
  sightings: { key: string; value: Kept };
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
        const tx = db?.transaction('sightings', 'readwrite', { durability: 'relaxed' });
        if (!tx) return;
        for (const one of kept) unwrap(tx.store).put(one);
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
      const found = await attempt(async () => (await opening)?.getAll('sightings', earlier));
      const { own = [], foreign = [] } = Object.groupBy(found ?? [], (kept) =>
        kept.run === run ? 'own' : 'foreign',
      );
      for (const { key } of foreign) {
        void attempt(async () => (await opening)?.delete('sightings', key));
      }
      return own;
    },

    /** What became of a sighting, and of all before it, is in the log. */
    async done(key: string): Promise<void> {
      if (key.startsWith(start)) doneWith = Number(key.slice(-PLACES));
      gathered = gathered.filter((kept) => kept.key > key);
      await attempt(async () => (await opening)?.delete('sightings', IDBKeyRange.upperBound(key)));
    },

    async clear(): Promise<void> {
      await attempt(async () => (await opening)?.clear('sightings'));
    },
  };
}

async function connect(factory: IDBFactory): Promise<IDBPDatabase<Schema>> {
  const request = factory.open(INBOX_NAME, 1);
  request.addEventListener('upgradeneeded', () =>
    request.result.createObjectStore('sightings', { keyPath: 'key' }),
  );
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
