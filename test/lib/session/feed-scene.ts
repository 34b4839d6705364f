import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { vi } from 'vitest';
import type { Capture } from '../../../lib/capture/capture.ts';
import { type Log, openLog } from '../../../lib/log/log.ts';
import { ofTabs } from '../../../lib/log/scope.ts';
import type { Announcement } from '../../../lib/messaging/announcement.ts';
import { type FeedAnswer, startFeed } from '../../../lib/session/feed.ts';
import { filterOf } from '../filter/filter-of.ts';
import { batchOf, body, bytesOf, capture, CLICK } from '../samples.ts';

/** Milliseconds: a busy machine takes its time. */
export const WAIT = { interval: 1, timeout: 20_000 };

/** A feed, the log that it reads, and what it has told since it was asked to be forgotten. */
export let log: Log;
export let feed: ReturnType<typeof startFeed>;
export let told: FeedAnswer[] = [];

/** Begins anew on an empty log. */
export async function openScene(limits: { captures?: number } = {}): Promise<void> {
  log = await openLog(new IDBFactory(), limits);
  vi.spyOn(log, 'since');
  vi.spyOn(log, 'bodies');
  start(() => Promise.resolve(log));
}

/** Starts a feed on whatever log. */
export function start(open: () => Promise<Log>): void {
  told = [];
  feed = startFeed(open, (answer) => told.push(answer));
  feed.request({ ask: 'window', from: 0, count: 2000 });
}

/** What has been told so far is forgotten. */
export function hush(): void {
  told = [];
}

/** Writes captures, each with events of its own, and returns the announcement of it. */
export async function write(captures: Capture[], text = batchOf(CLICK)): Promise<Announcement> {
  const bytes = bytesOf(text);
  const bodies = captures.flatMap((one) =>
    one.body.kind === 'bytes' ? [{ digest: one.body.digest, bytes }] : [],
  );
  const written = await log.write({ captures, visits: [], bodies, arrived: [] });
  return {
    kind: 'changes',
    ...written,
    bodies: new Map(bodies.map(({ digest, bytes }) => [digest, bytes])),
  };
}

/** A capture whose body says its real size: a shorter one would count as cut. */
export function stored(id: string, part: Partial<Capture> = {}): Capture {
  return capture({ id, body: body(`body of ${id}`), ...part });
}

/** Asks for a detail, and waits for it. */
export async function looked(at: { capture: string; event?: number }): Promise<void> {
  const before = told.length;
  feed.request({ ask: 'detail', ...at });
  await vi.waitFor(() => {
    const since = told.slice(before);
    if (!since.some((one) => one.tell === 'detail' && one.capture === at.capture)) {
      throw new Error('not yet');
    }
  }, WAIT);
}

/** Waits until the feed has answered all that it has been asked; a detail is answered in turn. */
export async function settled(): Promise<void> {
  await looked({ capture: 'nothing' });
  told = told.filter((answer) => answer.tell !== 'detail' || answer.capture !== 'nothing');
}

export async function opened(text = '') {
  feed.request({ ask: 'open', scope: ofTabs('run:1'), tab: 'run:1', filter: filterOf(text) });
  await settled();
}

export const listsTold = () => told.filter((answer) => answer.tell === 'list');
export const anewTold = () => listsTold().filter(({ anew }) => anew);
/** The events of the list, as it was told last. */
export const events = () =>
  listsTold()
    .at(-1)!
    .list.lines.flatMap((line) => (line.kind === 'event' ? [line] : []));
/** Their captures, each once. */
export const captures = () => [...new Set(events().map(({ of }) => of.capture.id))];
export const readings = () => events().map(({ of }) => of.reading);
export const goneTold = () =>
  listsTold().flatMap(({ gone = [], merged = [] }) => [...gone, ...merged.map(([from]) => from)]);
export const countsTold = () => listsTold().findLast(({ counts }) => counts)?.counts;
