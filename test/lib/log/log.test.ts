import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Capture } from '../../../lib/capture/capture.ts';
import { type Change, deleteLog, type Log, openLog } from '../../../lib/log/log.ts';
import {
  body,
  bytesOf,
  capture,
  RECEIVER,
  devtoolsPart,
  networkPart,
  pagePart,
  visit,
} from '../samples.ts';

let factory: IDBFactory;
let log: Log;
beforeEach(async () => {
  factory = new IDBFactory();
  log = await openLog(factory);
});

function write(part: Partial<Change>) {
  return log.write({ captures: [], visits: [], bodies: [], arrived: [], ...part });
}
const idsSince = async (tab: string, revision: number) =>
  (await log.since(tab, revision)).captures.map(({ id }) => id).toSorted();

describe('revisions', () => {
  test('rise with each change of a record, and tell what they follow on', async () => {
    const first = await write({ captures: [capture()], visits: [visit()] });
    expect(first.from).toBe(0);
    expect([...first.visits, ...first.captures].map(({ revision }) => revision)).toEqual([1, 2]);
    const second = await write({ captures: [capture({ state: 'failed' })] });
    expect(second).toMatchObject({ from: 2, captures: [{ revision: 3 }] });
  });

  test('go on after the log has been closed', async () => {
    await write({ captures: [capture()] });
    log.close();
    log = await openLog(factory);
    expect((await write({ captures: [capture()] })).from).toBe(1);
  });

  test('rise without a gap or a double when writes overlap', async () => {
    const all = await Promise.all(
      Array.from({ length: 10 }, (_, n) => write({ captures: [capture({ id: `run:${n}` })] })),
    );
    const revisions = all.flatMap(({ captures }) => captures.map(({ revision }) => revision));
    expect(revisions.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });
});

describe('what a session has not read yet', () => {
  test('is only what has changed since, in its newest state', async () => {
    await write({ captures: [capture({ id: 'run:1' }), capture({ id: 'run:2' })] });
    const { revision } = await log.since('run:1', 0);
    await write({ captures: [capture({ id: 'run:2', state: 'failed' })] });
    const changes = await log.since('run:1', revision);
    expect(changes).toMatchObject({ captures: [{ id: 'run:2', state: 'failed' }], revision: 3 });
    expect(await idsSince('run:1', changes.revision)).toEqual([]);
    expect(await idsSince('run:1', 0)).toEqual(['run:1', 'run:2']);
  });

  test('is only what its tab has sent', async () => {
    await write({
      captures: [capture({ id: 'run:1' }), capture({ id: 'run:2', tab: 'run:12' })],
      visits: [visit({ id: 'run:a' }), visit({ id: 'run:b', tab: 'run:12' })],
    });
    const { captures, visits } = await log.since('run:1', 0);
    expect(captures.map(({ id }) => id)).toEqual(['run:1']);
    expect(visits.map(({ id }) => id)).toEqual(['run:a']);
  });
});

describe('what belongs to no tab', () => {
  const OTHER = 'https://other.test';
  const ofSite = (id: string, site: string, tab = 'run:-1') => capture({ id, site, tab });

  beforeEach(() =>
    write({
      captures: [
        ofSite('worker', 'https://shop.test'),
        ofSite('elsewhere', OTHER),
        ofSite('before the browser was started', 'https://shop.test', 'older:-1'),
      ],
    }),
  );

  test('is of a tab if one of its visits is of the site, in the same run', async () => {
    expect(await idsSince('run:1', 0)).toEqual([]);
    await write({ visits: [visit()] });
    expect(await idsSince('run:1', 0)).toEqual(['worker']);
    await write({ visits: [visit({ id: 'run:frame', url: `${OTHER}/frame`, topFrame: false })] });
    expect(await idsSince('run:1', 0)).toEqual(['elsewhere', 'worker']);
    expect(await idsSince('run:2', 0)).toEqual([]);
  });

  test('is only what has changed, of a site that is known', async () => {
    await write({ visits: [visit()] });
    const { revision } = await log.since('run:1', 0);
    await write({ captures: [ofSite('new', 'https://shop.test')] });
    const known = await log.since('run:1', revision, new Set(['https://shop.test']));
    expect(known.captures.map(({ id }) => id)).toEqual(['new']);
    expect((await idsSince('run:1', revision)).toSorted()).toEqual(['new', 'worker']);
  });

  test('of a page without an origin is of no site', async () => {
    await write({
      captures: [ofSite('opaque', 'null')],
      visits: [visit({ url: 'about:blank' })],
    });
    expect(await idsSince('run:1', 0)).toEqual([]);
  });

  test('is cleared with the tabs that show it', async () => {
    await write({ visits: [visit()] });
    await log.clear('run:2');
    expect(await idsSince('run:1', 0)).toEqual(['worker']);
    await log.clear('run:1');
    expect(await idsSince('run:1', 0)).toEqual([]);
    expect(await log.capture('elsewhere')).toBeDefined();
  });

  test('stays when a visit is kept, if it was sent since that began', async () => {
    await write({
      visits: [visit({ id: 'run:now', at: 1500 })],
      captures: [{ ...ofSite('late', 'https://shop.test'), at: 2000 }],
    });
    await log.clear('run:1', 'run:now');
    expect(await idsSince('run:1', 0)).toEqual(['late']);
  });
});

describe('clearing a tab', () => {
  const shared = { digest: 'shared', bytes: bytesOf('{}') };
  const own = { digest: 'own', bytes: bytesOf('[]') };

  beforeEach(() =>
    write({
      captures: [
        capture({ id: 'run:1', body: body('own') }),
        capture({ id: 'run:2', body: body('shared'), visit: 'run:doc2' }),
        capture({ id: 'run:3', body: body('shared'), tab: 'run:2' }),
      ],
      bodies: [shared, own],
    }),
  );

  test('removes its captures and their bodies, but no body that another tab’s capture has', async () => {
    await log.clear('run:1');
    expect(await idsSince('run:1', 0)).toEqual([]);
    expect(await idsSince('run:2', 0)).toEqual(['run:3']);
    expect(await log.body('own')).toBeUndefined();
    expect(await log.body('shared')).toEqual(shared.bytes);
    await log.clear('run:2');
    expect(await log.body('shared')).toBeUndefined();
  });

  test('keeps one visit where it is asked to', async () => {
    await log.clear('run:1', 'run:doc2');
    expect(await idsSince('run:1', 0)).toEqual(['run:2']);
  });

  test('is a change: who has read less has a gap to fill', async () => {
    await log.clear('run:1');
    expect((await write({ captures: [capture()] })).from).toBe(4);
  });
});

test('what the join goes on with is what is fresh, what lacks a part, and what is open', async () => {
  const open = (id: string, at: number, part: Partial<Capture> = {}) =>
    capture({ id, at, ...part });
  const whole = { network: networkPart(), page: pagePart(), devtools: devtoolsPart() };
  await write({
    captures: [
      open('old open', 1, { state: 'pending' }),
      open('old done', 1),
      open('young part', 1000),
      open('young whole', 1000, whole),
      open('young merged', 1000, { mergedInto: 'other' }),
      open('fresh open', 2000, { state: 'pending', ...whole }),
      open('fresh whole', 2000, whole),
    ],
  });
  const idsOf = (found: Capture[]) => found.map(({ id }) => id).toSorted();
  expect(idsOf(await log.pending())).toEqual(['fresh open', 'old open']);
  expect(idsOf(await log.unfinished(1000, 2000))).toEqual(['young part']);
  expect(idsOf(await log.begunSince(2000))).toEqual(['fresh open', 'fresh whole']);
});

test('visits are those of one start of the browser', async () => {
  await write({ visits: [visit({ id: 'run:a' }), visit({ id: 'run2:b' }), visit({ id: 'ru:c' })] });
  expect((await log.visits('run')).map(({ id }) => id)).toEqual(['run:a']);
});

test('a resend is expected until its request has been seen, or it is given up', async () => {
  const resend = { id: 'r1', original: 'run:1', tab: 'run:1', url: RECEIVER, at: 1 };
  await log.expectResend(resend);
  await log.expectResend({ ...resend, id: 'r2' });
  await write({ arrived: ['r1'] });
  expect(await log.pendingResends()).toEqual([{ ...resend, id: 'r2' }]);
  await log.write({ captures: [], visits: [], bodies: [], arrived: ['r2'] });
  expect(await log.pendingResends()).toEqual([]);
});

test('a log that has been deleted begins anew', async () => {
  await write({ captures: [capture()] });
  await deleteLog(factory);
  log = await openLog(factory);
  expect(await log.since('run:1', 0)).toEqual({
    captures: [],
    visits: [],
    revision: 0,
    dropped: { captures: 0, visits: 0 },
  });
});
