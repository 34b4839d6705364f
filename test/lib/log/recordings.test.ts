import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Log, openLog } from '../../../lib/log/log.ts';
import { ofTabs } from '../../../lib/log/scope.ts';
import { capture, visit } from '../samples.ts';

const SHOP = 'https://shop.test';
const OTHER = 'https://other.test';
const MINUTE = 60_000;

let log: Log;
beforeEach(async () => {
  log = await openLog(new IDBFactory());
});

/** A page that has sent something at these times, in minutes. */
async function send(id: string, url: string, minutes: number[], tab = 'run:1', title = '') {
  await log.write({
    visits: [visit({ id, tab, url, title, at: minutes[0]! * MINUTE })],
    captures: minutes.map((at) => capture({ id: `${id} ${at}`, visit: id, tab, at: at * MINUTE })),
    bodies: [],
    arrived: [],
  });
}

describe('what the log holds', () => {
  test('is told by tab, site and time, the newest first, with how much there is', async () => {
    await send('run:a', `${SHOP}/`, [0, 1], 'run:1', 'Shop');
    await send('run:b', `${SHOP}/cart`, [25], 'run:1', 'Basket');
    await send('run:c', `${OTHER}/`, [26]);
    await send('run:d', `${SHOP}/`, [2], 'run:2');
    await send('run:e', `${SHOP}/`, [56], 'run:1');
    expect(await log.recordings()).toEqual([
      {
        id: 'run:e',
        site: SHOP,
        title: '',
        tab: 'run:1',
        from: 56 * MINUTE,
        to: 56 * MINUTE,
        captures: 1,
        visits: ['run:e'],
      },
      expect.objectContaining({ id: 'run:c', site: OTHER, captures: 1 }),
      {
        id: 'run:a',
        site: SHOP,
        title: 'Basket',
        tab: 'run:1',
        from: 0,
        to: 25 * MINUTE,
        captures: 3,
        visits: ['run:a', 'run:b'],
      },
      expect.objectContaining({ id: 'run:d', tab: 'run:2', captures: 1 }),
    ]);
  });

  test('has what a site sent without a tab as a recording of its own', async () => {
    await send('run:a', `${SHOP}/`, [0]);
    const visitOf = `run:site ${SHOP}`;
    const worker = capture({ id: 'worker', visit: visitOf, tab: 'run:-1', site: SHOP, at: 5 });
    await log.write({ captures: [worker], visits: [], bodies: [], arrived: [] });
    const [first] = await log.recordings();
    expect(first).toMatchObject({ tab: 'run:-1', site: SHOP, captures: 1, visits: [visitOf] });
    const read = await log.since({ kind: 'visits', visits: first!.visits }, 0);
    expect(read.captures.map(({ id }) => id)).toEqual(['worker']);
  });

  test('has nothing of what was cleared, and of pages that sent nothing', async () => {
    await send('run:a', `${SHOP}/`, [0]);
    await log.write({ captures: [], visits: [visit({ id: 'run:b' })], bodies: [], arrived: [] });
    await log.clear(ofTabs('run:1'), 'run:1', 1);
    expect(await log.recordings()).toEqual([]);
  });
});
