import { wrap } from 'idb';
import type { Capture } from '../capture/capture.ts';
import type { Visit } from '../capture/visit.ts';
import { connect } from './connection.ts';
import { openHoldings, raise } from './holdings.ts';
import { isFull, ROOM } from './quota.ts';
import {
  type Keeping,
  LOG_NAME,
  type PendingResend,
  type StoredBody,
  STORES,
  type Writing,
} from './schema.ts';
import { sitesOf, tabless } from './sites.ts';
import { type IsWatched, makeRoom, trim } from './trim.ts';
import { plain } from './weigh.ts';

/** The oldest visits are dropped beyond this many captures, or bytes, and the panel says so. */
export const MAX_CAPTURES = 20_000;
export const MAX_BYTES = 200_000_000;

/** Each record at most once. Bodies come with, or after, a capture that refers to them. */
export interface Change {
  captures: Capture[];
  visits: Visit[];
  bodies: StoredBody[];
  /** Resends whose request has been seen. */
  arrived: string[];
}

/** How much was dropped, as the log was over its limits, since it was begun. */
export interface Dropped {
  captures: number;
  visits: number;
}

/** Captures that a write made room with, by their ids. */
export interface Gone {
  captures: string[];
  dropped: Dropped;
}

/** The changed records with their new revisions. */
export interface Written {
  captures: Capture[];
  visits: Visit[];
  /** The log's revision before. */
  from: number;
  gone?: Gone;
}

/** Records changed since a revision; `revision` is the newest of the whole log. */
export interface Changes {
  captures: Capture[];
  visits: Visit[];
  revision: number;
  dropped: Dropped;
}

interface LogOptions {
  captures?: number;
  bytes?: number;
  /** What watched tabs show at present is dropped last. */
  isWatched?: IsWatched;
}

export type Log = Awaited<ReturnType<typeof openLog>>;

/**
 * Opens the durable log: what has been captured, kept across restarts of the background, the panel
 * and the browser. Each changed record gets a new revision in the transaction that writes it.
 *
 * @throws DOMException if the database can't be opened (a newer version, broken, no space)
 */
