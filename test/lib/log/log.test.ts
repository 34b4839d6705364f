import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Capture } from '../../../lib/capture/capture.ts';
import { type Change, deleteLog, type Log, openLog } from '../../../lib/log/log.ts';
import { ofTabs } from '../../../lib/log/scope.ts';
import {
  body,
  bytesOf,
  capture,
  expectResend,
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
/** Captures that a session shows, but for what was cleared. */
const idsSince = async (tab: string, revision: number) =>
  (await log.since(ofTabs(tab), revision)).captures
    .flatMap(({ id, cleared }) => (cleared === undefined ? [id] : []))
    .toSorted();

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
    const { revision, sources } = await log.since(ofTabs('run:1'), 0);
    await write({ captures: [capture({ id: 'run:2', state: 'failed' })] });
    const changes = await log.since(ofTabs('run:1'), revision, new Set(sources));
    expect(changes).toMatchObject({ captures: [{ id: 'run:2', state: 'failed' }], revision: 3 });
    const none = await log.since(ofTabs('run:1'), changes.revision, new Set(sources));
    expect(none.captures).toEqual([]);
    expect(await idsSince('run:1', 0)).toEqual(['run:1', 'run:2']);
  });

  test('is only what its tab has sent', async () => {
    await write({
      captures: [capture({ id: 'run:1' }), capture({ id: 'run:2', tab: 'run:12' })],
      visits: [visit({ id: 'run:a' }), visit({ id: 'run:b', tab: 'run:12' })],
    });
    const { captures, visits } = await log.since(ofTabs('run:1'), 0);
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

  test('comes in portions with the captures of the tab, each once', async () => {
    await write({ visits: [visit()] });
    const sent = (id: string) => write({ captures: [ofSite(id, 'https://shop.test')] });
    const called = (id: string) => write({ captures: [capture({ id })] });
    await called('1');
    await sent('2');
    await called('3');
    await called('4');
    await sent('5');
    const idsOf = (captures: Capture[]) => captures.map(({ id }) => id).toSorted();
    const first = await log.since(ofTabs('run:1'), 0, new Set(), 2);
    await called('later');
    const second = await log.rest(first.rest!, 2, () => []);
    expect([first, second].map(({ captures }) => idsOf(captures))).toEqual([
      ['1', '2', '3', 'worker'],
      ['4', '5'],
    ]);
    expect(second.rest).toBeUndefined();
    const next = await log.since(ofTabs('run:1'), first.revision, new Set(first.sources), 2);
    expect(idsOf(next.captures)).toEqual(['later']);
  });

  test('comes to an end where a portion ends with the newest of all', async () => {
    await write({ captures: [capture({ id: '1' }), capture({ id: '2' })] });
    const first = await log.since(ofTabs('run:1'), 0, new Set(), 2);
    expect(first.captures).toHaveLength(2);
    expect(await log.rest(first.rest!, 2, () => [])).toEqual({ captures: [], bodies: new Map() });
  });

  test('is only what has changed, of a site that is known', async () => {
    await write({ visits: [visit()] });
    const { revision } = await log.since(ofTabs('run:1'), 0);
    await write({ captures: [ofSite('new', 'https://shop.test')] });
    const known = await log.since(
      ofTabs('run:1'),
      revision,
      new Set(['tab run:1', 'site run:-1 https://shop.test']),
    );
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
    await log.clear(ofTabs('run:2'), 'run:2', 1);
    expect(await idsSince('run:1', 0)).toEqual(['worker']);
    await log.clear(ofTabs('run:1'), 'run:1', 2);
    expect(await idsSince('run:1', 0)).toEqual([]);
    expect((await log.capture('elsewhere'))?.cleared).toBeUndefined();
  });

  test('stays when a visit is kept, if it was sent since that began', async () => {
    await write({
      visits: [visit({ id: 'run:now', at: 1500 })],
      captures: [{ ...ofSite('late', 'https://shop.test'), at: 2000 }],
    });
    await log.drop('run:1', 'run:now');
    expect(await idsSince('run:1', 0)).toEqual(['late']);
  });
});

