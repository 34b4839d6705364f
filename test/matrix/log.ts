import type { Capture } from '../../lib/capture/capture.ts';
import type { Visit } from '../../lib/capture/visit.ts';
import type { Scriptable } from '../e2e/drivers/driver.ts';

export interface LogContents {
  captures: Capture[];
  visits: Visit[];
  /** Digests reckoned anew from the stored bytes. */
  bodies: string[];
}

/** The captures in the log whose address has this text; those merged into another are left out. */
export async function readLog(panel: Scriptable, part: string): Promise<LogContents> {
  return panel.evaluate(async (part) => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('tracking-log');
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(new Error('the log does not open')));
    });
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(new Error('the log does not answer')));
      });
    const store = (name: string) => db.transaction(name).objectStore(name);
    try {
      const all: Capture[] = await answer(store('captures').getAll());
      const captures = all.filter((one) => one.mergedInto === undefined && one.url.includes(part));
      const visits: Visit[] = await answer(store('visits').getAll());
      const bodies: string[] = [];
      for (const { body } of captures) {
        if (body.kind !== 'bytes') continue;
        const at: { slot: number } | undefined = await answer(store('slots').get(body.digest));
        if (!at) continue;
        const stored: { bytes: Uint8Array<ArrayBuffer> } = await answer(
          store('bodies').get(at.slot),
        );
        const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', stored.bytes));
        bodies.push(Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join(''));
      }
      return { captures, visits, bodies };
    } finally {
      db.close();
    }
  }, part);
}
