import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { NetworkSighting } from '../../../lib/capture/sighting.ts';
import { type Inbox, openInbox } from '../../../lib/log/inbox.ts';
import type { Log } from '../../../lib/log/log.ts';
import {
  before,
  body,
  bytesOf,
  call,
  capture,
  entry,
  networkPart,
  origin,
  pagePart,
  RECEIVER,
  seenBytes,
  SHOP,
  told,
  visit,
} from '../samples.ts';
import { completed, openScene, record, written } from './recorder-scene.ts';

let factory: IDBFactory;
let inbox: Inbox;
let log: Log;
beforeEach(async () => {
  ({ factory, inbox, log } = await openScene());
});

describe('killed between request and response', () => {
  test('a recorder of the same run completes the capture', async () => {
    await (await record()).network(before());
    await (await record()).network(completed);
    expect(await written()).toMatchObject([{ id: 'run:1', state: 'done', status: 202 }]);
  });

  test('a recorder of the same run joins the page’s sighting', async () => {
    await (await record()).network(before());
    await (await record()).page(call());
    expect(await written()).toMatchObject([{ id: 'run:1', page: { call: 1 } }]);
  });

  test('a request of which nothing but its end was written is there, and joined with its call', async () => {
    const { network, page } = await record({ restartedAt: 1200, now: 20_000 });
    const { kind: _, request: __, at: ___, body: ____, ...of } = before();
    await network({ ...completed, of });
    await page(call());
    expect(await written()).toMatchObject([
      {
        id: 'run:1',
        status: 202,
        network: { begunUnseen: true },
        page: { call: 1 },
        body: { kind: 'bytes' },
      },
    ]);
  });

  test('a call, an outcome or an entry that is told again is not recorded again', async () => {
    const first = await record();
    await first.network(before());
    await first.page(call());
    await first.network(completed);
    await first.devtools({ tabId: 1, ...entry() });
    const later = await record({ now: 50_000, restartedAt: 49_000 });
    await later.page(call());
    await later.devtools({ tabId: 1, ...entry() });
    await later.page({ kind: 'outcome', at: 1600, call: 1, status: 202 });
    expect(await written()).toMatchObject([
      { id: 'run:1', page: { call: 1, status: 202 }, devtools: { entry: 'e1' } },
    ]);
  });

  test('what the one before did not come to hear is heard first, and once', async () => {
    openInbox(factory, 1).keep('run2', before({ request: '7' }));
    inbox.keep('run', before());
    inbox.keep('run', { kind: 'sent', request: '1', at: 1100, headers: [] });
    const later = openInbox(factory, 3000);
    const { network } = await record({ restartedAt: 2500, inbox: later });
    await network(completed);
    expect(await written()).toMatchObject([
      { id: 'run:1', status: 202, network: { sent: 1100 }, body: { kind: 'bytes' } },
    ]);
    expect(await written('run:7')).toEqual([]);
    await vi.waitFor(async () => expect(await openInbox(factory, 4000).left('run2')).toEqual([]));
  });

  test('what the one before had written is not changed by being told again', async () => {
    const sightings: NetworkSighting[] = [
      before(),
      { kind: 'sent', request: '1', at: 1100, headers: [] },
      { kind: 'redirected', request: '1', at: 1150, status: 307, to: `${RECEIVER}?moved` },
      { kind: 'sent', request: '1', at: 1160, headers: [] },
      completed,
    ];
    const first = await record();
    for (const sighting of sightings) await first.network(sighting);
    const [capture] = await written();
    for (const sighting of sightings) inbox.keep('run', sighting);
    inbox = openInbox(factory, 3000);
    const { network } = await record({ restartedAt: 2500 });
    await network(completed);
    expect(await written()).toEqual([{ ...capture, revision: expect.any(Number) }]);
  });

  test('a recorder of another run says that the outcome is unknown', async () => {
    await (await record()).network(before());
    await record({ run: 'run2' });
    await vi.waitFor(async () =>
      expect(await written()).toMatchObject([{ id: 'run:1', state: 'unknown' }]),
    );
  });

  test('a request of another run with the same number is another capture', async () => {
    await (await record()).network(before());
    await (await record({ run: 'run2' })).network(before());
    expect(await written()).toMatchObject([{ id: 'run:1' }]);
    expect(await written('run2:1')).toMatchObject([{ id: 'run2:1' }]);
  });

  test('what it left unjoined is joined, though it is old and not taken up at once', async () => {
    const requests = Array.from({ length: 151 }, (_, n) => {
      const at = 1000 + 10 * n;
      const network = networkPart({ request: `${n}`, at, ended: at + 5, body: body(`d${n}`) });
      return capture({ id: `run:${n}`, at, network, body: network.body });
    });
    const calls = requests.slice(0, -1).map(({ at, body: sent }, n) => {
      const page = pagePart({ call: n, at: at - 1, ended: at + 5, body: sent });
      return capture({ id: `run:doc:${n}`, at: page.at, page, body: sent });
    });
    const captures = [...requests, ...calls];
    await log.write({ captures, visits: [visit()], bodies: [], arrived: [] });
    await record({ now: 120_000, restartedAt: 100_000 });
    const joined = async () => (await written()).filter(({ network, page }) => network && page);
    await vi.waitFor(async () => expect(await joined()).toHaveLength(calls.length));
  });

  test('a call that is told long after its request, and its outcome after that, are part of it', async () => {
    const text = '{"events":[]}';
    const at = 1000;
    const late = await record({ now: 1000 });
    await late.network(before({ at, body: seenBytes(bytesOf(text)) }));
    await late.network(completed);
    const told = call({ call: 1, at, body: { kind: 'text', text, of: 'string' } });
    const first = await record({ restartedAt: 100_000, now: 100_000 });
    await vi.waitFor(async () => expect(await log.pending()).toEqual([]));
    await first.page(told);
    const second = await record({ restartedAt: 200_000, now: 200_000 });
    await second.page({ kind: 'outcome', call: 1, at: 1600, status: 202 });
    expect((await written()).filter(({ mergedInto }) => !mergedInto)).toMatchObject([
      { id: 'run:1', network: { state: 'done' }, page: { call: 1, ended: 1600 } },
    ]);
  });

  test('a capture that has been open for too long is given up', async () => {
    await (await record()).network(before({ at: 1000 }));
    await record({ now: 1000 + 5 * 60_000 });
    expect(await written()).toMatchObject([{ state: 'pending' }]);
    await record({ now: 1001 + 5 * 60_000 });
    await vi.waitFor(async () => expect(await written()).toMatchObject([{ state: 'unknown' }]));
  });
});

