import { unwrap, wrap } from 'idb';
import type { Capture } from '../capture/capture.ts';
import type { TabHistory } from '../capture/tab-history.ts';
import type { Visit } from '../capture/visit.ts';
import {
  type Clearing,
  clearingOf,
  clearingsOf,
  endClearings,
  markCleared,
  undoClearing,
} from './clearings.ts';
import { connect } from './connection.ts';
import { openHoldings, raise } from './holdings.ts';
import { createKnown } from './known.ts';
import { isFull, ROOM } from './quota.ts';
import { createResendQueue } from './resend-queue.ts';
import {
  LOG_NAME,
  type PendingResend,
  READ,
  type StoredBody,
  STORES,
  type Writing,
} from './schema.ts';
import { type Bodies, type BodiesFor, readBodies, withBodies } from './read-bodies.ts';
import { type Begun, readerOf, readOn, readScope, type ScopeReader } from './read-scope.ts';
import { type CaptureRecord, recordOf } from './record.ts';
import { type Recording, recordingsIn } from './recordings.ts';
import { ofTabs, type Scope } from './scope.ts';
import { type IsWatched, makeRoom, trim } from './trim.ts';
import { plain, plainCapture } from './weigh.ts';

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
  captures: CaptureRecord[];
  visits: Visit[];
  /** The log's revision before. */
  from: number;
  gone?: Gone;
}

export interface Cleared {
  clearing: string;
  /** Ids of what it took. */
  captures: string[];
  /** Ids of what was cleared before, and is gone now. */
  gone: string[];
}

/** Where to read on: what has been changed later than `until` is told by the next {@link Log.since}. */
export interface Rest {
  sources: Begun[];
  until: number;
}

/** Records changed since a revision; what was cleared is among them, marked as such. */
export interface Changes {
  captures: Capture[];
  /** Those that are wanted with the captures, as far as they were read at once. */
  bodies: Bodies;
  visits: Visit[];
  /** Names of what there is of the scope, to be told the next time. */
  sources: string[];
  /** The newest of the whole log: of captures all up to it are told with the `rest`. */
  revision: number;
  /** More captures, where there are. */
  rest?: Rest;
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
  const known = createKnown();

  /** All or nothing, whatever fails in it. */
  function writing<T>(run: (tx: Writing) => Promise<T>): Promise<T> {
    return connection.use(async (db) => {
      known.on(db);
      const tx = db.transaction(STORES, 'readwrite', { durability: 'relaxed' });
      // That it has failed is told below.
      tx.done.catch(() => {});
      try {
        const result = await run(tx);
        // What was asked for last is not waited for.
        tx.commit();
        await tx.done;
        return result;
      } catch (error) {
        known.clear();
        abort(tx);
        // Where the transaction was ended by the browser, its own error says why.
        throw tx.error ?? error;
      }
    });
  }

  function writeOnce(change: Change): Promise<Written> {
    return writing(async (tx) => {
      const [{ from, stamp, settle }, holdings] = await Promise.all([
        revising(tx),
        openHoldings(tx, known),
      ]);
      const visits = change.visits.map(stamp);
      const captures = change.captures.map((capture) => recordOf(stamp(capture)));
      await holdings.put(captures, visits, change.bodies);
      await Promise.all(change.arrived.map((id) => tx.objectStore('resends').delete(id)));
      const gone = await trim(tx, holdings, limits, isWatched);
      holdings.settle();
      settle();
      const told = gone.length > 0 && { gone: { captures: gone, dropped: await droppedIn(tx) } };
      return { captures, visits, from, ...told };
    });
  }

  /** Drops the oldest part of the log, and returns the ids of the captures that went. */
  function giveRoom(): Promise<string[]> {
    return writing(async (tx) => {
      const holdings = await openHoldings(tx, known);
      const goal = { bytes: holdings.bytes() * (1 - ROOM), captures: Infinity };
      const gone = await makeRoom(tx, holdings, goal, goal, isWatched);
      holdings.settle();
      return gone;
    });
  }

  async function allOf(index: 'incomplete' | 'at' | 'state', range: IDBKeyRange, most?: number) {
    const found = await connection.use((db) => db.getAllFromIndex('captures', index, range, most));
    return found.map(plainCapture);
  }

