import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Log } from '../../../lib/log/log.ts';
import { ofTabs } from '../../../lib/log/scope.ts';
import { filterOf } from '../filter/filter-of.ts';
import { batchOf, CLICK, visit } from '../samples.ts';
import {
  log,
  feed,
  told,
  hush,
  start,
  openScene,
  write,
  stored,
  looked,
  settled,
  opened,
  listsTold,
  anewTold,
  events,
  captures,
  readings,
  goneTold,
  WAIT,
} from './feed-scene.ts';

const ORDER = { eventType: 'OrderCreated', orderId: '10045' };

beforeEach(() => openScene());

describe('opening a tab', () => {
  test('tells what is in the log, the oldest first, and that it is told anew', async () => {
    await write([stored('late', { at: 2000 })]);
    await write([stored('early', { at: 1000 })], batchOf(ORDER));
    await opened();
    expect(anewTold()).toMatchObject([{ dropped: { captures: 0, visits: 0 } }]);
    expect(captures()).toEqual(['early', 'late']);
    expect(events()).toMatchObject([
      { row: { type: 'OrderCreated' } },
      { row: { type: 'ProductClicked' } },
    ]);
  });

  test('tells nothing of another tab', async () => {
    await write([stored('other', { tab: 'run:2' })]);
    await opened();
    expect(events()).toEqual([]);
  });

  test('again reads it all again', async () => {
    await write([stored('a')]);
    await opened();
    await opened();
    expect(captures()).toEqual(['a']);
    expect(log.since).toHaveBeenCalledTimes(2);
  });
});

describe('an announcement', () => {
  test('that follows on what is known is told without the log', async () => {
    await opened();
    feed.hear(await write([stored('a')]));
    feed.hear(await write([stored('b')]));
    await settled();
    expect(captures()).toEqual(['a', 'b']);
    expect(log.since).toHaveBeenCalledTimes(1);
    expect(log.bodies).not.toHaveBeenCalled();
  });

  test('that leaves a gap makes the feed read the log', async () => {
    await opened();
    await write([stored('missed')]);
    feed.hear(await write([stored('heard')]));
    await settled();
    expect(captures()).toEqual(['missed', 'heard']);
    expect(log.since).toHaveBeenCalledTimes(2);
    expect(anewTold()).toHaveLength(1);
  });

  test('of what is known already tells nothing', async () => {
    const heard = await write([stored('a')]);
    await opened();
    feed.hear(heard);
    await settled();
    expect(captures()).toEqual(['a']);
    expect(log.since).toHaveBeenCalledTimes(1);
  });

  test('of another tab is no gap, and tells no rows', async () => {
    await opened();
    feed.hear(await write([stored('other', { tab: 'run:2' })]));
    feed.hear(await write([stored('own')]));
    await settled();
    expect(captures()).toEqual(['own']);
    expect(log.since).toHaveBeenCalledTimes(1);
  });

  test('without the body has it read from the log', async () => {
    await opened();
    const announcement = await write([stored('a')]);
    if (announcement.kind !== 'changes') throw new Error(announcement.kind);
    feed.hear({ ...announcement, bodies: new Map() });
    await settled();
    expect(readings()).toEqual(['batch']);
    expect(log.bodies).toHaveBeenCalledTimes(1);
  });

  test('of what has changed once more meanwhile is read in its latest state only', async () => {
    await opened();
    const heard = [];
    for (const status of [200, 201, 202, 400]) heard.push(await write([stored('a', { status })]));
    for (const announcement of heard) {
      if (announcement.kind !== 'changes') throw new Error(announcement.kind);
      feed.hear({ ...announcement, bodies: new Map() });
    }
    await settled();
    expect(events().map(({ of }) => of.capture.status)).toEqual([400]);
    // For the row that it has from the first on, and for the last.
    expect(log.bodies).toHaveBeenCalledTimes(2);
  });

  test('of a visit tells the visit', async () => {
    await opened();
    const written = await log.write({ captures: [], visits: [visit()], bodies: [], arrived: [] });
    feed.hear({ kind: 'changes', ...written, bodies: new Map() });
    await settled();
    expect(told).toContainEqual(
      expect.objectContaining({ page: [expect.objectContaining({ id: 'run:doc' })] }),
    );
  });

  test('that the tab has been cleared starts it anew', async () => {
    await write([stored('a')]);
    await opened();
    const { clearing } = await log.clear(ofTabs('run:1'), 'run:1', 1);
    hush();
    feed.hear({ kind: 'cleared', scope: ofTabs('run:2') });
    await settled();
    expect(captures()).toEqual(['a']);
    feed.hear({ kind: 'cleared', scope: ofTabs('run:1') });
    await settled();
    expect(anewTold()).toHaveLength(1);
    expect(events()).toEqual([]);
    await log.undoClear(clearing);
    feed.hear({ kind: 'cleared', scope: ofTabs('run:1') });
    await settled();
    expect(anewTold()).toHaveLength(2);
    expect(captures()).toEqual(['a']);
  });

  test('that follows on a clearing which was not heard of takes the rows away', async () => {
    await write([stored('a')]);
    await opened();
    await log.clear(ofTabs('run:1'), 'run:1', 1);
    feed.hear(await write([stored('b')]));
    await settled();
    expect(captures()).toEqual(['b']);
  });

  test('of what comes of a cleared capture shows nothing of it', async () => {
    await opened();
    feed.hear(await write([stored('a', { cleared: 'run:1 1' })]));
    await settled();
    expect(events()).toEqual([]);
  });
});

