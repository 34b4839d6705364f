import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test } from 'vitest';
import type { Taken } from '../../../lib/capture/tab-history.ts';
import { type Log, openLog } from '../../../lib/log/log.ts';
import type { PendingResend } from '../../../lib/log/schema.ts';
import { recordLostResends } from '../../../lib/resend/lost.ts';
import { body, bytesOf, capture, expectResend, PENDING, RECEIVER, SHOP } from '../samples.ts';

let log: Log;
beforeEach(async () => {
  log = await openLog(new IDBFactory());
  const original = capture({ id: 'run:1', body: body('own') });
  const bytes = { digest: 'own', bytes: bytesOf('[]') };
  await log.write({ captures: [original], visits: [], bodies: [bytes], arrived: [] });
});

async function lostOf(
  pending: Partial<PendingResend>,
  { arrived = [], cleared }: { arrived?: string[]; cleared?: Taken & { at: number } } = {},
) {
  await expectResend(log, { ...PENDING, digest: 'own', ...pending });
  const takenSince = (_: unknown, at: number) => (cleared && at < cleared.at ? cleared : undefined);
  return (await recordLostResends(log, 2000, new Set(arrived), takenSince))?.captures;
}

test('a resend that was not seen is of unknown outcome, with its original’s place and bytes', async () => {
  expect(await lostOf({})).toMatchObject([
    { state: 'unknown', tab: 'run:1', visit: 'run:doc', url: RECEIVER, body: body('own') },
  ]);
  expect(await log.pendingResends()).toEqual([]);
});

test('one that is still to be seen, or is just being written, is not lost', async () => {
  expect(await lostOf({ at: 2100 })).toBeUndefined();
  expect(await lostOf({ id: 'r2' }, { arrived: ['r2'] })).toBeUndefined();
  expect(await log.pendingResends()).toHaveLength(2);
});

test('a draft has its own address, and bytes that nobody has seen', async () => {
  const url = 'https://other.test/api/events';
  expect(await lostOf({ url, digest: 'another' })).toMatchObject([
    { url, resendOf: 'run:1', body: { kind: 'unreadable', reason: 'not-seen' } },
  ]);
});

test('a batch that was composed stands where it was to', async () => {
  const place = { tab: 'run:2', visit: 'run:doc2', route: SHOP, topFrame: true };
  expect(await lostOf({ original: '', place })).toMatchObject([
    { ...place, method: 'POST', url: RECEIVER, resendOf: '', body: { kind: 'unreadable' } },
  ]);
});

test('one of a site without a tab stands with that site', async () => {
  const original = capture({ id: 'run:2', tab: 'run:-1', site: 'https://shop.test' });
  await log.write({ captures: [original], visits: [], bodies: [], arrived: [] });
  expect(await lostOf({ original: 'run:2' })).toMatchObject([
    { tab: 'run:-1', site: 'https://shop.test' },
  ]);
});

test('one through the page says so', async () => {
  expect(await lostOf({ way: 'page' })).toMatchObject([{ throughPage: true }]);
});

test('of one whose original is gone nothing is recorded', async () => {
  expect(await lostOf({ original: 'run:gone' })).toEqual([]);
  expect(await log.pendingResends()).toEqual([]);
});

test('one that was to leave before its session was cleared is part of that, and gone with it', async () => {
  const clearing = 'run:1 1700';
  const cleared = { clearing, at: 1700, isOver: false };
  expect(await lostOf({}, { cleared })).toMatchObject([{ cleared: clearing }]);
  const [later] = (await lostOf({ at: 1800 }, { cleared })) ?? [];
  expect(later).toMatchObject({ state: 'unknown' });
  expect(later).not.toHaveProperty('cleared');
  expect(await lostOf({}, { cleared: { ...cleared, isOver: true } })).toEqual([]);
});