describe('what a tab has sent', () => {
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

  test('is dropped with its bodies, but for a body that another tab’s capture has', async () => {
    await log.drop('run:1', 'none');
    expect(await idsSince('run:1', 0)).toEqual([]);
    expect(await idsSince('run:2', 0)).toEqual(['run:3']);
    expect(await log.body('own')).toBeUndefined();
    expect(await log.body('shared')).toEqual(shared.bytes);
    expect(await log.bodies(['own', 'shared'])).toEqual(new Map([['shared', shared.bytes]]));
    await log.drop('run:2', 'none');
    expect(await log.body('shared')).toBeUndefined();
  });

  test('is dropped but for one visit, and it is told what went', async () => {
    expect(await log.drop('run:1', 'run:doc2')).toEqual(['run:1']);
    expect(await idsSince('run:1', 0)).toEqual(['run:2']);
  });

  test('is dropped by a change: who has read less has a gap to fill', async () => {
    await log.drop('run:1', 'none');
    expect((await write({ captures: [capture()] })).from).toBe(4);
  });

  test('is cleared, and back again as it has become meanwhile, beside what has come since', async () => {
    const { clearing, captures } = await log.clear(ofTabs('run:1'), 'run:1', 100);
    expect(captures.toSorted()).toEqual(['run:1', 'run:2']);
    expect(await idsSince('run:1', 0)).toEqual([]);
    expect(await idsSince('run:2', 0)).toEqual(['run:3']);
    expect(await log.clearingOf('run:1')).toEqual({ id: clearing, captures: 2 });
    expect(await log.clearingOf('run:2')).toBeUndefined();
    await write({
      captures: [
        capture({ id: 'run:1', body: body('own'), cleared: clearing, status: 500 }),
        capture({ id: 'run:4' }),
      ],
    });
    expect(await idsSince('run:1', 0)).toEqual(['run:4']);
    await log.undoClear(clearing);
    expect(await idsSince('run:1', 0)).toEqual(['run:1', 'run:2', 'run:4']);
    expect(await log.capture('run:1')).toMatchObject({ status: 500 });
    expect(await log.body('own')).toEqual(own.bytes);
    expect(await log.clearingOf('run:1')).toBeUndefined();
  });

  test('can be brought back also after a clear that found nothing', async () => {
    await log.clear(ofTabs('run:1'), 'run:1', 100);
    const { captures, gone } = await log.clear(ofTabs('run:1'), 'run:1', 101);
    expect([captures, gone]).toEqual([[], []]);
    await log.undoClear((await log.clearingOf('run:1'))!.id);
    expect(await idsSince('run:1', 0)).toEqual(['run:1', 'run:2']);
  });

  test('is told of, as cleared and as back, to who has read it before', async () => {
    const { revision, sources } = await log.since(ofTabs('run:1'), 0);
    const known = new Set(sources);
    const { clearing } = await log.clear(ofTabs('run:1'), 'run:1', 100);
    const gone = await log.since(ofTabs('run:1'), revision, known);
    expect(gone.captures.map((one) => [one.id, one.cleared])).toEqual([
      ['run:1', clearing],
      ['run:2', clearing],
    ]);
    await log.undoClear(clearing);
    const back = await log.since(ofTabs('run:1'), gone.revision, known);
    expect(back.captures.map((one) => [one.id, one.cleared])).toEqual([
      ['run:1', undefined],
      ['run:2', undefined],
    ]);
  });

  test('is gone for good with the next clearing of its tab, or when that is over', async () => {
    const first = await log.clear(ofTabs('run:1'), 'run:1', 100);
    await log.clear(ofTabs('run:2'), 'run:2', 150);
    await write({ captures: [capture({ id: 'run:4' })] });
    const second = await log.clear(ofTabs('run:1'), 'run:1', 200);
    expect(second.gone.toSorted()).toEqual(['run:1', 'run:2']);
    expect(await log.body('own')).toBeUndefined();
    await log.undoClear(first.clearing);
    expect(await idsSince('run:1', 0)).toEqual([]);
    expect(await log.endClearings((tab) => tab === 'run:1')).toEqual(['run:4']);
    expect(await log.clearingOf('run:1')).toBeUndefined();
    expect(await log.clearingOf('run:2')).toMatchObject({ captures: 1 });
  });

  test('is cleared once where that is asked for again, as the answer was lost', async () => {
    await log.clear(ofTabs('run:1'), 'run:1', 100);
    await write({ captures: [capture({ id: 'run:4' })] });
    const first = await log.clear(ofTabs('run:1'), 'run:1', 200);
    await write({ captures: [capture({ id: 'run:5' })] });
    expect(await log.clear(ofTabs('run:1'), 'run:1', 200)).toEqual({ ...first, gone: [] });
    expect(await idsSince('run:1', 0)).toEqual(['run:5']);
    await log.undoClear(first.clearing);
    expect(await idsSince('run:1', 0)).toEqual(['run:4', 'run:5']);
  });

  test('stays cleared when the rest is dropped', async () => {
    const { clearing } = await log.clear(ofTabs('run:1'), 'run:1', 100);
    await log.drop('run:1', 'none');
    await log.undoClear(clearing);
    expect(await idsSince('run:1', 0)).toEqual(['run:1', 'run:2']);
  });

  test('is no part of a clearing where it turned out to be part of another', async () => {
    await write({ captures: [capture({ id: 'run:4', mergedInto: 'run:1' })] });
    expect((await log.clear(ofTabs('run:1'), 'run:1', 100)).captures.toSorted()).toEqual([
      'run:1',
      'run:2',
    ]);
    expect(await log.capture('run:4')).toBeUndefined();
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

test('what was done to the recording of tabs is that of one start of the browser', async () => {
  await log.saveTabs('earlier', [{ tab: 'earlier:1', took: [] }]);
  await log.saveTabs('later', [{ tab: 'later:1', took: [] }]);
  const pauses = [{ from: 1000, until: 2000 }];
  const took = [{ clearing: 'run:2 1', by: 'run:2', at: 1, isOver: true }];
  await log.saveTabs('run', [
    { tab: 'run:1', took: [], pauses },
    { tab: 'run:2', took },
  ]);
  expect(await log.tabs('run')).toEqual([
    { tab: 'run:1', took: [], pauses },
    { tab: 'run:2', took },
  ]);
  expect([await log.tabs('earlier'), await log.tabs('later')]).toEqual([[], []]);
});

test('a resend is expected until its request has been seen, or it is given up', async () => {
  const common = {
    original: 'run:1',
    tab: 'run:1',
    url: RECEIVER,
    at: 1,
    way: 'extension',
  } as const;
  const resend = { id: 'r1', ...common };
  await expectResend(log, resend);
  await expectResend(log, { ...resend, id: 'r2' });
  await write({ arrived: ['r1'] });
  expect(await log.pendingResends()).toEqual([{ ...resend, id: 'r2' }]);
  await log.write({ captures: [], visits: [], bodies: [], arrived: ['r2'] });
  expect(await log.pendingResends()).toEqual([]);
});

test('a log that has been deleted begins anew', async () => {
  await write({ captures: [capture()] });
  await deleteLog(factory);
  log = await openLog(factory);
  expect(await log.since(ofTabs('run:1'), 0)).toEqual({
    captures: [],
    bodies: new Map(),
    sources: ['tab run:1'],
    visits: [],
    revision: 0,
    dropped: { captures: 0, visits: 0 },
  });
});
