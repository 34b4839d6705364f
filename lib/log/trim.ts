import { type Holdings, raise } from './holdings.ts';
import type { Writing } from './schema.ts';

/** Beyond its limits the log is brought below them by this part, so that not every write trims it. */
const SLACK = 1 / 20;

export interface Limits {
  /** Of records and bodies together. */
  bytes: number;
  captures: number;
}

/** Whether a tab (as captures name it) is watched at present. */
export type IsWatched = (tab: string) => boolean;

/** Drops what is oldest if the log is over its limits, and returns the ids of the captures that went. */
export async function trim(
  tx: Writing,
  holdings: Holdings,
  limits: Limits,
  isWatched: IsWatched,
): Promise<string[]> {
  if (fits(holdings, limits)) return [];
  const goal = {
    bytes: limits.bytes * (1 - SLACK),
    captures: Math.floor(limits.captures * (1 - SLACK)),
  };
  return makeRoom(tx, holdings, goal, limits, isWatched);
}

/**
 * Drops what was cleared, and then the oldest visits, whole, until `goal` is met. What watched tabs show at present is spared;
 * only if that alone is over `limits` are its oldest captures dropped, one by one. The newest
 * capture of all stays, however large.
 */
export async function makeRoom(
  tx: Writing,
  holdings: Holdings,
  goal: Limits,
  limits: Limits,
  isWatched: IsWatched,
): Promise<string[]> {
  const cleared = await dropCleared(tx, holdings, goal);
  const gone: string[] = [];
  let visits = 0;
  for (const { id, isEmpty } of await oldestVisits(tx, isWatched)) {
    // Visits that have sent nothing go with those around them.
    if (fits(holdings, goal) && !isEmpty) break;
    gone.push(...(await holdings.dropVisit(id)));
    if (!isEmpty) visits += 1;
  }
  if (!fits(holdings, limits)) gone.push(...(await dropOldestCaptures(tx, holdings, goal)));
  await raise(tx, 'droppedCaptures', gone.length);
  await raise(tx, 'droppedVisits', visits);
  return [...cleared, ...gone];
}

/** What was cleared goes first: nobody misses it but by undoing that. */
async function dropCleared(tx: Writing, holdings: Holdings, goal: Limits): Promise<string[]> {
  const gone: string[] = [];
  let cursor = await tx.objectStore('captures').index('cleared').openCursor();
  while (cursor && !fits(holdings, goal)) {
    gone.push(cursor.value.id);
    await holdings.drop(cursor.value);
    cursor = await cursor.continue();
  }
  return gone;
}

function fits(holdings: Holdings, limits: Limits): boolean {
  return holdings.bytes() <= limits.bytes && holdings.captures() <= limits.captures;
}

interface OldVisit {
  id: string;
  /** When its oldest capture began, or it, if it has none. */
  at: number;
  isEmpty: boolean;
}

/** All visits but those that are spared, the oldest first. Captures whose visit is not known have one all the same. */
async function oldestVisits(tx: Writing, isWatched: IsWatched): Promise<OldVisit[]> {
  const found = new Map<string, OldVisit>();
  const spared = await sparedVisits(tx, isWatched);
  let newest: OldVisit | undefined;
  let cursor = await tx.objectStore('captures').index('visit').openKeyCursor();
  while (cursor) {
    const [id, at] = cursor.key;
    const visit = { id, at, isEmpty: false };
    found.set(id, visit);
    if (!newest || at >= newest.at) newest = visit;
    // On to the next visit, past this one's other captures.
    cursor = await cursor.continue([id, Infinity]);
  }
  let record = await tx.objectStore('visits').index('at').openKeyCursor();
  while (record) {
    const id = record.primaryKey;
    if (!found.has(id)) found.set(id, { id, at: record.key, isEmpty: true });
    record = await record.continue();
  }
  if (newest) spared.add(newest.id);
  return [...found.values()].filter(({ id }) => !spared.has(id)).toSorted((a, b) => a.at - b.at);
}

/** What watched tabs show at present: the newest page of each, and the frames that came with it. */
async function sparedVisits(tx: Writing, isWatched: IsWatched): Promise<Set<string>> {
  const spared = new Set<string>();
  const pages = new Map<string, number>();
  const store = tx.objectStore('visits');
  const all = (await store.getAll()).filter(({ tab }) => isWatched(tab));
  for (const { tab, topFrame, at } of all) {
    if (topFrame) pages.set(tab, Math.max(at, pages.get(tab) ?? 0));
  }
  for (const { id, tab, at } of all) if (at >= (pages.get(tab) ?? 0)) spared.add(id);
  return spared;
}

async function dropOldestCaptures(
  tx: Writing,
  holdings: Holdings,
  goal: Limits,
): Promise<string[]> {
  const gone: string[] = [];
  let cursor = await tx.objectStore('captures').index('at').openCursor();
  while (cursor && holdings.captures() > 1 && !fits(holdings, goal)) {
    gone.push(cursor.value.id);
    await holdings.drop(cursor.value);
    cursor = await cursor.continue();
  }
  return gone;
}