  async function bodies(digests: Iterable<string>): Promise<Bodies> {
    return connection.use((db) => readBodies(db.transaction(READ), digests));
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
     * What a session has not read yet of its scope: what has changed since a revision, and all of what it has not
     * known before, by the names of sources that it has been told. Of a source, as far as its captures have an
     * order of revisions, it is the first `most`: `rest` reads on. Bodies are read with as many captures.
     */
    async since(
      scope: Scope,
      revision: number,
      known: ReadonlySet<string> = new Set(),
      most = Infinity,
      bodiesFor: BodiesFor = () => [],
    ): Promise<Changes> {
      return connection.use(async (db) => {
        const tx = db.transaction(READ);
        const [read, newest, dropped] = await Promise.all([
          readScope(readerOf(tx), scope, { revision, known, most }),
          tx.objectStore('meta').get('revision'),
          droppedIn(tx),
        ]);
        return {
          ...(await withBodies(tx, read.captures, most, bodiesFor)),
          visits: read.visits.map(plain<Visit>),
          sources: read.sources,
          revision: newest ?? 0,
          ...(read.rest.length > 0 && { rest: { sources: read.rest, until: newest ?? 0 } }),
          dropped,
        };
      });
    },

    /** What there is, by site and time, the newest first. */
    async recordings(): Promise<Recording[]> {
      // Each read by itself: what is recorded meanwhile does not wait for all of it.
      const read = <T>(run: (reader: ScopeReader) => Promise<T>) =>
        connection.use((db) => run(readerOf(db.transaction(READ))));
      return recordingsIn({
        captures: (...asked) => read((reader) => reader.captures(...asked)),
        visits: (tab) => read((reader) => reader.visits(tab)),
      });
    },

    /** More of what `since` has begun to tell: of each source the next `most` captures. */
    async rest(
      { sources, until }: Rest,
      most: number,
      bodiesFor: BodiesFor,
    ): Promise<Pick<Changes, 'captures' | 'bodies' | 'rest'>> {
      return connection.use(async (db) => {
        const tx = db.transaction(READ);
        const read = await readOn(readerOf(tx), sources, until, most);
        return {
          ...(await withBodies(tx, read.captures, Infinity, bodiesFor)),
          ...(read.rest.length > 0 && { rest: { sources: read.rest, until } }),
        };
      });
    },

    /** Captures begun since a time, and before another, that an observer may still tell of: all, or the oldest. */
    unfinished: (since: number, before: number, most?: number): Promise<Capture[]> =>
      allOf('incomplete', IDBKeyRange.bound(since, before, false, true), most),

    /** Captures that an observer may still tell of and that refer to a body: of each body some. */
    async unfinishedWith(digests: readonly string[], most: number): Promise<Capture[]> {
      const found = await connection.use((db) => {
        const index = db.transaction('captures').store.index('digest');
        return Promise.all(digests.map((digest) => index.getAll(digest, most)));
      });
      const unfinished = found.flat().filter(({ held }) => held.incomplete !== undefined);
      return unfinished.map(plainCapture);
    },

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
      return found.flatMap((capture) => (capture ? [plainCapture(capture)] : []));
    },

    async visits(run: string): Promise<Visit[]> {
      const visits = await connection.use((db) =>
        db.getAll('visits', IDBKeyRange.bound(`${run}:`, `${run};`)),
      );
      return visits.map(plain<Visit>);
    },

    /** What was done to the recording of a run's tabs. */
    tabs: (run: string): Promise<TabHistory[]> =>
      connection.use((db) => db.getAll('tabs', IDBKeyRange.bound(`${run}:`, `${run};`))),

    /** Of other runs nothing is kept: browsers number tabs anew with each. */
    async saveTabs(run: string, histories: readonly TabHistory[]): Promise<void> {
      if (histories.length === 0) return;
      await connection.use(async (db) => {
        const tx = db.transaction('tabs', 'readwrite', { durability: 'relaxed' });
        await Promise.all([
          tx.store.delete(IDBKeyRange.upperBound(`${run}:`, true)),
          tx.store.delete(IDBKeyRange.lowerBound(`${run};`)),
          ...histories.map((history) => tx.store.put(history)),
          tx.done,
        ]);
      });
    },

    async capture(id: string): Promise<Capture | undefined> {
      const capture = await connection.use((db) => db.get('captures', id));
      return capture && plainCapture(capture);
    },

