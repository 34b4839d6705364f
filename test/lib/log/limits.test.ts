import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Capture } from '../../../lib/capture/capture.ts';
import { type Change, type Log, openLog, type Written } from '../../../lib/log/log.ts';
import { ofTabs } from '../../../lib/log/scope.ts';
import { capture, visit } from '../samples.ts';

/** Bytes of each body below: records are small beside them. */
const BODY = 10_000;

let log: Log;
let watched: string[];

async function open(limits: { bytes?: number; captures?: number }) {
  watched = [];
  log = await openLog(new IDBFactory(), {
    ...limits,
    isWatched: (tab) => watched.includes(tab),
  });
}
beforeEach(() => open({ bytes: 10.5 * BODY }));

function write(part: Partial<Change>) {
  return log.write({ captures: [], visits: [], bodies: [], arrived: [], ...part });
}

/** Captures with a body of its own each, and the visit that they are of unless it is not known. */
async function send(document: string, times: number[], part: Partial<Capture> = {}) {
  const id = `run:${document}`;
  const captures = times.map((at) =>
    capture({
      id: `${id}#${at}`,
      visit: id,
      at,
      body: { kind: 'bytes', digest: `${document} ${at}`, size: BODY - 1000, stored: BODY - 1000 },
      ...part,
    }),
  );
  const bodies = times.map((at) => ({
    digest: `${document} ${at}`,
    bytes: new Uint8Array(BODY - 1000),
  }));
  const tab = part.tab ?? 'run:1';
  return write({ captures, bodies, visits: [visit({ id, tab, at: times[0]! - 1 })] });
}
const there = async (tab = 'run:1') =>
  (await log.since(ofTabs(tab), 0)).captures.map(({ id }) => id.slice(4)).toSorted();
const visitsThere = async () => (await log.visits('run')).map(({ id }) => id.slice(4)).toSorted();
const dropped = async () => (await log.since(ofTabs('run:1'), 0)).dropped;
const goneIn = ({ gone }: Written) => gone?.captures.map((id) => id.slice(4));

describe('beyond its size', () => {
  test('the log drops its oldest visit whole, with its bodies, and says which captures went', async () => {
    await send('a', [100, 110, 120]);
    await send('b', [200, 210, 220]);
    expect((await send('c', [300, 310, 320, 330])).gone).toBeUndefined();
    const written = await send('d', [400]);
    expect(goneIn(written)).toEqual(['a#100', 'a#110', 'a#120']);
    expect(written.gone?.dropped).toEqual({ captures: 3, visits: 1 });
    expect(await there()).toEqual([
      'b#200',
      'b#210',
      'b#220',
      'c#300',
      'c#310',
      'c#320',
      'c#330',
      'd#400',
    ]);
    expect(await visitsThere()).toEqual(['b', 'c', 'd']);
    expect(await log.body('a 110')).toBeUndefined();
    expect(await log.body('b 200')).toBeDefined();
    expect(await dropped()).toEqual({ captures: 3, visits: 1 });
  });

  test('the oldest is the visit that began first, whenever it was written', async () => {
    await send('late', [500, 510, 520, 530, 540]);
    await send('early', [100, 110, 120, 130, 140]);
    expect(goneIn(await send('now', [600]))).toEqual([
      'early#100',
      'early#110',
      'early#120',
      'early#130',
      'early#140',
    ]);
  });

  test('more than one goes where one is not enough', async () => {
    for (const at of [100, 200, 300, 400]) await send(`v${at}`, [at, at + 1]);
    const written = await send('now', [500, 501, 502, 503, 504]);
    expect(goneIn(written)).toEqual(['v100#100', 'v100#101', 'v200#200', 'v200#201']);
    expect(written.gone?.dropped).toEqual({ captures: 4, visits: 2 });
  });

  test('captures whose visit is not known go by it all the same', async () => {
    await send('known', [200, 210, 220, 230, 240, 250]);
    await send('lost', [100, 110, 120], { visit: 'run:nobody knows' });
    expect(goneIn(await send('now', [300, 310, 320]))).toEqual([
      'lost#100',
      'lost#110',
      'lost#120',
    ]);
  });

  test('a body that a capture of another visit refers to stays', async () => {
    await send('a', [100, 110]);
    await send('b', [200, 210, 220, 230, 240, 250, 260, 270]);
    const body = {
      kind: 'bytes',
      digest: 'a 110',
      size: BODY - 1000,
      stored: BODY - 1000,
    } as const;
    await send('c', [300], { responseBody: body });
    expect(await there()).not.toContain('a#110');
    expect(await log.body('a 110')).toBeDefined();
    expect(await log.body('a 100')).toBeUndefined();
  });

  test('a smaller size is in force with the next write', async () => {
    await send('a', [100, 110]);
    await send('b', [200, 210]);
    await send('c', [300, 310]);
    log.setLimit(4.5 * BODY);
    expect(await there()).toHaveLength(6);
    expect(goneIn(await send('d', [400]))).toEqual(['a#100', 'a#110', 'b#200', 'b#210']);
  });

  test('not every write trims', async () => {
    await open({ bytes: 100 * BODY });
    const written: Written[] = [];
    for (let at = 100; at < 300; at += 1) written.push(await send(`v${at}`, [at]));
    expect(written.filter(({ gone }) => gone).length).toBeLessThan(25);
    expect(await log.size()).toBeLessThanOrEqual(100 * BODY);
  });
});

