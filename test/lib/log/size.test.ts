import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Body, Capture, NetworkPart } from '../../../lib/capture/capture.ts';
import { digestsOf } from '../../../lib/capture/bodies.ts';
import { type Change, type Log, openLog } from '../../../lib/log/log.ts';
import { ofTabs } from '../../../lib/log/scope.ts';
import { recordOf } from '../../../lib/log/record.ts';
import { kept, keptVisit } from '../../../lib/log/weigh.ts';
import { capture, visit } from '../samples.ts';

let factory: IDBFactory;
let log: Log;
beforeEach(async () => {
  factory = new IDBFactory();
  log = await openLog(factory);
});

function write(part: Partial<Change>) {
  return log.write({ captures: [], visits: [], bodies: [], arrived: [], ...part });
}

const bytes = (digest: string, size: number): Body => ({
  kind: 'bytes',
  digest,
  size,
  stored: size,
});
const stored = (digest: string, size: number) => ({ digest, bytes: new Uint8Array(size) });
const network = (body: Body): NetworkPart => ({
  request: '1',
  at: 1000,
  method: 'POST',
  url: 'https://receiver.test/api/events',
  state: 'done',
  requestHeaders: [],
  responseHeaders: [],
  body,
  type: 'ping',
  initiator: '',
  hops: [],
});

/** The size of the log as it follows from what is in it. */
async function counted(captures: Capture[], sizes: number[]): Promise<number> {
  const found = await Promise.all(captures.map(({ id }) => log.capture(id)));
  const records = found.flatMap((one) => (one ? [kept(recordOf(one), () => 0)] : []));
  const visits = (await log.visits('run')).map(keptVisit);
  const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
  return sum([...[...records, ...visits].map(({ held }) => held.bytes), ...sizes]);
}

describe('the size of the log', () => {
  test('counts a body once, however many captures and parts of them refer to it', async () => {
    const one = capture({
      id: 'run:1',
      body: bytes('a', 1000),
      network: network(bytes('a', 1000)),
    });
    const two = capture({ id: 'run:2', body: bytes('a', 1000) });
    await write({ captures: [one], visits: [visit()], bodies: [stored('a', 1000)] });
    await write({ captures: [two], bodies: [stored('a', 1000)] });
    expect(await log.size()).toBe(await counted([one, two], [1000]));
  });

  test('is the same after the log has been closed, and none after all was cleared', async () => {
    const one = capture({ body: bytes('a', 1000), responseBody: bytes('b', 500) });
    await write({ captures: [one], bodies: [stored('a', 1000), stored('b', 500)] });
    const size = await log.size();
    log.close();
    log = await openLog(factory);
    expect(await log.size()).toBe(size);
    await log.drop('run:1', 'none');
    expect(await log.size()).toBe(0);
    expect(await log.body('a')).toBeUndefined();
    expect(await log.body('b')).toBeUndefined();
  });

  test('has no part of a body that a capture has let go of, or that none refers to', async () => {
    const before = capture({ body: bytes('a', 1000) });
    const after = capture({ body: bytes('b', 700) });
    await write({ captures: [before], bodies: [stored('a', 1000), stored('stray', 300)] });
    expect(await log.body('stray')).toBeUndefined();
    await write({ captures: [after], bodies: [stored('b', 700)] });
    expect(await log.body('a')).toBeUndefined();
    expect(await log.size()).toBe(await counted([after], [700]));
  });

  test('follows a body that is known longer than before, and is not cut by a shorter one', async () => {
    const one = capture({ body: bytes('a', 1000) });
    await write({ captures: [one], bodies: [stored('a', 100)] });
    await write({ captures: [one], bodies: [stored('a', 1000)] });
    await write({ captures: [one], bodies: [stored('a', 100)] });
    expect(await log.body('a')).toHaveLength(1000);
    expect(await log.size()).toBe(await counted([one], [1000]));
  });

  test('is what is there, whatever is written, changed, cleared and dropped, in whatever order', async () => {
    const digest = fc.constantFrom('a', 'b', 'c', 'd');
    const size: Record<string, number> = { a: 10, b: 3000, c: 5000, d: 20_000 };
    const ids = Array.from({ length: 6 }, (_, n) => `run:${n}`);
    const body = digest.map((name) => bytes(name, size[name]!));
    const step = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          id: fc.constantFrom(...ids),
          tab: fc.constantFrom('run:1', 'run:2'),
          visit: fc.constantFrom('run:x', 'run:y', 'run:z'),
          at: fc.nat(100),
          body,
          responseBody: body,
        }),
      },
      { weight: 1, arbitrary: fc.constantFrom('drop', 'clear', 'undo', 'end', 'reopen') },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        factory = new IDBFactory();
        log = await openLog(factory, { bytes: 40_000, captures: 5 });
        for (const one of steps) {
          if (one === 'drop') await log.drop('run:1', 'run:y');
          else if (one === 'clear') await log.clear(ofTabs('run:1'), 'run:1', 1);
          else if (one === 'undo') await log.undoClear((await log.clearingOf('run:1'))?.id ?? '');
          else if (one === 'end') await log.endClearings((tab) => tab === 'run:1');
          else if (one === 'reopen') {
            log.close();
            log = await openLog(factory, { bytes: 40_000, captures: 5 });
          } else {
            const { id, visit: at, tab } = one;
            const bodies = [one.body, one.responseBody].map((b) =>
              b.kind === 'bytes' ? b.digest : '',
            );
            await write({
              captures: [capture({ ...one, id, visit: at, tab })],
              visits: [visit({ id: at, tab, at: one.at })],
              bodies: [...new Set(bodies)].map((name) => stored(name, size[name]!)),
            });
          }
        }
        const there = await Promise.all(
          Object.keys(size).map(async (name) => (await log.body(name))?.length ?? 0),
        );
        const captures = (await Promise.all(ids.map((id) => log.capture(id)))).filter(
          (one) => one !== undefined,
        );
        const referred = new Set(captures.flatMap(digestsOf));
        expect(there.filter((length) => length > 0)).toHaveLength(referred.size);
        expect(await log.size()).toBe(await counted(captures, there));
      }),
      { numRuns: 60 },
    );
  });
});