describe('a page that was not heard for long', () => {
  const NOW = 1_000_000;
  const DAY = 24 * 60 * 60_000;

  test.each([0, NOW - 400_000, NOW - 200_000, NOW + DAY])(
    'is heard, whenever it says that it sent something: at %s',
    async (at) => {
      const { page } = await record({ now: NOW });
      await page(told());
      await Promise.all([page(call({ call: 1, at })), page(call({ call: 2, at: NOW }))]);
      expect(new Set((await written()).map((one) => one.page?.call))).toEqual(new Set([1, 2]));
    },
  );

  test('is given the request of its bytes, however late the browser came to it', async () => {
    const text = '{"events":[]}';
    const first = await record({ now: 1000 });
    await first.network(before({ at: NOW - 70_000, body: seenBytes(bytesOf(text)) }));
    await first.network({ ...completed, at: NOW - 69_000 });
    const { page } = await record({ now: NOW });
    await page(told());
    await page(call({ at: NOW - 90_000, body: { kind: 'text', of: 'string', text } }));
    expect(await written()).toMatchObject([{ page: { call: 1 }, network: { request: '1' } }]);
  });

  test('is given no request of an earlier run', async () => {
    const at = NOW - 100_000;
    const network = networkPart({ at: at + 1, initiator: SHOP, tabless: true });
    const worker = { id: 'old:1', tab: 'old:-1', visit: 'old:', site: 'https://shop.test' };
    const captures = [capture({ ...worker, at: at + 1, network, body: network.body })];
    await log.write({ captures, visits: [], bodies: [], arrived: [] });
    const { page } = await record({ now: NOW });
    await page(told());
    await page(call({ at, body: { kind: 'empty' } }));
    const called = (await written()).find((one) => one.page);
    expect(called).toBeDefined();
    expect(called).not.toHaveProperty('network');
  });
});

describe('where the log can’t be read', () => {
  const broken = () => Promise.reject(new Error('unreadable'));
  const fromExtension = { fromExtension: true, origin: origin({ tabId: -1, url: '' }) };
  const requestsLeft = async () =>
    (await openInbox(factory, 9000).left('run')).map(({ sighting }) => sighting.request);

  test('who told what could not be heard is told so, and the others are recorded', async () => {
    const { network } = await record();
    log.pendingResends = broken;
    const [resend, request] = await Promise.allSettled([
      network(before({ request: '1', ...fromExtension })),
      network(before({ request: '2' })),
    ]);
    expect([resend.status, request.status]).toEqual(['rejected', 'fulfilled']);
    expect(await written()).toMatchObject([{ id: 'run:2' }]);
  });

  test('the next start hears what could not be heard, and what follows on it', async () => {
    const { network } = await record();
    const see = (sighting: NetworkSighting) => network(sighting, inbox.keep('run', sighting));
    const { pendingResends } = log;
    await see(before({ request: '1' }));
    log.pendingResends = broken;
    await expect(see(before({ request: '2', ...fromExtension }))).rejects.toThrow('unreadable');
    log.pendingResends = pendingResends;
    await see(before({ request: '3' }));
    await vi.waitFor(async () => expect(await requestsLeft()).toEqual(['2', '3']));
  });

  test('a request is recorded though nothing can be looked up', async () => {
    const { network, page } = await record({ restartedAt: 900, now: 50_000 });
    Object.assign(log, { toldAs: broken, unfinished: broken });
    await network(before());
    expect(await written()).toMatchObject([{ id: 'run:1' }]);
    await page(told());
    await expect(page(call())).rejects.toThrow('unreadable');
  });

  test('what goes on is not written over what there is of it', async () => {
    await (await record()).network(before());
    const { network } = await record({ restartedAt: 1200, now: 50_000 });
    const { toldAs } = log;
    log.toldAs = broken;
    const { kind: _, request: __, at: ___, body: ____, ...of } = before();
    await expect(network({ ...completed, of })).rejects.toThrow('unreadable');
    log.toldAs = toldAs;
    await network({ ...completed, of });
    expect(await written()).toMatchObject([{ status: 202, body: { kind: 'bytes' } }]);
  });
});
