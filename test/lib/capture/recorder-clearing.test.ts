import { beforeEach, describe, expect, test } from 'vitest';
import type { Log } from '../../../lib/log/log.ts';
import { ofTabs } from '../../../lib/log/scope.ts';
import { before, call, entry, origin, PAGE_TOLD, SHOP, told } from '../samples.ts';
import { completed, openScene, record, written } from './recorder-scene.ts';

let log: Log;
beforeEach(async () => {
  ({ log } = await openScene());
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

describe('what a page sent that was dropped as the next one came', () => {
  const outcome = { kind: 'outcome', at: 1500, call: 1, status: 202 } as const;

  test.each([
    ['call', 1400],
    ['last call, in the time of the next page,', 2600],
  ])('stays away, though its %s is told later', async (_, at) => {
    const clock = { now: 2000 };
    const { network, page, drop } = await record({ clock });
    await page(told());
    await network(before());
    await network(completed);
    const next = origin({ document: 'doc2', url: `${SHOP}cart` });
    await page(told({ at: 2500, url: next.url }), next);
    await drop('run:1', 'run:doc2');
    clock.now = 20_000;
    await page(call({ at }));
    await page({ ...outcome, at: at + 10 });
    await page(call({ at: 2700 }), next);
    expect(await written()).toMatchObject([{ visit: 'run:doc2', at: 2700 }]);
  });

  test('stays away, though the page comes back; what it sends then is there', async () => {
    const { network, page, drop } = await record({ now: 5000 });
    await page(told());
    await network(before());
    await network(completed);
    await page(told({ at: 2500, url: SHOP }), origin({ document: 'doc2' }));
    await drop('run:1', 'run:doc2');
    await page(told({ back: 4000 }));
    await page(call({ call: 2, at: 4100 }));
    expect(await written()).toMatchObject([{ visit: 'run:doc', at: 4100 }]);
  });

  test('stays away, though DevTools tells of it later, also to the next background', async () => {
    const { network, page, drop } = await record();
    await page(told());
    await network(before());
    await network(completed);
    await page(told({ at: 2500, url: SHOP }), origin({ document: 'doc2' }));
    await drop('run:1', 'run:doc2');
    const clock = { now: 20_000 };
    const { devtools } = await record({ restartedAt: 19_000, clock });
    await devtools({ tabId: 1, ...entry() });
    clock.now = 30_000;
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(await written()).toEqual([]);
  });
});

test('what was told before a pause is recorded, however much of it there is', async () => {
  const watched = [1];
  const { page, network, paused } = await record({ watched });
  await page(told());
  const seen = Array.from({ length: 30 }, (_, n) => network(before({ request: `${n}` })));
  await paused('run:1');
  watched.length = 0;
  await Promise.all(seen);
  expect(await written()).toHaveLength(30);
});

test('what was sent while recording was paused is not recorded, though DevTools tells of it later', async () => {
  const clock = { now: 1000 };
  const { devtools, paused, resumed } = await record({ access: false, clock });
  await devtools(PAGE_TOLD);
  await paused('run:1');
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

test('what was sent before a pause is recorded whole, though it is told in it', async () => {
  const clock = { now: 1000 };
  const watched = [1];
  const { page, network, devtools, paused } = await record({ watched, access: false, clock });
  await page(told({ at: 500, since: 500 }));
  await devtools(PAGE_TOLD);
  await page(call({ at: 900 }));
  await paused('run:1');
  watched.length = 0;
  await page({ kind: 'outcome', at: 1100, call: 1, status: 202 });
  await page(call({ at: 950, call: 2, url: `${call().url}?2` }));
  await page(call({ at: 1050, call: 3, url: `${call().url}?3` }));
  await devtools({
    tabId: 1,
    ...entry({ entry: 'e1', at: 980, ended: 1010, url: `${call().url}?4` }),
  });
  await devtools({
    tabId: 1,
    ...entry({ entry: 'e2', at: 1020, ended: 1030, url: `${call().url}?5` }),
  });
  await network(before({ at: 1040 }));
  const found = await written();
  expect(found.map(({ at, url }) => [at, url.split('?')[1]])).toEqual([
    [900, undefined],
    [950, '2'],
    [980, '4'],
  ]);
  expect(found[0]).toMatchObject({ page: { status: 202 } });
});

test('a tab that was left paused, and is recorded again, keeps nothing away, nor does its next pause', async () => {
  const clock = { now: 1000 };
  const { devtools, paused, resumed } = await record({ access: false, clock });
  await devtools(PAGE_TOLD);
  await paused('run:1');
  await devtools({ tabId: 1, ...entry({ entry: 'e1', at: 1200, ended: 1210 }) });
  clock.now = 1500;
  const later = await record({ access: false, clock, restartedAt: 1400 });
  await later.devtools(PAGE_TOLD);
  await later.devtools({ tabId: 1, ...entry({ entry: 'e2', at: 1300, ended: 1310 }) });
  expect(await written()).toMatchObject([{ at: 1200 }, { at: 1300 }]);
  await paused('run:1');
  clock.now = 1700;
  resumed('run:1');
  await devtools({ tabId: 1, ...entry({ entry: 'e3', at: 1400, ended: 1410 }) });
  await devtools({ tabId: 1, ...entry({ entry: 'e4', at: 1600, ended: 1610 }) });
  const times = new Set((await written()).map(({ at }) => at));
  expect(times).toEqual(new Set([1200, 1300, 1400]));
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

  test('of a site stays so when more of its pages is told late', async () => {
    const clock = { now: 1400 };
    const { devtools, clear, undoClear } = await record({ access: false, clock });
    const tell = (at: number) =>
      devtools({ tabId: 1, ...entry({ entry: `e${at}`, at, ended: at + 10 }) });
    await devtools(PAGE_TOLD);
    await tell(1200);
    const [first] = await written();
    const scope = { kind: 'site' as const, site: new URL(first!.route).origin };
    await clear(scope, 'run:1', 1400);
    await tell(1300);
    await tell(1450);
    const shown = async () => (await written()).map((one) => [one.at, one.cleared === undefined]);
    expect(await shown()).toEqual([
      [1200, false],
      [1300, false],
      [1450, true],
    ]);
    await undoClear(await clearing());
    expect((await shown()).every(([, isShown]) => isShown)).toBe(true);
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

  test('is not back as its page tells of it late, and shown where what was called began after it', async () => {
    const clock = { now: 2000 };
    const { network, page, clear } = await record({ clock });
    await page(told());
    await network(before());
    await network(completed);
    await clear(ofTabs('run:1'), 'run:1', 2000);
    await page(call({ call: 2, at: 1900, url: `${SHOP}api/events?late` }));
    await network(before({ request: '2', at: 2050, url: `${SHOP}api/events?late` }));
    expect((await written()).filter(({ cleared }) => cleared === undefined)).toMatchObject([
      { network: { request: '2' }, page: { call: 2 } },
    ]);
    await clear(ofTabs('run:1'), 'run:1', 3000);
    await page(call());
    await page({ kind: 'outcome', at: 1500, call: 1, status: 202 });
    clock.now = 30_000;
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect((await written()).filter(({ cleared }) => cleared === undefined)).toEqual([]);
  });

  test('asked for twice, as the answer was lost, is nothing of what came meanwhile', async () => {
    const { network, clear } = await record();
    await clear(ofTabs('run:1'), 'run:1', 500);
    await network(before());
    await clear(ofTabs('run:1'), 'run:1', 500);
    expect(await written()).toMatchObject([{ id: 'run:1' }]);
    expect((await written())[0]).not.toHaveProperty('cleared');
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
