import type { IDBPDatabase } from 'idb';
import { openDatabase, type Schema } from './schema.ts';

type Database = IDBPDatabase<Schema>;

export type Connection = Awaited<ReturnType<typeof connect>>;

/**
 * A connection to the log's database that is made anew after the browser has closed it: Chromium does
 * on a full disk, and leaves what is under way without an answer.
 *
 * @throws DOMException if the database can't be opened
 */
export async function connect(factory: IDBFactory) {
  let lost = new AbortController();
  let db: Promise<Database> = opened();
  await db;

  async function opened(): Promise<Database> {
    const own = await openDatabase(factory);
    own.addEventListener('close', () =>
      lost.abort(new DOMException('The browser has closed the log', 'InvalidStateError')),
    );
    return own;
  }

  return {
    /** @throws DOMException InvalidStateError if the browser closes the connection meanwhile, or what `run` throws */
    async use<T>(run: (db: Database) => Promise<T>): Promise<T> {
      if (lost.signal.aborted) {
        lost = new AbortController();
        db = opened();
        // It is tried again the next time.
        db.catch((error: unknown) => lost.abort(error));
      }
      const { signal } = lost;
      const { promise, reject } = Promise.withResolvers<never>();
      // What is told by it is told below.
      promise.catch(() => {});
      const onLost = () => reject(signal.reason);
      signal.addEventListener('abort', onLost);
      try {
        return await Promise.race([run(await db), promise]);
      } finally {
        signal.removeEventListener('abort', onLost);
      }
    },

    close() {
      void db.then((own) => own.close());
    },
  };
}
