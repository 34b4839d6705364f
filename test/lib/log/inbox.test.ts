import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { wrap } from 'idb';
import { beforeEach, expect, test, vi } from 'vitest';
import { openInbox } from '../../../lib/log/inbox.ts';
import { before, seenBytes } from '../samples.ts';

let factory: IDBFactory;
beforeEach(() => {
  factory = new IDBFactory();
});

const sightingOf = (request: string) => before({ request });
async function requestsLeft(startedAt: number): Promise<string[]> {
  const left = await openInbox(factory, startedAt).left('run');
  return left.map(({ sighting }) => sighting.request);
}

async function recordsIn(one: IDBFactory): Promise<number> {
  // That there is one, and what is in it, is untyped.
  const db = (await wrap(one.open('tracking-inbox')))!;
  const count = await db.count('portions');
  db.close();
  return count;
}

test('what a background leaves is found by the next one, in the order in which it was told', async () => {
  const first = openInbox(factory, 999);
  const requests = Array.from({ length: 12 }, (_, n) => `${n}`);
  for (const request of requests) first.keep('run', sightingOf(request));
  const second = openInbox(factory, 1000);
  second.keep('run', sightingOf('second'));
  await vi.waitFor(async () => expect(await requestsLeft(1001)).toEqual([...requests, 'second']));
  expect((await second.left('run')).map(({ sighting }) => sighting.request)).toEqual(requests);
});

test('a sighting comes back with its body', async () => {
  const told = sightingOf('1');
  openInbox(factory, 1).keep('run', told);
  await vi.waitFor(async () =>
    expect((await openInbox(factory, 2).left('run'))[0]?.sighting).toEqual(told),
  );
});

test('what is done with is gone, with all before it', async () => {
  const inbox = openInbox(factory, 1);
  inbox.keep('run', sightingOf('1'));
  const second = inbox.keep('run', sightingOf('2'));
  inbox.keep('run', sightingOf('3'));
  await vi.waitFor(async () => expect(await requestsLeft(2)).toHaveLength(3));
  await inbox.done(second);
  expect(await requestsLeft(2)).toEqual(['3']);
});

test('of what was told at once, and is done with in part, the rest is left', async () => {
  const inbox = openInbox(factory, 1);
  const [, second] = ['1', '2', '3'].map((request) => inbox.keep('run', sightingOf(request)));
  await vi.waitFor(async () => expect(await requestsLeft(2)).toEqual(['1', '2', '3']));
  await inbox.done(second!);
  expect(await requestsLeft(2)).toEqual(['3']);
});

test('what is told at once is few records, and none that is large', async () => {
  const inbox = openInbox(factory, 1);
  const body = seenBytes(new Uint8Array(20_000));
  for (let n = 0; n < 12; n += 1) inbox.keep('run', before({ request: `${n}`, body }));
  await vi.waitFor(async () => expect(await requestsLeft(2)).toHaveLength(12));
  expect(await recordsIn(factory)).toBe(6);
});

test('what could not be taken out goes with the next that is done with', async () => {
  const inbox = openInbox(factory, 1);
  const first = inbox.keep('run', sightingOf('1'));
  await vi.waitFor(async () => expect(await recordsIn(factory)).toBe(1));
  const second = inbox.keep('run', sightingOf('2'));
  await vi.waitFor(async () => expect(await recordsIn(factory)).toBe(2));
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(() => {
    throw new DOMException('no space', 'QuotaExceededError');
  });
  await inbox.done(first);
  expect(await recordsIn(factory)).toBe(2);
  await inbox.done(second);
  expect(await recordsIn(factory)).toBe(0);
});

test('a clock that is set back hides nothing', async () => {
  const first = openInbox(factory, 2000);
  await first.done(first.keep('run', sightingOf('1')));
  openInbox(factory, 1000).keep('run', sightingOf('2'));
  await vi.waitFor(async () => expect(await requestsLeft(3000)).toEqual(['2']));
});

test('as long as nothing is done with, it holds so many and no more', async () => {
  const inbox = openInbox(factory, 1);
  let last = '';
  for (let n = 0; n < 10_050; n += 1) last = inbox.keep('run', sightingOf(`${n}`));
  await vi.waitFor(async () => expect(await requestsLeft(2)).toHaveLength(10_000), 20_000);
  await inbox.done(last);
  inbox.keep('run', sightingOf('fresh'));
  await vi.waitFor(async () => expect(await requestsLeft(2)).toEqual(['fresh']));
});

test('without a database it keeps nothing, and says nothing of it', async () => {
  const broken = new IDBFactory();
  vi.spyOn(broken, 'open').mockImplementation(() => {
    throw new DOMException('no space', 'QuotaExceededError');
  });
  const inbox = openInbox(broken, 1);
  const key = inbox.keep('run', sightingOf('1'));
  await inbox.done(key);
  await inbox.clear();
  expect(await inbox.left('run')).toEqual([]);
});
