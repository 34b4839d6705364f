import { unwrap, wrap } from 'idb';
import type { Capture } from '../capture/capture.ts';
import type { TabHistory } from '../capture/tab-history.ts';
import type { Visit } from '../capture/visit.ts';
import { clearingOf, endClearings, markCleared, undoClearing } from './clearings.ts';
import { connect } from './connection.ts';
import { openHoldings, raise } from './holdings.ts';
import { createKnown } from './known.ts';
import { isFull, ROOM } from './quota.ts';
import { readerOf, readScope } from './read-scope.ts';
import { createReading, type Dropped, droppedIn } from './reading.ts';
import { type CaptureRecord, recordOf } from './record.ts';
import { createResendQueue } from './resend-queue.ts';
import { LOG_NAME, type StoredBody, STORES, type Writing } from './schema.ts';
import { ofTabs, type Scope } from './scope.ts';
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

    ...createReading(connection),
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
     * Takes all that a scope shows out of it, so that it can be brought back; if it shows something, what the session of
     * the same tab cleared before is gone for good.
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
        const { captures } = await shownIn(tx, scope);
        // Where there is nothing to clear, what was cleared before can be brought back as before.
        const isEmpty = captures.length === 0;
        const gone = isEmpty ? [] : await endClearings(tx, holdings, (tab) => tab === by);
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

    /** From the next write on, the log holds no more than so many bytes. */
    setLimit(bytes: number): void {
      limits.bytes = bytes;
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
