import type { Panel } from './drivers/driver.ts';

/** Bodies of the captures of this tab's newest visits, as text, in the order of their requests. */
export function payloadsInLog(panel: Panel, since: number): Promise<string[]> {
  return panel.evaluate(async (since) => {
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
    const captures = await all<{ at: number; body: { digest: string } }>('captures');
    const bodies = await all<{ digest: string; bytes: Uint8Array }>('bodies');
    db.close();
    return captures
      .filter(({ at }) => at >= since)
      .toSorted((a, b) => a.at - b.at)
      .map(({ body }) => {
        const stored = bodies.find(({ digest }) => digest === body.digest);
        return new TextDecoder().decode(stored?.bytes);
      });
  }, since);
}
