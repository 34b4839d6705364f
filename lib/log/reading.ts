import type { Capture } from '../capture/capture.ts';
import type { TabHistory } from '../capture/tab-history.ts';
import type { Visit } from '../capture/visit.ts';
import { type Clearing, clearingsOf } from './clearings.ts';
import type { Connection } from './connection.ts';
import { type Bodies, type BodiesFor, readBodies, withBodies } from './read-bodies.ts';
import { type Begun, readerOf, readOn, readScope, type ScopeReader } from './read-scope.ts';
import { type Recording, recordingsIn } from './recordings.ts';
import { type PendingResend, READ } from './schema.ts';
import type { Scope } from './scope.ts';
import { plain, plainCapture } from './weigh.ts';

/** How much was dropped, as the log was over its limits, since it was begun. */
export interface Dropped {
  captures: number;
  visits: number;
}

/** Where to read on: what has been changed later than `until` is told by the next `since`. */
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

/** What is read of the log, each in a transaction of its own. */
export function createReading(connection: Connection) {
  async function allOf(index: 'incomplete' | 'at' | 'state', range: IDBKeyRange, most?: number) {
    const found = await connection.use((db) => db.getAllFromIndex('captures', index, range, most));
    return found.map(plainCapture);
  }

  async function bodies(digests: Iterable<string>): Promise<Bodies> {
    return connection.use((db) => readBodies(db.transaction(READ), digests));
  }

  return {
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
        connection.use((db) => run(readerOf(db.transaction(READ, 'readonly'))));
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

    /** What a tab's session cleared last, as long as that can be undone. */
    async clearingOf(tab: string): Promise<Clearing | undefined> {
      return connection.use(async (db) => {
        const index = db.transaction('captures').store.index('cleared');
        const newest = await index.openKeyCursor(clearingsOf(tab), 'prev');
        return newest ? { id: newest.key, captures: await index.count(newest.key) } : undefined;
      });
    },

    /** What records and bodies take, in bytes: exact for bodies, an estimate for records. */
    async size(): Promise<number> {
      return (await connection.use((db) => db.get('meta', 'bytes'))) ?? 0;
    },
  };
}

interface MetaReader {
  objectStore(name: 'meta'): {
    get(key: 'droppedCaptures' | 'droppedVisits'): Promise<number | undefined>;
  };
}

export async function droppedIn(tx: MetaReader): Promise<Dropped> {
  const meta = tx.objectStore('meta');
  const [captures = 0, visits = 0] = await Promise.all([
    meta.get('droppedCaptures'),
    meta.get('droppedVisits'),
  ]);
  return { captures, visits };
}