export async function openLog(factory: IDBFactory, options: LogOptions = {}) {
  const { captures = MAX_CAPTURES, bytes = MAX_BYTES, isWatched = () => false } = options;
  const limits = { captures, bytes };
  const connection = await connect(factory);

  /** All or nothing, whatever fails in it. */
  function writing<T>(run: (tx: Writing) => Promise<T>): Promise<T> {
    return connection.use(async (db) => {
      const tx = db.transaction(STORES, 'readwrite', { durability: 'relaxed' });
      // That it has failed is told below.
      tx.done.catch(() => {});
      try {
        const result = await run(tx);
        await tx.done;
        return result;
      } catch (error) {
        abort(tx);
        // Where the transaction was ended by the browser, its own error says why.
        throw tx.error ?? error;
      }
    });
  }

  function writeOnce(change: Change): Promise<Written> {
    return writing(async (tx) => {
      const meta = tx.objectStore('meta');
      const from = (await meta.get('revision')) ?? 0;
      let revision = from;
      const stamp = <T extends { revision: number }>(record: T): T => {
        revision += 1;
        return { ...record, revision };
      };
      const visits = change.visits.map(stamp);
      const captures = change.captures.map(stamp);
      const holdings = await openHoldings(tx);
      await holdings.put(captures, visits, change.bodies);
      await Promise.all(change.arrived.map((id) => tx.objectStore('resends').delete(id)));
      const gone = await trim(tx, holdings, limits, isWatched);
      await Promise.all([holdings.settle(), meta.put(revision, 'revision')]);
      const told = gone.length > 0 && { gone: { captures: gone, dropped: await droppedIn(tx) } };
      return { captures, visits, from, ...told };
    });
  }

  /** Drops the oldest part of the log, and returns the ids of the captures that went. */
  function giveRoom(): Promise<string[]> {
    return writing(async (tx) => {
      const holdings = await openHoldings(tx);
      const goal = { bytes: holdings.bytes() * (1 - ROOM), captures: Infinity };
      const gone = await makeRoom(tx, holdings, goal, goal, isWatched);
      await holdings.settle();
      return gone;
    });
  }

  async function allOf(index: 'incomplete' | 'at' | 'state', range: IDBKeyRange) {
    const found = await connection.use((db) => db.getAllFromIndex('captures', index, range));
    return found.map(plain<Capture>);
  }

  return {
    /**
     * Writes all or nothing. Where there is no room left, the oldest visits make room, and it is
     * tried once more.
     *
     * @throws DOMException if there was no room even so (`saysFull` tells by its text), or for another reason
     */
    async write(change: Change): Promise<Written> {
      try {
        return await insistently(() => writeOnce(change));
      } catch (error) {
        if (!isFull(error)) throw error;
      }
      const room = await insistently(giveRoom);
      const written = await writeOnce(change);
      const captures = [...room, ...(written.gone?.captures ?? [])];
      const dropped = await connection.use((db) => droppedIn(db.transaction('meta')));
      return { ...written, gone: { captures, dropped } };
    },

    /**
     * What a tab's session has not read yet, and captures of no tab that were sent by a site of its
     * visits. Of a site that the session does not know yet (`sites`) it is all there is.
     */
    async since(
      tab: string,
      revision: number,
      sites: ReadonlySet<string> = new Set(),
    ): Promise<Changes> {
      return connection.use(async (db) => {
        const tx = db.transaction(['captures', 'visits', 'meta']);
        const changed = IDBKeyRange.bound([tab, revision], [tab, Infinity], true);
        const own = IDBKeyRange.bound([tab, 0], [tab, Infinity]);
        const captures = tx.objectStore('captures');
        const [ofTab, visits, newest, dropped] = await Promise.all([
          captures.index('revision').getAll(changed),
          tx.objectStore('visits').index('revision').getAll(own),
          tx.objectStore('meta').get('revision'),
          droppedIn(tx),
        ]);
        const ofSites = await Promise.all(
          [...sitesOf(visits)].map((site) => {
            const from = sites.has(site) ? revision : 0;
            return captures.index('site').getAll(ofSite(tab, site, from));
          }),
        );
        return {
          captures: [...ofTab, ...ofSites.flat()].map(plain<Capture>),
          visits: visits.filter((visit) => visit.revision > revision).map(plain<Visit>),
          revision: newest ?? 0,
          dropped,
        };
      });
    },

    /** Captures begun since a time, and before another, that an observer may still tell of. */
    unfinished: (since: number, before: number): Promise<Capture[]> =>
      allOf('incomplete', IDBKeyRange.bound(since, before, false, true)),

    /** All captures begun since a time. */
    begunSince: (time: number): Promise<Capture[]> => allOf('at', IDBKeyRange.lowerBound(time)),

    /** Captures without an outcome. */
    pending: (): Promise<Capture[]> => allOf('state', IDBKeyRange.only('pending')),

    /** The captures that sightings are part of, by their names (see `told.ts`). */
    async toldAs(names: readonly string[]): Promise<Capture[]> {
      const found = await connection.use((db) => {
        const index = db.transaction('captures').store.index('told');
        return Promise.all(names.map((name) => index.get(name)));
      });
      return found.flatMap((capture) => (capture ? [plain<Capture>(capture)] : []));
    },

    async visits(run: string): Promise<Visit[]> {
      const visits = await connection.use((db) =>
        db.getAll('visits', IDBKeyRange.bound(`${run}:`, `${run};`)),
      );
      return visits.map(plain<Visit>);
    },

    async capture(id: string): Promise<Capture | undefined> {
      const capture = await connection.use((db) => db.get('captures', id));
      return capture && plain<Capture>(capture);
    },

    async body(digest: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
      return (await connection.use((db) => db.get('bodies', digest)))?.bytes;
    },

    async expectResend(resend: PendingResend): Promise<void> {
      await connection.use((db) => db.put('resends', resend));
    },

    async pendingResends(): Promise<PendingResend[]> {
      return connection.use((db) => db.getAll('resends'));
    },

    /**
     * Drops what a tab's session shows: its captures, and those of no tab that its sites sent. With
     * `keep`, all but those of that visit, and what its site has sent since it began.
     */
    async clear(tab: string, keep?: string): Promise<void> {
      await writing(async (tx) => {
        const holdings = await openHoldings(tx);
        const range = IDBKeyRange.bound([tab, 0], [tab, Infinity]);
        const captures = tx.objectStore('captures');
        const visits = await tx.objectStore('visits').index('revision').getAll(range);
        const until = visits.find(({ id }) => id === keep)?.at ?? Infinity;
        const doomed: Keeping<Capture>[] = await captures.index('revision').getAll(range);
        for (const capture of doomed) if (capture.visit !== keep) await holdings.drop(capture);
        for (const site of sitesOf(visits)) {
          const sent = await captures.index('site').getAll(ofSite(tab, site, 0));
          for (const capture of sent) if (capture.at < until) await holdings.drop(capture);
        }
        await holdings.settle();
        await raise(tx, 'revision', 1);
      });
    },

    /** From the next write on, the log holds no more than so many bytes. */
    setLimit(bytes: number): void {
      limits.bytes = bytes;
    },

    /** What records and bodies take, in bytes: exact for bodies, an estimate for records. */
    async size(): Promise<number> {
      return (await connection.use((db) => db.get('meta', 'bytes'))) ?? 0;
    },

    close() {
      connection.close();
    },
  };
}

/** Ends the log as it is; the next {@link openLog} starts a new one. */
export async function deleteLog(factory: IDBFactory): Promise<void> {
  await wrap(factory.deleteDatabase(LOG_NAME));
}

interface MetaReader {
  objectStore(name: 'meta'): {
    get(key: 'droppedCaptures' | 'droppedVisits'): Promise<number | undefined>;
  };
}

async function droppedIn(tx: MetaReader): Promise<Dropped> {
  const meta = tx.objectStore('meta');
  const [captures = 0, visits = 0] = await Promise.all([
    meta.get('droppedCaptures'),
    meta.get('droppedVisits'),
  ]);
  return { captures, visits };
}

/** Captures of no tab that a site sent, in the run of a tab, changed after a revision. */
function ofSite(tab: string, site: string, revision: number): IDBKeyRange {
  const none = tabless(tab);
  return IDBKeyRange.bound([none, site, revision], [none, site, Infinity], true);
}

/**
 * Tries once more where a transaction was refused as such: Firefox lets the first one after a quota
 * error do nothing but delete, and the next one all that it could before; and a connection that the
 * browser has closed is made anew.
 */
async function insistently<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof Error && error.name === 'InvalidStateError')) throw error;
    return run();
  }
}

function abort(tx: Writing) {
  try {
    tx.abort();
  } catch {
    // It has ended by itself.
  }
}
