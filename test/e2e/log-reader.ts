import type { Panel } from './drivers/driver.ts';

/** Bodies of the captures since a time, as text, in the order of their requests. */
export function payloadsInLog(panel: Panel, since: number): Promise<string[]> {
  return bodiesInLog(panel, since, 'body');
}

/** Bodies of their answers likewise; empty where there is none. */
export function answersInLog(panel: Panel, since: number): Promise<string[]> {
  return bodiesInLog(panel, since, 'responseBody');
}

function bodiesInLog(
  panel: Panel,
  since: number,
  which: 'body' | 'responseBody',
): Promise<string[]> {
  return panel.evaluate(
    async (since, which) => {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('tracking-log');
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(new Error('the log does not open')));
      });
      const all = <T>(store: string) =>
        new Promise<T[]>((resolve) => {
          const request = db.transaction(store).objectStore(store).getAll();
          request.addEventListener('success', () => resolve(request.result));
        });
      type Told = { digest?: string };
      const captures = await all<{ at: number; body: Told; responseBody?: Told }>('captures');
      const bodies = await all<{ digest: string; bytes: Uint8Array }>('bodies');
      db.close();
      return captures
        .filter(({ at }) => at >= since)
        .toSorted((a, b) => a.at - b.at)
        .map((capture) => {
          const stored = bodies.find(({ digest }) => digest === capture[which]?.digest);
          return new TextDecoder().decode(stored?.bytes);
        });
    },
    since,
    which,
  );
}

export interface Noted {
  url: string;
  visit: string;
  network: boolean;
  page: boolean;
}

/** Of each capture that the log holds of requests since a time, who saw it. */
export function capturesInLog(panel: Panel, since: number): Promise<Noted[]> {
  return panel.evaluate(async (since) => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('tracking-log');
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(new Error('the log does not open')));
    });
    const captures = await new Promise<Record<string, unknown>[]>((resolve) => {
      const request = db.transaction('captures').objectStore('captures').getAll();
      request.addEventListener('success', () => resolve(request.result));
    });
    db.close();
    return captures
      .filter((one) => Number(one['at']) >= since && one['mergedInto'] === undefined)
      .toSorted((a, b) => Number(a['at']) - Number(b['at']))
      .map((one) => ({
        url: String(one['url']),
        visit: String(one['visit']),
        network: one['network'] !== undefined,
        page: one['page'] !== undefined,
      }));
  }, since);
}
