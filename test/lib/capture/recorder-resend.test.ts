import { beforeEach, describe, expect, test } from 'vitest';
import type { Log } from '../../../lib/log/log.ts';
import { ofTabs } from '../../../lib/log/scope.ts';
import type { Announcement } from '../../../lib/messaging/announcement.ts';
import {
  before,
  bytesOf,
  call,
  capture,
  expectResend,
  origin,
  PENDING,
  seenBytes,
  SHOP,
  told,
} from '../samples.ts';
import { completed, openScene, record, written } from './recorder-scene.ts';

let announced: Announcement[];
let log: Log;
beforeEach(async () => {
  ({ announced, log } = await openScene());
});

describe('a resend', () => {
  const OWN = { fromExtension: true, origin: origin({ tabId: -1, url: '' }) };
  async function original() {
    const recorder = await record();
    await recorder.network(before());
    await recorder.network(completed);
    return recorder;
  }

  test('is a capture where its original is, and points back to it', async () => {
    const { network } = await original();
    await expectResend(log, PENDING);
    await network(before({ request: '2', at: 1700, ...OWN }));
    expect(await log.capture('run:2')).toMatchObject({
      tab: 'run:1',
      visit: 'run:doc',
      resendOf: 'run:1',
    });
    expect(await log.pendingResends()).toEqual([]);
  });

  test('is found once: two resends are two captures', async () => {
    const { network } = await original();
    await expectResend(log, PENDING);
    await expectResend(log, { ...PENDING, id: 'r2' });
    // The first is written alone; those that come meanwhile are written together.
    await Promise.all([
      network(completed),
      network(before({ request: '2', ...OWN })),
      network(before({ request: '3', ...OWN })),
    ]);
    expect(await written()).toHaveLength(3);
    expect(await log.pendingResends()).toEqual([]);
  });

  test('survives a stop of the background between its announcement and its request', async () => {
    await original();
    await expectResend(log, PENDING);
    await (await record()).network(before({ request: '2', ...OWN }));
    expect(await log.capture('run:2')).toMatchObject({ resendOf: 'run:1' });
  });

  test('is told from another to the same address by its bytes', async () => {
    const { network } = await original();
    const { body } = (await log.capture('run:1'))!;
    const digest = body.kind === 'bytes' ? body.digest : '';
    await log.write({ captures: [capture({ id: 'run:0' })], visits: [], bodies: [], arrived: [] });
    await expectResend(log, { ...PENDING, id: 'r0', original: 'run:0', digest: 'another' });
    await expectResend(log, { ...PENDING, digest });
    await network(before({ request: '2', ...OWN }));
    expect(await log.capture('run:2')).toMatchObject({ resendOf: 'run:1' });
    expect(await log.pendingResends()).toMatchObject([{ id: 'r0' }]);
  });

  test('through the page is one capture with the page’s own sighting, and points back', async () => {
    const recorder = await original();
    recorder.expectThroughPage();
    const sent = { at: 1700, body: seenBytes(bytesOf('{"events":[]}')) };
    await expectResend(log, { ...PENDING, way: 'page' });
    const body = { kind: 'text', text: '{"events":[]}', of: 'string' } as const;
    await recorder.page(told());
    await recorder.page(call({ at: 1700, call: 1, body }));
    await recorder.network(before({ request: '2', ...sent }));
    const resent = (await written()).filter(({ resendOf }) => resendOf !== undefined);
    expect(resent).toMatchObject([{ resendOf: 'run:1', throughPage: true, network: {}, page: {} }]);
    expect(await log.pendingResends()).toEqual([]);
    // What the page sends by itself is its own.
    await recorder.network(before({ request: '3', ...sent }));
    expect(await log.capture('run:3')).not.toHaveProperty('resendOf');
  });

  test('of a batch that was composed stands where it was to, and points to nothing', async () => {
    const { network } = await record();
    const place = { tab: 'run:1', visit: 'run:doc', route: SHOP, topFrame: true };
    await expectResend(log, { ...PENDING, original: '', place });
    await network(before({ request: '2', ...OWN }));
    expect(await log.capture('run:2')).toMatchObject({ ...place, resendOf: '' });
  });

  test('that is never seen is told of as such, and one that is just being written is not', async () => {
    const { network, recordLost } = await original();
    await expectResend(log, PENDING);
    await expectResend(log, { ...PENDING, id: 'r2', at: 1650 });
    const { write } = log;
    log.write = () => Promise.reject(new Error('full'));
    await expect(network(before({ request: '2', ...OWN }))).rejects.toThrow('full');
    log.write = write;
    await recordLost(2000);
    expect(announced.at(-1)).toMatchObject({
      kind: 'changes',
      captures: [{ id: 'run:1:resend:r2', state: 'unknown' }],
    });
    expect(await log.pendingResends()).toMatchObject([{ id: 'r1' }]);
  });

  test('that is never seen is cleared with what was there when it was to leave, and back with it', async () => {
    const { clear } = await original();
    await expectResend(log, PENDING);
    await clear(ofTabs('run:1'), 'run:1', 1700);
    const { undoClear, recordLost } = await record({ restartedAt: 1800 });
    await recordLost(2000);
    expect(await log.clearingOf('run:1')).toMatchObject({ captures: 2 });
    await undoClear((await log.clearingOf('run:1'))!.id);
    expect((await written()).map(({ id, cleared }) => [id, cleared])).toEqual([
      ['run:1', undefined],
      ['run:1:resend:r1', undefined],
    ]);
  });

  test('of what a site sent without a tab, and that is never seen, is cleared with that', async () => {
    const { page, network, clear, recordLost } = await record({ watched: [1, 2] });
    await page(told());
    await page(told(), origin({ tabId: 2, document: 'doc2' }));
    await network(before({ origin: origin({ tabId: -1, document: undefined }) }));
    await expectResend(log, PENDING);
    await clear(ofTabs('run:1'), 'run:1', 1700);
    await recordLost(2000);
    const found = await written();
    expect(found.map(({ resendOf }) => resendOf)).toContain('run:1');
    expect(found.filter(({ cleared }) => cleared === undefined)).toEqual([]);
  });

  test('that nobody asked for is not recorded', async () => {
    const { network } = await original();
    await network(before({ request: '2', ...OWN }));
    await expectResend(log, { ...PENDING, url: 'https://other.test/api/events' });
    await network(before({ request: '3', ...OWN }));
    expect(await written()).toHaveLength(1);
  });
});
