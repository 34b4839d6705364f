import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { startRecorder } from '../../../lib/capture/recorder.ts';
import {
  KEPT_OF_LARGE_BODY,
  MAX_BODY,
  type DevtoolsSighting,
  type NetworkSighting,
  type Origin,
  type PageSighting,
} from '../../../lib/capture/sighting.ts';
import { type Inbox, openInbox } from '../../../lib/log/inbox.ts';
import { type Log, openLog } from '../../../lib/log/log.ts';
import { ofTabs } from '../../../lib/log/scope.ts';
import type { Announcement } from '../../../lib/messaging/announcement.ts';
import type { BodyRead } from '../../../lib/capture/told-body.ts';
import {
  before,
  body,
  bytesOf,
  call,
  capture,
  consentChange,
  entry,
  expectResend,
  networkPart,
  origin,
  pagePart,
  RECEIVER,
  seenBytes,
  SHOP,
  told,
  visit,
} from '../samples.ts';

let log: Log;
let inbox: Inbox;
let factory: IDBFactory;
let announced: Announcement[];
let newPages: string[];

beforeEach(async () => {
  factory = new IDBFactory();
  log = await openLog(factory);
  inbox = openInbox(factory, 2000);
  announced = [];
  newPages = [];
});

async function record({
  run = 'run',
  watched = [1],
  now = 2000,
  restartedAt,
  access = true,
  watchedSince = 0,
  clock = { now },
  ...rest
}: {
  run?: string;
  watched?: number[];
  now?: number;
  restartedAt?: number;
  access?: boolean;
  watchedSince?: number;
  clock?: { now: number };
  inspectedSince?: number | undefined;
} = {}) {
  const inspectedSince = 'inspectedSince' in rest ? rest.inspectedSince : watchedSince;
  const recorder = await startRecorder({
    log,
    inbox,
    run,
    reach: {
      hasAccess: () => access,
      listeningSince: () => 0,
      watchedSince: () => watchedSince,
      inspectedSince: () => inspectedSince,
      ...(restartedAt !== undefined && { restartedAt }),
    },
    isRecorded: (tabId) => watched.includes(tabId),
    announce: (announcement) => announced.push(announcement),
    onNewPage: (_tab, visit) => newPages.push(visit),
    now: () => clock.now,
  });
  return {
    drop: recorder.drop,
    clear: recorder.clear,
    undoClear: recorder.undoClear,
    endClearings: recorder.endClearings,
    paused: recorder.paused,
    resumed: recorder.resumed,
    expectThroughPage: recorder.expectThroughPage,
    recordLost: recorder.recordLost,
    network: (sighting: NetworkSighting, kept?: string) =>
      recorder.see({ by: 'network', sighting }, kept),
    page: (sighting: PageSighting, from: Origin = origin(), body?: BodyRead) =>
      recorder.see({ by: 'page', sighting, origin: from, body: body ?? textRead(sighting) }),
    devtools: (sighting: DevtoolsSighting) => recorder.see({ by: 'devtools', sighting }),
  };
}

/** What a receiver of sightings reads of a call's text. */
function textRead(sighting: PageSighting): BodyRead {
  if (sighting.kind !== 'call' || sighting.body.kind !== 'text') return { kind: 'empty' };
  return seenBytes(bytesOf(sighting.body.text));
}

const completed = { kind: 'completed', request: '1', at: 1500, status: 202 } as const;
const written = async (tab = 'run:1') => (await log.since(ofTabs(tab), 0)).captures;

/** DevTools' word on the page of a tab. */
const PAGE_TOLD = {
  kind: 'page' as const,
  tabId: 1,
  at: 950,
  url: SHOP,
  title: 'Shop',
  frames: [],
  began: 900,
} satisfies DevtoolsSighting;