describe('what is spared', () => {
  test('is the newest page of a watched tab with its frames, though it is the oldest of all', async () => {
    watched = ['run:1'];
    await send('old', [50]);
    await send('page', [100, 110]);
    await write({
      visits: [visit({ id: 'run:frame', at: 105, topFrame: false })],
      captures: [capture({ id: 'run:frame#106', visit: 'run:frame', at: 106, topFrame: false })],
    });
    await send('other', [200, 210, 220], { tab: 'run:2' });
    const written = await send('newer', [300, 310, 320, 330, 340], { tab: 'run:2' });
    expect(goneIn(written)).toEqual(['old#50', 'other#200', 'other#210', 'other#220']);
    expect(await there()).toEqual(['frame#106', 'page#100', 'page#110']);
  });

  test('loses its oldest captures, one by one, if it alone is over the limit', async () => {
    watched = ['run:1'];
    await send('old', [50]);
    await send('page', [100, 110, 120, 130, 140]);
    const written = await send('page', [150, 160, 170, 180, 190, 200]);
    expect(goneIn(written)).toEqual(['old#50', 'page#100']);
    expect(written.gone?.dropped).toEqual({ captures: 2, visits: 1 });
    expect(await visitsThere()).toEqual(['page']);
  });

  test('is the newest capture of all, however large', async () => {
    log.setLimit(BODY / 2);
    await send('a', [100]);
    await send('b', [200]);
    expect(await there()).toEqual(['b#200']);
    expect(await log.body('b 200')).toBeDefined();
  });
});

describe('visits that have sent nothing', () => {
  test('go with those around them, and are not counted', async () => {
    await write({ visits: [visit({ id: 'run:silent', at: 90 })] });
    await send('a', [100, 110, 120]);
    await write({ visits: [visit({ id: 'run:silent too', at: 150 })] });
    await send('b', [200, 210, 220, 230, 240, 250, 260]);
    await write({ visits: [visit({ id: 'run:silent as well', at: 290 })] });
    const written = await send('c', [300]);
    expect(await visitsThere()).toEqual(['b', 'c', 'silent as well']);
    expect(written.gone?.dropped).toEqual({ captures: 3, visits: 1 });
  });

  test('stay while they are what a watched tab shows', async () => {
    watched = ['run:1'];
    await write({ visits: [visit({ id: 'run:silent', at: 90 })] });
    await send('a', [100, 110, 120, 130, 140], { tab: 'run:2' });
    await send('b', [200, 210, 220, 230, 240, 250], { tab: 'run:2' });
    expect(await visitsThere()).toEqual(['b', 'silent']);
  });
});

test('what was cleared goes first, and is not said to have been dropped', async () => {
  await send('a', [100, 110, 120]);
  await send('b', [200, 210, 220], { tab: 'run:2' });
  await log.clear(ofTabs('run:2'), 'run:2', 1000);
  await send('c', [300, 310, 320, 330]);
  const written = await send('d', [400]);
  expect(goneIn(written)).toEqual(['b#200', 'b#210']);
  expect(written.gone?.dropped).toEqual({ captures: 0, visits: 0 });
  expect(await log.clearingOf('run:2')).toMatchObject({ captures: 1 });
  expect(await there()).toHaveLength(8);
});

test('beyond its number of captures the log drops the oldest visits as well', async () => {
  await open({ captures: 10 });
  for (const at of [100, 200, 300]) await send(`v${at}`, [at, at + 1, at + 2]);
  await send('v400', [400]);
  expect(await dropped()).toEqual({ captures: 0, visits: 0 });
  expect(goneIn(await send('v500', [500]))).toEqual(['v100#100', 'v100#101', 'v100#102']);
  // The number is kept with the log, whatever has been changed or cleared in between.
  await send('v500', [500]);
  await log.drop('run:1', 'run:v500');
  await send('v600', [600, 601, 602, 603]);
  expect((await send('v700', [700, 701, 702, 703, 704])).gone).toBeUndefined();
  expect(goneIn(await send('v800', [800]))).toEqual([
    'v500#500',
    'v600#600',
    'v600#601',
    'v600#602',
    'v600#603',
  ]);
});