describe('captures that are shown no more', () => {
  test('are those that turned out to be part of another, in the log and as it is told', async () => {
    await write([stored('merged before', { mergedInto: 'a' }), stored('a'), stored('b')]);
    await opened();
    expect(captures()).toEqual(['a', 'b']);
    feed.hear(await write([stored('b', { mergedInto: 'a' })]));
    await settled();
    expect(captures()).toEqual(['a']);
    expect(goneTold()).toEqual(['merged before', 'b']);
  });

  test('leave what is looked at to the capture that they are part of', async () => {
    await write([stored('a'), stored('b')], batchOf(CLICK, ORDER));
    await opened();
    await looked({ capture: 'b', event: 1 });
    hush();
    feed.hear(await write([stored('b', { mergedInto: 'a' })]));
    await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ tell: 'detail' }), WAIT);
    expect(told.at(-1)).toMatchObject({ capture: 'a', event: 1, detail: { event: { index: 1 } } });
    expect(listsTold()).toContainEqual(
      expect.objectContaining({
        merged: [['b', 'a']],
        looked: { asked: 'a#1', id: 'a#1', where: 'shown', at: 2 },
      }),
    );
  });

  describe('as the log has dropped them', () => {
    beforeEach(async () => {
      await openScene({ captures: 4 });
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

    test('in the very write that changed one of them, do not come back', async () => {
      await write(old);
      await opened();
      feed.hear(await write([...now, stored('a', { visit: 'run:old', at: 100, status: 204 })]));
      await settled();
      expect(await log.capture('a')).toBeUndefined();
      expect(captures().toSorted()).toEqual(['c', 'd', 'e']);
    });

    test('unheard, have the feed tell all of it anew', async () => {
      await write(old);
      await opened();
      await write(now);
      hush();
      feed.hear(await write([stored('f', { visit: 'run:now' })]));
      await settled();
      expect(anewTold()).toMatchObject([{ dropped: { captures: 2, visits: 1 } }]);
      expect(captures().toSorted()).toEqual(['c', 'd', 'e', 'f']);
    });
  });
});

test('an event nested deeper than the stack spoils no row', async () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  await write([stored('a')], `{"events":[${JSON.stringify(CLICK)},{"deep":${deep}}]}`);
  await opened();
  expect(events()).toMatchObject([{ row: { type: 'ProductClicked' } }, { row: { index: 1 } }]);
});

test('a log that can’t be read is a fault, and is opened again at the next request', async () => {
  await write([stored('a')]);
  const open = vi
    .fn<() => Promise<Log>>()
    .mockRejectedValueOnce(new Error('broken'))
    .mockResolvedValue(log);
  start(open);
  feed.request({ ask: 'open', scope: ofTabs('run:1'), tab: 'run:1', filter: filterOf('') });
  await vi.waitFor(() => expect(told).toContainEqual({ tell: 'fault', reason: 'Error: broken' }));
  hush();
  await opened();
  expect(captures()).toEqual(['a']);
});
