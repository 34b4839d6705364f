import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Log } from '../../../lib/log/log.ts';
import { ofTabs } from '../../../lib/log/scope.ts';
import { before, bytesOf, call, entry, seenBytes, SHOP, told } from '../samples.ts';
import { completed, openScene, record, written } from './recorder-scene.ts';

let log: Log;
beforeEach(async () => {
  ({ log } = await openScene());
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