    async body(digest: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
      return (await bodies([digest])).get(digest);
    },

    /** Those of the bodies that there are, by their digests. */
    bodies,

    /** In the order in which they were to leave. */
    async pendingResends(): Promise<PendingResend[]> {
      const pending = await connection.use((db) => db.getAll('resends'));
      return pending.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
    },

    resendQueue: createResendQueue(connection),

    /**
     * Drops what a tab's session shows, but for what is of one visit, and what that visit's site has sent
     * without a tab since it began. Returns the ids of the captures.
     */
    async drop(tab: string, keep: string): Promise<string[]> {
      return writing(async (tx) => {
        const holdings = await openHoldings(tx, known);
        const { captures, visits } = await shownIn(tx, ofTabs(tab));
        const until = visits.find(({ id }) => id === keep)?.at ?? Infinity;
        const isKept = (one: CaptureRecord) =>
          one.tab === tab ? one.visit === keep : one.at >= until;
        const gone = captures.filter((one) => !isKept(one));
        for (const capture of gone) await holdings.drop(capture);
        holdings.settle();
        await raise(tx, 'revision', 1);
        return gone.map(({ id }) => id);
      });
    },

    /**
     * Takes all that a scope shows out of it, so that it can be brought back; what the session of the same tab
     * cleared before is gone for good.
     *
     * @param by the tab of the session that asks
     * @param at when it asked, in milliseconds since the epoch: asked for once more, it is the same clearing
     */
    async clear(scope: Scope, by: string, at: number): Promise<Cleared> {
      return writing(async (tx) => {
        const clearing = clearingOf(by, at);
        const taken = await tx.objectStore('captures').index('cleared').getAllKeys(clearing);
        if (taken.length > 0) return { clearing, captures: taken, gone: [] };
        const holdings = await openHoldings(tx, known);
        const gone = await endClearings(tx, holdings, (tab) => tab === by);
        const { captures } = await shownIn(tx, scope);
        const { merged = [], alone = [] } = Object.groupBy(captures, (one) =>
          one.mergedInto === undefined ? 'alone' : 'merged',
        );
        for (const capture of merged) await holdings.drop(capture);
        const { stamp, settle } = await revising(tx);
        await markCleared(holdings, alone.map(plain<CaptureRecord>), clearing, stamp);
        // Also where there was nothing: who has read less has a gap to fill.
        holdings.settle();
        settle(1);
        return { clearing, captures: alone.map(({ id }) => id), gone };
      });
    },

    /** Brings back what a clearing took, as far as it is there. */
    async undoClear(clearing: string): Promise<void> {
      await writing(async (tx) => {
        const holdings = await openHoldings(tx, known);
        const { stamp, settle } = await revising(tx);
        await undoClearing(tx, holdings, clearing, stamp);
        holdings.settle();
        settle(1);
      });
    },

    /** Drops for good what was cleared by tabs of which that is over; returns the ids of the captures. */
    async endClearings(isOver: (tab: string) => boolean): Promise<string[]> {
      return writing(async (tx) => {
        const holdings = await openHoldings(tx, known);
        const gone = await endClearings(tx, holdings, isOver);
        holdings.settle();
        return gone;
      });
    },

    /** What a tab's session cleared last, as long as that can be undone. */
    async clearingOf(tab: string): Promise<Clearing | undefined> {
      return connection.use(async (db) => {
        const index = db.transaction('captures').store.index('cleared');
        const newest = await index.openKeyCursor(clearingsOf(tab), 'prev');
        return newest ? { id: newest.key, captures: await index.count(newest.key) } : undefined;
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

/** Gives records their revisions, the next ones of the log, in one transaction. */
async function revising(tx: Writing) {
  const meta = tx.objectStore('meta');
  const from = (await meta.get('revision')) ?? 0;
  let revision = from;
  return {
    from,
    stamp<T extends { revision: number }>(record: T): T {
      revision += 1;
      return { ...record, revision };
    },
    /** @param more revisions beside those of records */
    settle(more = 0): void {
      unwrap(meta).put(revision + more, 'revision');
    },
  };
}

/** What a scope shows at present. */
async function shownIn(tx: Writing, scope: Scope) {
  const { captures, visits } = await readScope(readerOf(tx), scope);
  return { visits, captures: captures.filter(({ cleared }) => cleared === undefined) };
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