describe('a capture is written before anybody is told', () => {
  test('it is in the log when its sighting has been seen, though it has no outcome yet', async () => {
    const { network } = await record();
    await network(before());
    expect(await written()).toMatchObject([{ id: 'run:1', state: 'pending', url: RECEIVER }]);
  });

  test('its body is in the log as it came', async () => {
    const { network } = await record();
    const bytes = bytesOf('{"name":"Rødgrød"}');
    await network(before({ body: seenBytes(bytes) }));
    const [capture] = await written();
    expect(capture?.body).toMatchObject({ kind: 'bytes', size: bytes.length });
    if (capture?.body.kind !== 'bytes') throw new Error('no bytes');
    expect(await log.body(capture.body.digest)).toEqual(bytes);
  });

  test('the announcement tells the revision that it follows on', async () => {
    const { network } = await record();
    await network(before());
    await network(completed);
    expect(announced).toMatchObject([
      { kind: 'changes', from: 0, captures: [{ state: 'pending' }], visits: [{ id: 'run:doc' }] },
      { kind: 'changes', from: 2, captures: [{ state: 'done', revision: 3 }], visits: [] },
    ]);
  });

  test('small bodies travel with the announcement, large ones do not', async () => {
    const { network } = await record();
    const large = new Uint8Array(64 * 1024 + 1).fill(32);
    await network(before());
    await network(before({ request: '2', body: seenBytes(large) }));
    expect(announced.map((one) => one.kind === 'changes' && one.bodies.size)).toEqual([1, 0]);
  });

  test('what changes nothing is not announced', async () => {
    const { network } = await record();
    await network(completed);
    expect(announced).toEqual([]);
  });
});

describe('what was dropped', () => {
  test('stays away, though the outcome of what was open comes later', async () => {
    const { network, drop } = await record({ restartedAt: 900 });
    await network(before());
    await drop('run:1', 'none');
    const { kind: _, request: __, at: ___, body: ____, ...of } = before();
    await network({ ...completed, of });
    expect(await written()).toEqual([]);
  });

  test('stays away, also if the site sent it without a tab', async () => {
    const { page, network, drop } = await record({ watched: [1, 2] });
    await page(told());
    await page(told(), origin({ tabId: 2, document: 'doc2' }));
    await network(before({ origin: origin({ tabId: -1, document: undefined }) }));
    expect(await written()).toMatchObject([{ tab: 'run:-1' }]);
    await drop('run:1', 'none');
    await network(completed);
    expect(await written()).toEqual([]);
  });
});

test('what was sent while recording was paused is not recorded, though DevTools tells of it later', async () => {
  const clock = { now: 1000 };
  const { devtools, paused, resumed } = await record({ access: false, clock });
  await devtools(PAGE_TOLD);
  paused('run:1');
  clock.now = 1500;
  resumed('run:1');
  await devtools({ tabId: 1, ...entry({ entry: 'e1', at: 1200, ended: 1210 }) });
  await devtools({ tabId: 1, ...entry({ entry: 'e2', at: 1600, ended: 1610 }) });
  expect(await written()).toMatchObject([{ at: 1600 }]);
  // Nor does a later background hear it.
  const later = await record({ access: false, clock, restartedAt: 1700 });
  await later.devtools(PAGE_TOLD);
  await later.devtools({ tabId: 1, ...entry({ entry: 'e3', at: 1300, ended: 1310 }) });
  expect(await written()).toMatchObject([{ at: 1600 }]);
});

