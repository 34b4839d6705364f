import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Capture } from '../../../lib/capture/capture.ts';
import type { Visit } from '../../../lib/capture/visit.ts';
import type { Filter } from '../../../lib/filter/filter.ts';
import { type Log, openLog } from '../../../lib/log/log.ts';
import type { Announcement } from '../../../lib/messaging/announcement.ts';
import { type FeedAnswer, startFeed } from '../../../lib/session/feed.ts';
import { batchOf, body, bytesOf, capture, CLICK, visit } from '../samples.ts';

const EMPTY: Filter = { keys: [], types: [], text: '' };
const ORDER = { eventType: 'OrderCreated', orderId: '10045' };

let log: Log;
let told: FeedAnswer[];
let feed: ReturnType<typeof startFeed>;

beforeEach(async () => {
  log = await openLog(new IDBFactory());
  vi.spyOn(log, 'since');
  vi.spyOn(log, 'body');
  told = [];
  feed = startFeed(
    () => Promise.resolve(log),
    (answer) => told.push(answer),
  );
});

/** Writes captures, each with events of its own, and returns the announcement of it. */
async function write(captures: Capture[], text = batchOf(CLICK)): Promise<Announcement> {
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
function stored(id: string, part: Partial<Capture> = {}): Capture {
  return capture({ id, body: body(`body of ${id}`), ...part });
}

/** Waits until the feed has answered all that it has been asked; a detail is answered in turn. */
async function settled(): Promise<void> {
  feed.request({ ask: 'detail', capture: 'nothing' });
  await vi.waitFor(
    () => {
      const last = told.at(-1);
      if (last?.tell !== 'detail' || last.capture !== 'nothing') throw new Error('not yet');
    },
    { interval: 2 },
  );
  told = told.filter((answer) => answer.tell !== 'detail' || answer.capture !== 'nothing');
}

async function opened(filter = EMPTY) {
  feed.request({ ask: 'open', tab: 'run:1', filter });
  await settled();
}

const rowsTold = () => told.flatMap((answer) => (answer.tell === 'rows' ? answer.rows : []));
const idsTold = () => rowsTold().map(({ capture: { id } }) => id);

describe('opening a tab', () => {
  test('tells what is in the log, the oldest first, and that it is told anew', async () => {
    await write([stored('late', { at: 2000 })]);
    await write([stored('early', { at: 1000 })], batchOf(ORDER));
    await opened();
    expect(told[0]).toMatchObject({
      tell: 'rows',
      anew: true,
      rows: [],
      dropped: { captures: 0, visits: 0 },
    });
    expect(idsTold()).toEqual(['early', 'late']);
    expect(rowsTold()).toMatchObject([
      { rows: [{ type: 'OrderCreated' }] },
      { rows: [{ type: 'ProductClicked' }] },
    ]);
  });

  test('tells nothing of another tab', async () => {
    await write([stored('other', { tab: 'run:2' })]);
    await opened();
    expect(rowsTold()).toEqual([]);
  });

  test('again reads it all again', async () => {
    await write([stored('a')]);
    await opened();
    await opened();
    expect(idsTold()).toEqual(['a', 'a']);
  });
});

describe('an announcement', () => {
  test('that follows on what is known is told without the log', async () => {
    await opened();
    feed.hear(await write([stored('a')]));
    feed.hear(await write([stored('b')]));
    await settled();
    expect(idsTold()).toEqual(['a', 'b']);
    expect(log.since).toHaveBeenCalledTimes(1);
    expect(log.body).not.toHaveBeenCalled();
  });

  test('that leaves a gap makes the feed read the log', async () => {
    await opened();
    await write([stored('missed')]);
    feed.hear(await write([stored('heard')]));
    await settled();
    expect(idsTold()).toEqual(['missed', 'heard']);
    expect(log.since).toHaveBeenCalledTimes(2);
    expect(told.filter((answer) => answer.tell === 'rows' && answer.anew)).toHaveLength(1);
  });

  test('of what is known already tells nothing', async () => {
    const heard = await write([stored('a')]);
    await opened();
    feed.hear(heard);
    await settled();
    expect(idsTold()).toEqual(['a']);
    expect(log.since).toHaveBeenCalledTimes(1);
  });

  test('of another tab is no gap, and tells no rows', async () => {
    await opened();
    feed.hear(await write([stored('other', { tab: 'run:2' })]));
    feed.hear(await write([stored('own')]));
    await settled();
    expect(idsTold()).toEqual(['own']);
    expect(log.since).toHaveBeenCalledTimes(1);
  });

  test('without the body has it read from the log', async () => {
    await opened();
    const announcement = await write([stored('a')]);
    if (announcement.kind !== 'changes') throw new Error(announcement.kind);
    feed.hear({ ...announcement, bodies: new Map() });
    await settled();
    expect(rowsTold()).toMatchObject([{ reading: 'batch' }]);
    expect(log.body).toHaveBeenCalledTimes(1);
  });

  test('of a visit tells the visit', async () => {
    await opened();
    const written = await log.write({ captures: [], visits: [visit()], bodies: [], arrived: [] });
    feed.hear({ kind: 'changes', ...written, bodies: new Map() });
    await settled();
    expect(told.at(-1)).toMatchObject({ tell: 'rows', rows: [], visits: [{ id: 'run:doc' }] });
  });

  test('that the tab has been cleared starts it anew', async () => {
    await write([stored('a')]);
    await opened();
    await log.clear('run:1');
    told = [];
    feed.hear({ kind: 'cleared', tab: 'run:2' });
    feed.hear({ kind: 'status' });
    await settled();
    expect(told).toEqual([]);
    feed.hear({ kind: 'cleared', tab: 'run:1' });
    await settled();
    expect(told).toMatchObject([{ tell: 'rows', anew: true, rows: [] }]);
  });
});

const goneTold = () =>
  told.flatMap((answer) => (answer.tell === 'rows' ? (answer.gone ?? []) : []));

describe('captures that are shown no more', () => {
  test('are those that turned out to be part of another, in the log and as it is told', async () => {
    await write([stored('merged before', { mergedInto: 'a' }), stored('a'), stored('b')]);
    await opened();
    expect(idsTold()).toEqual(['a', 'b']);
    feed.hear(await write([stored('b', { mergedInto: 'a' })]));
    await settled();
    expect(idsTold()).toEqual(['a', 'b']);
    expect(goneTold()).toEqual(['merged before', 'b']);
    feed.request({ ask: 'filter', filter: EMPTY });
    await settled();
    expect(told.at(-1)).toEqual({ tell: 'shown', ids: new Set(['a#0']) });
  });

  describe('as the log has dropped them', () => {
    beforeEach(async () => {
      log = await openLog(new IDBFactory(), { captures: 4 });
      vi.spyOn(log, 'since');
    });
    const old = ['a', 'b'].map((id) => stored(id, { visit: 'run:old', at: 100 }));
    const now = ['c', 'd', 'e'].map((id) => stored(id, { visit: 'run:now' }));

    test('are told with what was written, and so is their count', async () => {
      await write(old);
      await opened();
      feed.hear(await write(now));
      await settled();
      expect(goneTold()).toEqual(['a', 'b']);
      expect(told).toContainEqual(
        expect.objectContaining({ dropped: { captures: 2, visits: 1 }, gone: ['a', 'b'] }),
      );
      expect(log.since).toHaveBeenCalledTimes(1);
    });

    test('unheard, have the feed tell all of it anew', async () => {
      await write(old);
      await opened();
      await write(now);
      told = [];
      feed.hear(await write([stored('f', { visit: 'run:now' })]));
      await settled();
      expect(told[0]).toMatchObject({ anew: true, dropped: { captures: 2, visits: 1 } });
      expect(idsTold().toSorted()).toEqual(['c', 'd', 'e', 'f']);
    });
  });
});

describe('what a site sent without a tab', () => {
  const ofSite = (id: string, site = 'https://shop.test') =>
    stored(id, { tab: 'run:-1', site, visit: `run:${id}` });
  const writeVisit = async (part: Partial<Visit> = {}): Promise<Announcement> => {
    const written = await log.write({
      captures: [],
      visits: [visit(part)],
      bodies: [],
      arrived: [],
    });
    return { kind: 'changes', ...written, bodies: new Map() };
  };

  test('is told to a tab that has a visit of the site, from the log and as it is told', async () => {
    await writeVisit();
    await write([ofSite('a'), ofSite('other', 'https://other.test')]);
    await opened();
    feed.hear(await write([ofSite('b'), ofSite('other too', 'https://other.test')]));
    feed.hear(await write([{ ...ofSite('older'), tab: 'older:-1' }]));
    await settled();
    expect(idsTold()).toEqual(['a', 'b']);
    expect(log.since).toHaveBeenCalledTimes(1);
  });

  test('is told when the tab comes to the site', async () => {
    await write([ofSite('a')]);
    await opened();
    expect(idsTold()).toEqual([]);
    feed.hear(await writeVisit());
    feed.hear(await writeVisit({ title: 'The same' }));
    await settled();
    expect(idsTold()).toEqual(['a']);
    expect(log.since).toHaveBeenCalledTimes(2);
  });

  test('is read anew when another tab is cleared, as it is cleared with it', async () => {
    await writeVisit();
    await writeVisit({ id: 'run:other', tab: 'run:2' });
    await write([ofSite('a'), stored('own')]);
    await opened();
    await log.clear('run:2');
    told = [];
    feed.hear({ kind: 'cleared', tab: 'run:2' });
    await settled();
    expect(told[0]).toMatchObject({ anew: true });
    expect(idsTold()).toEqual(['own']);
  });
});

describe('a filter', () => {
  const shown = () => rowsTold().flatMap(({ rows }) => rows.map((row) => [row.id, row.shown]));

  test('marks the rows that it shows, those in the log and those that come', async () => {
    await write([stored('a')], batchOf(CLICK, ORDER));
    await opened({ ...EMPTY, types: ['OrderCreated'] });
    feed.hear(await write([stored('b')]));
    await settled();
    expect(shown()).toEqual([
      ['a#0', false],
      ['a#1', true],
      ['b#0', false],
    ]);
  });

  test.each([
    ['the text of an event', '10045', ['a#1']],
    ['in whatever case', 'ORDERCREATED', ['a#1']],
    ['the address', 'receiver.test', ['a#0', 'a#1']],
    ['the status', '202', ['a#0', 'a#1']],
    ['nothing', 'not there', []],
  ])('by text finds %s', async (_title, text, ids) => {
    await write([stored('a')], batchOf(CLICK, ORDER));
    await opened();
    feed.request({ ask: 'filter', filter: { ...EMPTY, text } });
    await settled();
    expect(told.at(-1)).toEqual({ tell: 'shown', ids: new Set(ids) });
  });

  test('by text finds a body that could not be decoded', async () => {
    await write([stored('a')], '{"broken":');
    await opened();
    feed.request({ ask: 'filter', filter: { ...EMPTY, text: 'broken' } });
    await settled();
    expect(told.at(-1)).toEqual({ tell: 'shown', ids: new Set(['a#']) });
  });
});

describe('a detail', () => {
  test('comes with the body of its response, which rows do without', async () => {
    const one = stored('a', { responseBody: body('body of the answer') });
    await write([one]);
    await log.write({
      captures: [],
      visits: [],
      bodies: [{ digest: 'body of the answer', bytes: bytesOf('Accepted') }],
      arrived: [],
    });
    await opened();
    expect(log.body).toHaveBeenCalledTimes(1);
    feed.request({ ask: 'detail', capture: 'a' });
    await settled();
    expect(told.at(-1)).toMatchObject({ detail: { reading: 'batch', responseText: 'Accepted' } });
  });

  test('has the capture with its text and its issues', async () => {
    await write([stored('a')], batchOf(ORDER));
    await opened();
    feed.request({ ask: 'detail', capture: 'a' });
    await settled();
    expect(told.at(-1)).toMatchObject({
      tell: 'detail',
      capture: 'a',
      detail: { text: batchOf(ORDER), issues: [{ rule: 'missing-field' }, {}, {}] },
    });
  });

  test('of a capture that is gone is none', async () => {
    await opened();
    feed.request({ ask: 'detail', capture: 'gone' });
    await settled();
    expect(told.at(-1)).toEqual({ tell: 'detail', capture: 'gone', detail: undefined });
  });
});

test('an event nested deeper than the stack spoils no row', async () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  await write([stored('a')], `{"events":[${JSON.stringify(CLICK)},{"deep":${deep}}]}`);
  await opened();
  expect(rowsTold()).toMatchObject([{ rows: [{ type: 'ProductClicked' }, { index: 1 }] }]);
});

test('a log that can’t be read is a fault, and is opened again at the next request', async () => {
  await write([stored('a')]);
  const open = vi
    .fn<() => Promise<Log>>()
    .mockRejectedValueOnce(new Error('broken'))
    .mockResolvedValue(log);
  feed = startFeed(open, (answer) => told.push(answer));
  feed.request({ ask: 'open', tab: 'run:1', filter: EMPTY });
  await vi.waitFor(() => expect(told).toEqual([{ tell: 'fault', reason: 'Error: broken' }]));
  told = [];
  await opened();
  expect(idsTold()).toEqual(['a']);
});
