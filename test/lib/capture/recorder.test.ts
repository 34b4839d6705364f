import { beforeEach, describe, expect, test, vi } from 'vitest';
import { KEPT_OF_LARGE_BODY, MAX_BODY } from '../../../lib/capture/sighting.ts';
import type { Log } from '../../../lib/log/log.ts';
import { ofTabs } from '../../../lib/log/scope.ts';
import type { Announcement } from '../../../lib/messaging/announcement.ts';
import {
  before,
  bytesOf,
  call,
  consentChange,
  entry,
  origin,
  PAGE_TOLD,
  RECEIVER,
  seenBytes,
  SHOP,
  told,
} from '../samples.ts';
import { completed, openScene, record, written } from './recorder-scene.ts';

let announced: Announcement[];
let log: Log;
let newPages: string[];
beforeEach(async () => {
  ({ announced, log, newPages } = await openScene());
});

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

  test('a request is the page’s that DevTools says, though the next one has begun', async () => {
    const { devtools } = await record({ access: false });
    await devtools(PAGE_TOLD);
    const leaving = { pageSince: 905, at: 2050, ended: 2060 };
    await devtools({ tabId: 1, ...entry({ ...leaving, entry: 'e1' }) });
    await devtools({ ...PAGE_TOLD, at: 2900, url: `${SHOP}cart`, began: 2000 });
    await devtools({ tabId: 1, ...entry({ ...leaving, entry: 'e2', method: 'PUT' }) });
    // The request for a page's own document begins a moment after the page.
    await devtools({ tabId: 1, ...entry({ entry: 'e3', at: 2012, ended: 2020, pageSince: 2001 }) });
    const byEntry = (await written()).map(({ devtools: told, visit }) => [told?.entry, visit]);
    expect(new Map(byEntry as [string, string][])).toEqual(
      new Map([
        ['e1', 'run:1@900'],
        ['e2', 'run:1@900'],
        ['e3', 'run:1@2000'],
      ]),
    );
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
    await second.paused('run:1');
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