describe('what was cleared', () => {
  const cleared = async () => (await written()).map((one) => one.cleared !== undefined);
  const clearing = async () => (await log.clearingOf('run:1'))!.id;

  test('stays so when more is told of it, by whichever observer', async () => {
    const { network, page, devtools, clear } = await record();
    await network(before());
    await clear(ofTabs('run:1'), 'run:1', 1500);
    await network(completed);
    await page(call());
    await devtools({ tabId: 1, ...entry() });
    expect(await written()).toMatchObject([{ status: 202, page: { call: 1 }, devtools: {} }]);
    expect(await cleared()).toEqual([true]);
  });

  test('is back with what has been told of it meanwhile, and goes on', async () => {
    const { network, page, clear, undoClear } = await record();
    await network(before());
    await clear(ofTabs('run:1'), 'run:1', 1500);
    await network(completed);
    await undoClear(await clearing());
    expect(await written()).toMatchObject([{ status: 202 }]);
    await page(call());
    expect(await written()).toMatchObject([{ page: { call: 1 } }]);
    expect(await cleared()).toEqual([false]);
  });

  test('goes on with the next background', async () => {
    const first = await record();
    await first.network(before());
    await first.clear(ofTabs('run:1'), 'run:1', 1500);
    const later = await record({ restartedAt: 1200 });
    await later.network(completed);
    expect(await written()).toMatchObject([{ status: 202 }]);
    await later.undoClear(await clearing());
    await later.page(call());
    expect(await written()).toMatchObject([{ page: { call: 1 } }]);
    expect(await cleared()).toEqual([false]);
  });

  test('is not back as DevTools, opened again, tells of it once more; what has ended since is there', async () => {
    const { devtools, clear, endClearings } = await record({ access: false });
    await devtools(PAGE_TOLD);
    await devtools({ tabId: 1, ...entry({ ended: 1600 }) });
    await clear(ofTabs('run:1'), 'run:1', 5000);
    await devtools({ tabId: 1, ...entry({ entry: 'again:1', ended: 1600 }) });
    await devtools({ tabId: 1, ...entry({ entry: 'new:1', at: 4900, ended: 5100 }) });
    expect(await cleared()).toEqual([true, true, false]);
    await endClearings((tab) => tab === 'run:1');
    await devtools({ tabId: 1, ...entry({ entry: 'again:2', ended: 1600 }) });
    expect(await cleared()).toEqual([false]);
    const later = await record({ access: false, restartedAt: 5200 });
    await later.devtools(PAGE_TOLD);
    await later.devtools({ tabId: 1, ...entry({ entry: 'again:3', ended: 1600 }) });
    expect(await cleared()).toEqual([false]);
  });

  test('is gone when that can’t be undone any more, and its outcome brings nothing back', async () => {
    const { network, clear, endClearings } = await record({ restartedAt: 900 });
    await network(before());
    await clear(ofTabs('run:1'), 'run:1', 1500);
    await endClearings((tab) => tab === 'run:1');
    const { kind: _, request: __, at: ___, body: ____, ...of } = before();
    await network({ ...completed, of });
    expect(await written()).toEqual([]);
  });
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
    inbox = openInbox(factory, 3000);
    const { network } = await record({ restartedAt: 2500 });
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

describe('a recorder that does not keep up', () => {
  test('waits for no less of what lies before it', async () => {
    const clock = { now: 1000 };
    const { page, network } = await record({ clock });
    const route = (at: number) => page({ kind: 'route', at, url: `${SHOP}${at}` });
    await page(told());
    // Meanwhile it takes up what an earlier one left.
    for (let at = 0; at < 8; at += 1) await route(at);
    const write = log.write.bind(log);
    vi.spyOn(log, 'write').mockImplementation(async (written) => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      return write(written);
    });
    const body = bytesOf('{"events":[]}');
    const seen = [
      page(call({ call: 1, body: { kind: 'text', of: 'string', text: '{"events":[]}' } })),
    ];
    for (let at = 1000; at < 4000; at += 1) seen.push(route(at));
    seen.push(network(before({ body: seenBytes(body) })));
    // What takes a minute here takes it from all that is there.
    clock.now = 100_000;
    await Promise.all(seen);
    expect(await written()).toMatchObject([{ page: { call: 1 }, network: { request: '1' } }]);
  });

  test('hears of a request what was told before it, however much lies before that', async () => {
    const clock = { now: 1000 };
    const { page, network, devtools } = await record({ clock });
    await page(told());
    // Its portions are as large as they become.
    for (let at = 0; at < 8; at += 1) await page({ kind: 'route', at, url: `${SHOP}${at}` });
    const write = log.write.bind(log);
    vi.spyOn(log, 'write').mockImplementation(async (change) => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      return write(change);
    });
    const seen = [];
    for (; clock.now < 21_000; clock.now += 4) {
      const request = `other ${clock.now}`;
      seen.push(network(before({ request, at: clock.now, method: 'PUT' })));
    }
    for (const request of ['1', '2']) {
      const at = clock.now;
      const error = 'net::ERR_INSUFFICIENT_RESOURCES';
      seen.push(network(before({ request, at })), network({ kind: 'failed', request, at, error }));
      const { status: _, ...unanswered } = entry({ entry: request, at, ended: at, error });
      const body = { kind: 'unreadable', reason: 'binary' } as const;
      seen.push(devtools({ tabId: 1, ...unanswered, body }));
    }
    await Promise.all(seen);
    clock.now += 5000;
    await vi.waitFor(async () => {
      const posts = (await written()).filter(({ method }) => method === 'POST');
      expect(posts.map(({ id, state }) => [id, state])).toEqual([
        ['run:1', 'failed'],
        ['run:2', 'failed'],
      ]);
    });
  });
});

