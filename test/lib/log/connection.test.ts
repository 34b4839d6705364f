import 'fake-indexeddb/auto';
import { forceCloseDatabase, IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test, vi } from 'vitest';
import { type Log, openLog } from '../../../lib/log/log.ts';
import { ofTabs } from '../../../lib/log/scope.ts';
import { capture } from '../samples.ts';

let factory: IDBFactory;
let log: Log;
let databases: IDBDatabase[];
beforeEach(async () => {
  factory = new IDBFactory();
  databases = [];
  const open = factory.open.bind(factory);
  vi.spyOn(factory, 'open').mockImplementation((...args) => {
    const request = open(...args);
    request.addEventListener('success', () => databases.push(request.result));
    return request;
  });
  log = await openLog(factory);
});

const write = (id: string) =>
  log.write({ captures: [capture({ id })], visits: [], bodies: [], arrived: [] });
const ids = async () => (await log.since(ofTabs('run:1'), 0)).captures.map(({ id }) => id);
/** As a browser closes a connection on its own account. */
function closeByBrowser(): Promise<unknown> {
  const db = databases.at(-1)!;
  const closed = new Promise((resolve) => db.addEventListener('close', resolve));
  // Its types ask for the class where it takes a database.
  forceCloseDatabase(db as unknown as Parameters<typeof forceCloseDatabase>[0]);
  return closed;
}

test('a log that the browser has closed is opened anew with the next write', async () => {
  await write('before');
  await closeByBrowser();
  expect(await write('after')).toMatchObject({ from: 1 });
  expect(await ids()).toEqual(['before', 'after']);
  expect(databases).toHaveLength(2);
});

test('what was under way when the browser closed the log is done again', async () => {
  const writing = write('half');
  await closeByBrowser();
  await writing;
  await write('after');
  expect(await ids()).toEqual(['half', 'after']);
});

test('a log that does not open again is tried anew each time', async () => {
  await closeByBrowser();
  vi.spyOn(factory, 'open').mockImplementationOnce(() => {
    throw new DOMException('broken', 'UnknownError');
  });
  await expect(write('lost')).rejects.toThrow('broken');
  await write('after');
  expect(await ids()).toEqual(['after']);
});

test('a log that is closed on purpose stays so', async () => {
  log.close();
  await expect(write('late')).rejects.toMatchObject({ name: 'InvalidStateError' });
  expect(databases).toHaveLength(1);
});
