import type { Holdings } from './holdings.ts';
import type { CaptureRecord } from './record.ts';
import type { Writing } from './schema.ts';
import { plain } from './weigh.ts';

/** What was cleared together, as long as that can be undone. */
export interface Clearing {
  id: string;
  captures: number;
}

/** A clearing's id tells the tab whose session asked for it; later ones of a tab come after. */
export function clearingOf(tab: string, at: number): string {
  return `${tab} ${String(at).padStart(16, '0')}`;
}

/** The clearings that a tab's session asked for. */
export function clearingsOf(tab: string): IDBKeyRange {
  return IDBKeyRange.bound(clearingOf(tab, 0), `${tab} ~`);
}

/**
 * Marks captures as cleared. They stay where they are, and are the first to go where room is needed.
 *
 * @param stamp gives a record its new revision
 */
export async function markCleared(
  holdings: Holdings,
  shown: readonly CaptureRecord[],
  cleared: string,
  stamp: (capture: CaptureRecord) => CaptureRecord,
): Promise<void> {
  await holdings.put(
    shown.map((capture) => stamp({ ...capture, cleared })),
    [],
    [],
  );
}

/** Brings back what was cleared, as it is by now. */
export async function undoClearing(
  tx: Writing,
  holdings: Holdings,
  clearing: string,
  stamp: (capture: CaptureRecord) => CaptureRecord,
): Promise<void> {
  const found = await tx.objectStore('captures').index('cleared').getAll(clearing);
  const back = found.map((capture) => {
    const { cleared: _, ...shown } = plain<CaptureRecord>(capture);
    return stamp(shown);
  });
  await holdings.put(back, [], []);
}

/** Drops for good what was cleared by tabs of which that is over; returns the ids of the captures. */
export async function endClearings(
  tx: Writing,
  holdings: Holdings,
  isOver: (tab: string) => boolean,
): Promise<string[]> {
  const index = tx.objectStore('captures').index('cleared');
  const doomed: string[] = [];
  let cursor = await index.openKeyCursor(null, 'nextunique');
  while (cursor) {
    const clearing = cursor.key;
    if (isOver(clearing.slice(0, clearing.lastIndexOf(' ')))) doomed.push(clearing);
    cursor = await cursor.continue();
  }
  const gone: string[] = [];
  for (const clearing of doomed) {
    for (const capture of await index.getAll(clearing)) {
      await holdings.drop(capture);
      gone.push(capture.id);
    }
  }
  return gone;
}
