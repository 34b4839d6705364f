import { type DBSchema, type IDBPDatabase, type IDBPTransaction, wrap } from 'idb';
import type { Capture, Visit } from '../capture/capture.ts';

export const LOG_NAME = 'tracking-log';
const LOG_VERSION = 1;
/** The oldest captures are dropped beyond this, and the panel says so. */
export const MAX_CAPTURES = 20_000;
/** Which part of them is dropped at once, so that the log is not trimmed at every write. */
const TRIM = 1 / 20;

export interface StoredBody {
  digest: string;
  /** The first part only, where the body was over the limit. */
  bytes: Uint8Array<ArrayBuffer>;
}

/** A resend that is about to leave: written first, so that its link survives the background. */
export interface PendingResend {
  id: string;
  original: string;
  tab: string;
  url: string;
  at: number;
}

interface Schema extends DBSchema {
  captures: {
    key: string;
    value: Capture;
    indexes: { revision: [string, number]; state: string; at: number; digest: string };
  };
  bodies: { key: string; value: StoredBody };
  visits: { key: string; value: Visit; indexes: { revision: [string, number] } };
  resends: { key: string; value: PendingResend };
  meta: { key: string; value: number };
}
const STORES = ['captures', 'bodies', 'visits', 'resends', 'meta'] as const;
type Writing = IDBPTransaction<Schema, typeof STORES, 'readwrite'>;

export interface Change {
  captures: Capture[];
  visits: Visit[];
  bodies: StoredBody[];
  /** Resends whose request has been seen. */
  arrived: string[];
}

/** Records changed since a revision; `revision` is the newest of the whole log. */
export interface Changes {
  captures: Capture[];
  visits: Visit[];
  revision: number;
  dropped: number;
}

export type Log = Awaited<ReturnType<typeof openLog>>;

/**
 * Opens the durable log: what has been captured, kept across restarts of the background, the panel
 * and the browser. Each changed record gets a new revision in the transaction that writes it.
 *
 * @throws DOMException if the database can't be opened (a newer version, broken, no space)
 */
export async function openLog(factory: IDBFactory, maxCaptures = MAX_CAPTURES) {
  const db = await open(factory);

  return {
    /** Writes all or nothing, and returns the records with their new revisions. */
    async write(change: Change): Promise<{ captures: Capture[]; visits: Visit[]; from: number }> {
      const tx = db.transaction(STORES, 'readwrite', { durability: 'relaxed' });
      const meta = tx.objectStore('meta');
      const from = (await meta.get('revision')) ?? 0;
      let revision = from;
      const stamp = <T extends { revision: number }>(record: T): T => {
        revision += 1;
        return { ...record, revision };
      };
      const visits = change.visits.map(stamp);
      const captures = change.captures.map(stamp);
      for (const body of change.bodies) void tx.objectStore('bodies').put(body);
      for (const visit of visits) void tx.objectStore('visits').put(visit);
      for (const capture of captures) void tx.objectStore('captures').put(capture);
      for (const id of change.arrived) void tx.objectStore('resends').delete(id);
      await meta.put(revision, 'revision');
      if (captures.length > 0) await dropOldest(tx, maxCaptures);
      await tx.done;
      return { captures, visits, from };
    },

    /** What a tab's session has not read yet. */
    async since(tab: string, revision: number): Promise<Changes> {
      const tx = db.transaction(['captures', 'visits', 'meta']);
      const range = IDBKeyRange.bound([tab, revision], [tab, Infinity], true);
      const [captures, visits, newest, dropped] = await Promise.all([
        tx.objectStore('captures').index('revision').getAll(range),
        tx.objectStore('visits').index('revision').getAll(range),
        tx.objectStore('meta').get('revision'),
        tx.objectStore('meta').get('dropped'),
      ]);
      return { captures, visits, revision: newest ?? 0, dropped: dropped ?? 0 };
    },

    /** Captures without an outcome, and those begun since a time: what the join goes on with. */
    async unfinished(since: number): Promise<Capture[]> {
      const captures = db.transaction('captures').store;
      const [pending, fresh] = await Promise.all([
        captures.index('state').getAll('pending'),
        captures.index('at').getAll(IDBKeyRange.lowerBound(since)),
      ]);
      return [...new Map([...pending, ...fresh].map((capture) => [capture.id, capture])).values()];
    },

    async visits(run: string): Promise<Visit[]> {
      return db.getAll('visits', IDBKeyRange.bound(`${run}:`, `${run};`));
    },

    async capture(id: string): Promise<Capture | undefined> {
      return db.get('captures', id);
    },

    async body(digest: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
      return (await db.get('bodies', digest))?.bytes;
    },

    async expectResend(resend: PendingResend): Promise<void> {
      await db.put('resends', resend);
    },

    async pendingResends(): Promise<PendingResend[]> {
      return db.getAll('resends');
    },

    /** Drops a tab's captures; with `keep`, all but those of that visit. */
    async clear(tab: string, keep?: string): Promise<void> {
      const tx = db.transaction(STORES, 'readwrite');
      const range = IDBKeyRange.bound([tab, 0], [tab, Infinity]);
      for (const capture of await tx.objectStore('captures').index('revision').getAll(range)) {
        if (capture.visit !== keep) await remove(tx, capture);
      }
      const meta = tx.objectStore('meta');
      await meta.put(((await meta.get('revision')) ?? 0) + 1, 'revision');
      await tx.done;
    },

    close() {
      db.close();
    },
  };
}

async function dropOldest(tx: Writing, maxCaptures: number): Promise<void> {
  const captures = tx.objectStore('captures');
  if ((await captures.count()) <= maxCaptures) return;
  let dropped = 0;
  for (
    let cursor = await captures.index('at').openCursor();
    cursor && dropped < maxCaptures * TRIM;
    cursor = await cursor.continue()
  ) {
    await remove(tx, cursor.value);
    dropped += 1;
  }
  const meta = tx.objectStore('meta');
  await meta.put(((await meta.get('dropped')) ?? 0) + dropped, 'dropped');
}

async function remove(tx: Writing, capture: Capture): Promise<void> {
  const captures = tx.objectStore('captures');
  await captures.delete(capture.id);
  if (capture.body.kind !== 'bytes') return;
  const { digest } = capture.body;
  if ((await captures.index('digest').count(digest)) === 0) {
    await tx.objectStore('bodies').delete(digest);
  }
}

/** Ends the log as it is; the next {@link openLog} starts a new one. */
export async function deleteLog(factory: IDBFactory): Promise<void> {
  await wrap(factory.deleteDatabase(LOG_NAME));
}

async function open(factory: IDBFactory): Promise<IDBPDatabase<Schema>> {
  const request = factory.open(LOG_NAME, LOG_VERSION);
  request.addEventListener('upgradeneeded', () => {
    const db = request.result;
    const captures = db.createObjectStore('captures', { keyPath: 'id' });
    captures.createIndex('revision', ['tab', 'revision']);
    captures.createIndex('state', 'state');
    captures.createIndex('at', 'at');
    captures.createIndex('digest', 'body.digest');
    db.createObjectStore('bodies', { keyPath: 'digest' });
    db.createObjectStore('visits', { keyPath: 'id' }).createIndex('revision', ['tab', 'revision']);
    db.createObjectStore('resends', { keyPath: 'id' });
    db.createObjectStore('meta');
  });
  const db: unknown = await wrap(request);
  // The schema is what the handler above lays out; IndexedDB itself is untyped.
  const typed = db as IDBPDatabase<Schema>;
  typed.addEventListener('versionchange', () => typed.close());
  return typed;
}
