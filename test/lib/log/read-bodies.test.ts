import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Body, Capture } from '../../../lib/capture/capture.ts';
import { type Log, openLog } from '../../../lib/log/log.ts';
import type { Changes } from '../../../lib/log/reading.ts';
import { ofTabs } from '../../../lib/log/scope.ts';
import { capture } from '../samples.ts';

let factory: IDBFactory;
let log: Log;
beforeEach(async () => {
  factory = new IDBFactory();
  log = await openLog(factory);
});

const refer = (digest: string, size = 4): Body => ({ kind: 'bytes', digest, size, stored: size });
const stored = (digest: string, size = 4) => ({ digest, bytes: new Uint8Array(size).fill(size) });
const own = ({ body, responseBody }: Capture) => [body, responseBody];

async function write(
  captures: Capture[],
  bodies: { digest: string; bytes: Uint8Array<ArrayBuffer> }[],
) {
  await log.write({ captures, visits: [], bodies, arrived: [] });
}

/** All that the tab has, in portions. */
async function readAll(tab: string, most: number, bodiesFor = own) {
  const read: Pick<Changes, 'captures' | 'bodies'>[] = [];
  const first = await log.since(ofTabs(tab), 0, new Set(), most, bodiesFor);
  read.push(first);
  for (let { rest } = first; rest;) {
    const portion = await log.rest(rest, most, bodiesFor);
    read.push(portion);
    ({ rest } = portion);
  }
  return read;
}

describe('bodies that are wanted with captures', () => {
  test('come with them, whether they were stored in a row, by turns with others, or after them', async () => {
    for (const n of [1, 2, 3]) {
      await write(
        [capture({ id: `run:${n}`, body: refer(`own ${n}`), responseBody: refer(`answer ${n}`) })],
        [stored(`own ${n}`), stored(`answer ${n}`)],
      );
    }
    await write([capture({ id: 'run:4', body: refer('later') })], []);
    await write([], [stored('later')]);
    const [read] = await readAll('run:1', Infinity, ({ body }) => [body]);
    expect([...read!.bodies.keys()].toSorted()).toEqual(['later', 'own 1', 'own 2', 'own 3']);
    expect(read!.captures).toHaveLength(4);
  });

  test('that were stored in a row are read at once', async () => {
    const get = vi.spyOn(IDBObjectStore.prototype, 'get');
    const names = Array.from({ length: 40 }, (_, n) => `${n}`);
    await write(
      names.map((name) => capture({ id: `run:${name}`, body: refer(name) })),
      names.map((name) => stored(name)),
    );
    get.mockClear();
    const [read] = await readAll('run:1', Infinity);
    expect(read!.bodies.size).toBe(40);
    expect(
      get.mock.contexts.filter((store) => (store as IDBObjectStore).name === 'bodies'),
    ).toEqual([]);
    get.mockRestore();
  });

  test('are those of as many captures as are asked for, where a source tells more at once', async () => {
    const names = ['a', 'b', 'c'];
    await write(
      names.map((name, at) => capture({ id: `run:${name}`, at, body: refer(name) })),
      names.map((name) => stored(name)),
    );
    const scope = { kind: 'visits' as const, visits: ['run:doc'] };
    const read = await log.since(scope, 0, new Set(), 2, own);
    expect([read.captures.length, read.bodies.size]).toEqual([3, 2]);
  });

  test('are those that the log has, after whatever has been written and dropped', async () => {
    const digests = ['a', 'b', 'c', 'd'];
    const tabs = ['run:1', 'run:2'];
    const step = fc.oneof(
      { weight: 1, arbitrary: fc.constantFrom('reopen' as const, 'drop' as const) },
      {
        weight: 5,
        arbitrary: fc.record({
          id: fc.constantFrom('run:a', 'run:b', 'run:c', 'run:d', 'run:e'),
          body: fc.constantFrom(...digests),
          responseBody: fc.constantFrom(...digests),
          size: fc.integer({ min: 1, max: 9 }),
          isLate: fc.boolean(),
        }),
      },
    );
    const property = fc.asyncProperty(
      fc.array(step, { maxLength: 12 }),
      fc.integer({ min: 1, max: 4 }),
      async (steps, most) => {
        factory = new IDBFactory();
        log = await openLog(factory);
        for (const one of steps) {
          if (one === 'reopen') {
            log.close();
            log = await openLog(factory);
          } else if (one === 'drop') {
            await log.drop('run:1', 'none');
          } else {
            const { id, size, isLate } = one;
            const tab = tabs[id < 'run:c' ? 0 : 1]!;
            const bodies = [...new Set([one.body, one.responseBody])].map((name) =>
              stored(name, size),
            );
            const record = capture({
              id,
              tab,
              body: refer(one.body, size),
              responseBody: refer(one.responseBody, size),
            });
            await write([record], isLate ? [] : bodies);
            if (isLate) await write([], bodies);
          }
        }
        for (const tab of tabs) {
          for (const { captures, bodies } of await readAll(tab, most)) {
            const wanted = new Set(
              captures.flatMap(own).map((body) => (body as { digest: string }).digest),
            );
            expect(bodies).toEqual(await log.bodies(wanted));
            expect(bodies.size).toBe(wanted.size);
          }
        }
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });
});
