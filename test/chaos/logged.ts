import type { Panel } from '../e2e/drivers/driver.ts';
import { markIn } from './letters.ts';

/** A capture as it stands in the log, with the bytes told by their SHA-256. */
export interface Logged {
  id: string;
  /** Absent where neither its bytes nor its headers are there to tell. */
  mark?: string;
  /** Of the stored bytes, counted anew; absent where there are none. */
  sha256?: string;
  at: number;
  state: string;
  status?: number;
  error?: string;
  /** The observers that saw it. */
  by: string;
  /** The log says that it may be the same request as another. */
  uncertain?: true;
}

interface Raw extends Omit<Logged, 'mark'> {
  text: string;
  /** Of the request, as one text. */
  headers: string;
}

/** What the log holds of requests since a time, but for captures that turned out to be part of others. */
export async function readLogged(panel: Panel, since: number): Promise<Logged[]> {
  const raw = await panel.evaluate(readCaptures, since);
  return raw.map(({ text, headers, ...rest }) => {
    // The headers are the network's: bytes of another request that were joined to it are wrong.
    const mark = markIn(headers) ?? markIn(text);
    return { ...rest, ...(mark && { mark }) };
  });
}

/** Runs in the panel. */
async function readCaptures(since: number): Promise<Raw[]> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('tracking-log');
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(new Error('the log does not open')));
  });
  const tx = db.transaction(['captures', 'bodies']);
  const all = <T>(store: string) =>
    new Promise<T[]>((resolve, reject) => {
      const request = tx.objectStore(store).getAll();
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(new Error(`${store} can't be read`)));
    });
  interface Stored {
    id: string;
    at: number;
    state: string;
    status?: number;
    error?: string;
    body: { digest?: string };
    requestHeaders?: string;
    uncertain?: true;
    network?: { requestHeaders: string };
    page?: object;
    devtools?: object;
    mergedInto?: string;
  }
  const [captures, bodies] = await Promise.all([
    all<Stored>('captures'),
    all<{ digest: string; bytes: Uint8Array<ArrayBuffer> }>('bodies'),
  ]);
  db.close();
  const bytesOf = new Map(bodies.map(({ digest, bytes }) => [digest, bytes]));
  return Promise.all(
    captures
      .filter(({ at, mergedInto }) => at >= since && mergedInto === undefined)
      .map(async (capture) => {
        const { id, at, state, status, error, body, network } = capture;
        const bytes = body.digest === undefined ? undefined : bytesOf.get(body.digest);
        const hash = bytes && (await crypto.subtle.digest('SHA-256', bytes));
        return {
          id,
          at,
          state,
          ...(status !== undefined && { status }),
          ...(error !== undefined && { error }),
          ...(capture.uncertain && { uncertain: true as const }),
          ...(hash && { sha256: [...new Uint8Array(hash)].join(' ') }),
          text: new TextDecoder().decode(bytes),
          headers: capture.requestHeaders ?? network?.requestHeaders ?? '',
          by: (['network', 'page', 'devtools'] as const)
            .filter((observer) => capture[observer])
            .join('+'),
        };
      }),
  );
}
