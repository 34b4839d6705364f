import type { Scriptable } from '../e2e/drivers/driver.ts';
import { type BatchEvent, eventsOf } from './batch-events.ts';

/** The events in the extension's log, read past all of its code. */
export async function readLogEvents(panel: Scriptable): Promise<BatchEvent[]> {
  return (await panel.evaluate(readBodies)).flatMap(eventsOf);
}

/** The body of every capture that has one, as text. */
async function readBodies(): Promise<string[]> {
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error!));
    });
  const db = await settled(indexedDB.open('tracking-log'));
  const stores = db.transaction(['captures', 'bodies']);
  const [captures, bodies] = await Promise.all([
    settled<{ body: { digest?: string } }[]>(stores.objectStore('captures').getAll()),
    settled<{ digest: string; bytes: BufferSource }[]>(stores.objectStore('bodies').getAll()),
  ]);
  db.close();
  const texts = new Map(
    bodies.map(({ digest, bytes }) => [digest, new TextDecoder().decode(bytes)]),
  );
  return captures.flatMap(({ body }) => texts.get(body.digest ?? '') ?? []);
}
