import 'fake-indexeddb/auto';
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Change, type Log, openLog } from '../../../lib/log/log.ts';
import { ofTabs } from '../../../lib/log/scope.ts';
import { saysFull } from '../../../lib/log/quota.ts';
import { body, bytesOf, capture, visit } from '../samples.ts';

let factory: IDBFactory;
let log: Log;
beforeEach(async () => {
  factory = new IDBFactory();
  log = await openLog(factory);
});
afterEach(() => {
  vi.restoreAllMocks();
});

function change(name: string, at: number): Change {
  return {
    captures: [capture({ id: `run:${name}`, visit: `run:${name}`, at, body: body(name) })],
    visits: [visit({ id: `run:${name}`, at })],
    bodies: [{ digest: name, bytes: bytesOf(name) }],
    arrived: [],
  };
}
const ids = async () => (await log.since(ofTabs('run:1'), 0)).captures.map(({ id }) => id.slice(4));

/** Lets no body be written as long as there is one more record than fit. */
function noRoomBeyond(records: number) {
  const put = IDBObjectStore.prototype.put;
  let refused = 0;
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    ...args
  ) {
    const request = put.apply(this, args);
    if (this.name !== 'captures') return request;
    const count = this.count();
    count.addEventListener('success', () => {
      if (count.result <= records) return;
      refused += 1;
      // As a browser does: the transaction is ended, with the reason.
      const { transaction } = this as unknown as {
        transaction: { _abort(reason: string): void };
      };
      transaction._abort('QuotaExceededError');
    });
    return request;
  });
  return () => refused;
}

describe('a write for which there is no room', () => {
  test('drops the oldest visits and is done again', async () => {
    for (let n = 0; n < 10; n += 1) await log.write(change(`v${n}`, 10 + n));
    const refused = noRoomBeyond(10);
    const written = await log.write(change('new', 100));
    expect(refused()).toBe(1);
    expect(written.gone).toEqual({
      captures: ['run:v0', 'run:v1', 'run:v2'],
      dropped: { captures: 3, visits: 3 },
    });
    expect(await ids()).toEqual(['v3', 'v4', 'v5', 'v6', 'v7', 'v8', 'v9', 'new']);
    expect(await log.body('v0')).toBeUndefined();
    expect(await log.body('new')).toEqual(bytesOf('new'));
  });

  test('fails with the browser’s reason if that was not enough, and leaves no half of itself', async () => {
    await log.write(change('v1', 1));
    const size = await log.size();
    noRoomBeyond(0);
    const fault = await log.write(change('new', 100)).then(
      () => 'no fault',
      (error: unknown) => String(error),
    );
    expect(fault).toMatch(/^QuotaExceededError/);
    expect(saysFull(fault)).toBe(true);
    expect(await ids()).toEqual(['v1']);
    expect(await log.size()).toBe(size);
    vi.restoreAllMocks();
    await log.write(change('later', 200));
    expect(await ids()).toEqual(['v1', 'later']);
  });

  test('is done in the next transaction where Firefox lets the first one only delete', async () => {
    await log.write(change('v1', 1));
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
      throw new DOMException('did not allow mutations', 'InvalidStateError');
    });
    expect((await log.write(change('new', 100))).gone).toBeUndefined();
    expect(await ids()).toEqual(['v1', 'new']);
  });

  test('is not tried again where the reason is another', async () => {
    await log.write(change('v1', 1));
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('broken', 'UnknownError');
    });
    await expect(log.write(change('new', 100))).rejects.toThrow('broken');
    expect(put.mock.calls.length).toBeLessThanOrEqual(2);
    vi.restoreAllMocks();
    expect(await ids()).toEqual(['v1']);
  });
});

test.each([
  ['QuotaExceededError', true],
  ['QuotaExceededError: the quota has been reached', true],
  // Chromium 156 on a full disk.
  ['DataError: Failed to write blobs (IOError)', true],
  [
    'UnknownError: Connection is closing because of: IO error: 000003.log: FILE_ERROR_NO_SPACE',
    true,
  ],
  ['DataError: the key is not valid', false],
  ['UnknownError: broken', false],
])('the fault “%s” says that there is no room: %s', (fault, isFull) => {
  expect(saysFull(fault)).toBe(isFull);
});