describe('a recorder in a flood', () => {
  const slowly = async () => {
    const recorder = await record();
    // Meanwhile it takes up what an earlier one left.
    for (let n = 0; n < 8; n += 1) await recorder.network(before({ request: `early ${n}` }));
    const write = log.write.bind(log);
    const spy = vi.spyOn(log, 'write').mockImplementation(async (change) => {
      await new Promise((resolve) => setTimeout(resolve, 200));
      return write(change);
    });
    const others = Array.from({ length: 60 }, (_, n) => before({ request: `other ${n}` }));
    await Promise.all(others.map((one) => recorder.network(one)));
    spy.mockClear();
    return { ...recorder, spy };
  };

  test('writes once what is told of a request in a while as long', async () => {
    const { network, page, spy } = await slowly();
    const begun = network(before());
    await new Promise((resolve) => setImmediate(resolve));
    await Promise.all([begun, page(call()), network(completed)]);
    expect(spy).toHaveBeenCalledOnce();
  });

  test('clears with the others what it was told before', async () => {
    const { network, clear } = await slowly();
    const begun = network(before());
    await clear(ofTabs('run:1'), 'run:1', 1500);
    await begun;
    expect((await written()).filter(({ cleared }) => cleared === undefined)).toEqual([]);
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

describe('a tab that is not watched', () => {
  test('leaves nothing in the log', async () => {
    const { network, page } = await record({ watched: [2] });
    await network(before());
    await network(completed);
    await page(told());
    await page(call());
    const { captures, visits, revision } = await log.since(ofTabs('run:1'), 0);
    expect({ captures, visits, revision }).toEqual({ captures: [], visits: [], revision: 0 });
    expect(announced).toEqual([]);
  });

  test('does not take the watched one’s captures', async () => {
    const { network } = await record({ watched: [2] });
    await network(before({ request: '1' }));
    await network(before({ request: '2', origin: origin({ tabId: 2, document: 'doc2' }) }));
    expect(await written('run:2')).toMatchObject([{ id: 'run:2', visit: 'run:doc2' }]);
  });
});

test('of a body over the limit the first part and the size are kept', async () => {
  const { network } = await record();
  const bytes = new Uint8Array(MAX_BODY + 1).fill(97);
  await network(before({ body: seenBytes(bytes) }));
  const [capture] = await written();
  expect(capture?.body).toMatchObject({ size: MAX_BODY + 1, stored: KEPT_OF_LARGE_BODY });
  if (capture?.body.kind !== 'bytes') throw new Error('no bytes');
  expect(await log.body(capture.body.digest)).toHaveLength(KEPT_OF_LARGE_BODY);
});

test('a body of which the browser hands over only the beginning has its whole size', async () => {
  const { network } = await record();
  await network(before({ body: seenBytes(bytesOf('{"events":'), 1000) }));
  expect(await written()).toMatchObject([{ body: { size: 1000, stored: 10 } }]);
});

test.each([
  [{ kind: 'empty' }, { kind: 'empty' }],
  [seenBytes(bytesOf('')), { kind: 'empty' }],
  [
    { kind: 'unreadable', reason: 'blob' },
    { kind: 'unreadable', reason: 'blob' },
  ],
] as const)('a body of %j is recorded as %j', async (seen, body) => {
  const { network } = await record();
  await network(before({ body: seen }));
  expect(await written()).toMatchObject([{ body }]);
});

describe('a resend', () => {
  const OWN = { fromExtension: true, origin: origin({ tabId: -1, url: '' }) };
  const pending = {
    id: 'r1',
    original: 'run:1',
    tab: 'run:1',
    url: RECEIVER,
    at: 1600,
    way: 'extension',
  } as const;

  async function original() {
    const recorder = await record();
    await recorder.network(before());
    await recorder.network(completed);
    return recorder;
  }

  test('is a capture where its original is, and points back to it', async () => {
    const { network } = await original();
    await expectResend(log, pending);
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
    await expectResend(log, pending);
    await expectResend(log, { ...pending, id: 'r2' });
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
    await expectResend(log, pending);
    await (await record()).network(before({ request: '2', ...OWN }));
    expect(await log.capture('run:2')).toMatchObject({ resendOf: 'run:1' });
  });

  test('is told from another to the same address by its bytes', async () => {
    const { network } = await original();
    const { body } = (await log.capture('run:1'))!;
    const digest = body.kind === 'bytes' ? body.digest : '';
    await log.write({ captures: [capture({ id: 'run:0' })], visits: [], bodies: [], arrived: [] });
    await expectResend(log, { ...pending, id: 'r0', original: 'run:0', digest: 'another' });
    await expectResend(log, { ...pending, digest });
    await network(before({ request: '2', ...OWN }));
    expect(await log.capture('run:2')).toMatchObject({ resendOf: 'run:1' });
    expect(await log.pendingResends()).toMatchObject([{ id: 'r0' }]);
  });

  test('through the page is one capture with the page’s own sighting, and points back', async () => {
    const recorder = await original();
    recorder.expectThroughPage();
    const sent = { at: 1700, body: seenBytes(bytesOf('{"events":[]}')) };
    await expectResend(log, { ...pending, way: 'page' });
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
    await expectResend(log, { ...pending, original: '', place });
    await network(before({ request: '2', ...OWN }));
    expect(await log.capture('run:2')).toMatchObject({ ...place, resendOf: '' });
  });

  test('that is never seen is told of as such, and one that is just being written is not', async () => {
    const { network, recordLost } = await original();
    await expectResend(log, pending);
    await expectResend(log, { ...pending, id: 'r2', at: 1650 });
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
    await expectResend(log, pending);
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

  test('that nobody asked for is not recorded', async () => {
    const { network } = await original();
    await network(before({ request: '2', ...OWN }));
    await expectResend(log, { ...pending, url: 'https://other.test/api/events' });
    await network(before({ request: '3', ...OWN }));
    expect(await written()).toHaveLength(1);
  });
});

describe('visits and routes', () => {
  test('a capture has the route that was in force at its time', async () => {
    const { network, page } = await record();
    await page(told());
    await page({ kind: 'route', at: 1000, url: `${SHOP}cart` });
    await page({ kind: 'route', at: 1100, url: `${SHOP}thanks` });
    await network(before({ request: '1', at: 950 }));
    await network(before({ request: '2', at: 1050, body: { kind: 'empty' } }));
    await network(before({ request: '3', at: 1150, body: { kind: 'empty' } }));
    const routes = (await written()).map(({ id, route }) => [id, route]);
    expect(new Map(routes as [string, string][])).toEqual(
      new Map([
        ['run:1', SHOP],
        ['run:2', `${SHOP}cart`],
        ['run:3', `${SHOP}thanks`],
      ]),
    );
  });

  test('a page’s claim of consent is in the log with its visit, once, whatever befalls the background', async () => {
    const asked = { kind: 'consent', ...consentChange() } as const;
    const refused = { ...asked, at: 1500, state: 'refused' } as const;
    const first = await record();
    await first.page(told());
    await first.page(asked);
    const second = await record({ restartedAt: 1200 });
    await second.page(asked);
    await second.page(refused);
    await second.page(asked, origin({ tabId: 2, document: 'unwatched' }));
    const { visits } = await log.since(ofTabs('run:1'), 0);
    expect(visits.map(({ consent }) => consent)).toEqual([
      [consentChange(), consentChange({ at: 1500, state: 'refused' })],
    ]);
    expect((await log.since(ofTabs('run:2'), 0)).visits).toEqual([]);
  });

  test('a page that replaces another is told of once', async () => {
    const { page } = await record();
    const document = told({ title: '' });
    await page(document);
    await page({ ...document, title: 'Shop' });
    await page({ ...document, at: 1900 }, origin({ document: 'doc2' }));
    await page(
      { ...document, top: false },
      origin({ document: 'frame', frameId: 4, topFrame: false }),
    );
    expect(newPages).toEqual(['run:doc', 'run:doc2']);
  });
});

test('a body that the hook could not hand over is not seen', async () => {
  const { page } = await record();
  const reason = 'not-seen';
  await page(call({ body: { kind: 'none', reason } }), origin(), { kind: 'unreadable', reason });
  expect(await written()).toMatchObject([{ body: { kind: 'unreadable', reason } }]);
});

describe('a form', () => {
  const ENTRIES = [
    { name: 'a', value: 'b' },
    { name: 'f', bytes: bytesOf('hi'), filename: 'h.txt', type: 'text/plain' },
  ];
  const fields = { kind: 'unreadable', reason: 'form', fields: '[["a",["b"]]]' } as const;
  const headers = [{ name: 'Content-Type', value: 'multipart/form-data; boundary=XX' }];

  test('of which one observer knows the entries and the other the boundary has its bytes', async () => {
    const { page, network } = await record();
    await page(call({ body: { kind: 'form', entries: [] } }), origin(), {
      kind: 'form',
      entries: ENTRIES,
    });
    await network(before({ body: fields }));
    await network({ kind: 'sent', request: '1', at: 1001, headers });
    const [capture, ...others] = await written();
    expect(others).toEqual([]);
    if (capture?.body.kind !== 'bytes') throw new Error('no bytes');
    const text = new TextDecoder().decode(await log.body(capture.body.digest));
    expect(text).toMatch(/^--XX\r\n.*name="a".*filename="h.txt".*--XX--\r\n$/s);
  });

  test('that the browser takes a text for is known by its fields', async () => {
    const { page, network } = await record();
    await page(call({ body: { kind: 'text', text: 'a=b&c=d', of: 'string' } }));
    await network(
      before({ body: { kind: 'unreadable', reason: 'form', fields: '[["a",["b"]],["c",["d"]]]' } }),
    );
    expect(await written()).toMatchObject([
      { page: { call: 1 }, body: { kind: 'bytes', size: 7 } },
    ]);
  });
});

describe('with DevTools alone', () => {
  test('a request is a capture of the tab’s page, with its answer', async () => {
    const { devtools } = await record({ access: false });
    await devtools(PAGE_TOLD);
    await devtools({ tabId: 1, ...entry({ responseBody: seenBytes(bytesOf('{}')) }) });
    expect(await written()).toMatchObject([
      { status: 202, responseBody: { kind: 'bytes', size: 2 }, devtools: { entry: 'e1' } },
    ]);
    const [visit] = (await log.since(ofTabs('run:1'), 0)).visits;
    expect(visit?.coverage.gaps).toMatchObject([
      { cause: 'no-access', detail: 'https://shop.test' },
      { cause: 'no-access', detail: 'https://receiver.test' },
    ]);
  });

  test('a request is the page’s that sent it, though that is told of later', async () => {
    const { devtools } = await record({ access: false });
    await devtools(PAGE_TOLD);
    await devtools({ tabId: 1, ...entry({ at: 2100, ended: 2110 }) });
    await devtools({ ...PAGE_TOLD, at: 2900, url: `${SHOP}cart`, began: 2000 });
    expect(await written()).toMatchObject([{ visit: 'run:1@2000', route: `${SHOP}cart` }]);
    // And what the first page sent stays its own.
    await devtools({ tabId: 1, ...entry({ entry: 'e2', at: 1500, ended: 1510 }) });
    expect((await written()).map(({ visit }) => visit)).toContain('run:1@900');
  });

  test('an entry of a request that was seen is part of its capture', async () => {
    const { network, devtools } = await record();
    await network(before());
    await network(completed);
    await devtools({ tabId: 1, ...entry() });
    expect(await written()).toMatchObject([{ id: 'run:1', devtools: { entry: 'e1' } }]);
  });
});

describe('what could not be seen of a visit', () => {
  const gaps = async () =>
    (await log.since(ofTabs('run:1'), 0)).visits.flatMap(({ coverage }) =>
      coverage.gaps.map(({ cause }) => cause),
    );

  test('is nothing where all watch from its beginning', async () => {
    const { page } = await record();
    await page(told());
    expect((await log.since(ofTabs('run:1'), 0)).visits).toMatchObject([
      { coverage: { network: 900, page: 900, devtools: 900, gaps: [] } },
    ]);
  });

  test('is what came before its tab was watched, though hook and relay were there', async () => {
    const { page } = await record({ watchedSince: 1500 });
    await page(told());
    expect((await gaps()).toSorted()).toEqual(['loaded-before', 'no-devtools']);
    const [visit] = (await log.since(ofTabs('run:1'), 0)).visits;
    expect(visit?.coverage).toMatchObject({ network: 1500, devtools: 1500 });
  });

  test('is what DevTools alone sees, where it is open on the tab that opened this one', async () => {
    const { page } = await record({ watchedSince: 500, inspectedSince: undefined });
    await page(told());
    const [visit] = (await log.since(ofTabs('run:1'), 0)).visits;
    expect(visit?.coverage).toEqual({
      network: 900,
      page: 900,
      gaps: [{ cause: 'not-inspected', at: 500 }],
    });
  });

  test('is told when the background has been restarted, or recording paused', async () => {
    const first = await record();
    await first.page(told());
    const second = await record({ restartedAt: 1500 });
    await vi.waitFor(async () => expect(await gaps()).toEqual(['restart']));
    second.paused('run:1');
    await vi.waitFor(async () => expect(await gaps()).toEqual(['restart', 'paused']));
  });
});

test('sightings are recorded in the order in which they are seen', async () => {
  const { network } = await record();
  await Promise.all([network(before()), network(completed)]);
  expect(await written()).toMatchObject([{ state: 'done' }]);
});

test('who could not be recorded is told so, and it is written with the next sighting', async () => {
  const { network } = await record();
  const { write } = log;
  log.write = () => Promise.reject(new Error('disk full'));
  await expect(network(before())).rejects.toThrow('disk full');
  log.write = write;
  await network(before({ request: '2' }));
  const ids = (await written()).map(({ id }) => id);
  expect(ids.toSorted()).toEqual(['run:1', 'run:2']);
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
