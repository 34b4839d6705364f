import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test } from 'vitest';
import { startRecorder } from '../../../lib/capture/recorder.ts';
import { openInbox } from '../../../lib/log/inbox.ts';
import { type Log, openLog } from '../../../lib/log/log.ts';
import { ofTabs } from '../../../lib/log/scope.ts';
import { openDatabase } from '../../../lib/log/schema.ts';
import { before, capture, visit } from '../samples.ts';

let factory: IDBFactory;
let log: Log;
beforeEach(async () => {
  factory = new IDBFactory();
  log = await openLog(factory);
});

/** Lets nothing be written until it is told that the disk has caught up. */
async function slowDisk() {
  const disk = { isSlow: true };
  const other = await openDatabase(factory);
  const tx = other.transaction(['captures', 'meta'], 'readwrite');
  const held = (async () => {
    while (disk.isSlow) await tx.objectStore('meta').get('revision');
    await tx.done;
  })();
  return async () => {
    disk.isSlow = false;
    await held;
  };
}

async function someTurns() {
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

test('writes queue up, and none is lost or out of order', async () => {
  const catchUp = await slowDisk();
  let done = 0;
  const writes = Array.from({ length: 200 }, async (_, n) => {
    const captures = [capture({ id: `run:${n}`, at: n })];
    const written = await log.write({ captures, visits: [visit()], bodies: [], arrived: [] });
    done += 1;
    return written;
  });
  await someTurns();
  expect(done).toBe(0);
  await catchUp();
  const written = await Promise.all(writes);
  expect(written.map(({ from }) => from)).toEqual(Array.from({ length: 200 }, (_, n) => 2 * n));
  expect((await log.since(ofTabs('run:1'), 0)).captures).toHaveLength(200);
});

test('sightings wait for the disk, and are acknowledged when they are in the log', async () => {
  const recorder = await startRecorder({
    inbox: openInbox(new IDBFactory(), 0),
    log,
    run: 'run',
    reach: {
      hasAccess: () => true,
      listeningSince: () => 0,
      watchedSince: () => 0,
      inspectedSince: () => 0,
    },
    isRecorded: () => true,
    announce: () => {},
    onNewPage: () => {},
    now: () => 1000,
  });
  const catchUp = await slowDisk();
  let acknowledged = 0;
  const seen = Array.from({ length: 200 }, async (_, n) => {
    await recorder.see({ by: 'network', sighting: before({ request: `${n}` }) });
    const ended = { kind: 'completed', request: `${n}`, at: 1000, status: 202 } as const;
    await recorder.see({ by: 'network', sighting: ended });
    acknowledged += 1;
  });
  await someTurns();
  expect(acknowledged).toBe(0);
  await catchUp();
  await Promise.all(seen);
  const { captures } = await log.since(ofTabs('run:1'), 0);
  expect(captures).toHaveLength(200);
  expect(captures.every(({ status }) => status === 202)).toBe(true);
});
