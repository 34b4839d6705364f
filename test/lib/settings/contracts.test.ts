import { expect, test, vi } from 'vitest';
import { CONTRACTS_KEY } from '../../../lib/contract/loaded/store.ts';
import { openContracts } from '../../../lib/settings/contracts.ts';

/** A part of the browser's storage that several pages have open. */
function area(stored: Record<string, unknown> = {}) {
  const listeners: ((changes: Record<string, unknown>) => void)[] = [];
  return {
    stored,
    get: vi.fn((key: string) => Promise.resolve(key in stored ? { [key]: stored[key] } : {})),
    set: vi.fn((items: Record<string, unknown>) => {
      Object.assign(stored, structuredClone(items));
      for (const listener of listeners) listener(items);
      return Promise.resolve();
    }),
    onChanged: {
      addListener: (listener: (changes: Record<string, unknown>) => void) =>
        void listeners.push(listener),
    },
  };
}

function open(storage: ReturnType<typeof area>) {
  let count = 0;
  return openContracts(
    storage,
    () => 1000,
    () => `c-${(count += 1)}`,
  );
}

const TOLD = { name: 'Plan', scope: {}, covers: ['A'] };

test('a contract that is loaded is listed with its name and time, in every page', async () => {
  const storage = area();
  const here = await open(storage);
  const there = await open(storage);
  expect(await here.load('{"type":"object"}', TOLD)).toMatchObject({ ok: true });
  const listed = [{ ok: true, id: 'c-1', record: { name: 'Plan', loadedAt: 1000 } }];
  expect(here.contracts.value).toMatchObject(listed);
  await vi.waitFor(() => expect(there.contracts.value).toMatchObject(listed));
  expect((await open(storage)).contracts.value).toMatchObject(listed);
});

test('one that is refused is not kept', async () => {
  const storage = area();
  const store = await open(storage);
  expect(await store.load('{', TOLD)).toMatchObject({
    ok: false,
    refusal: { message: 'contractNotJson' },
  });
  expect(storage.set).not.toHaveBeenCalled();
});

test('changes at the same time are all kept', async () => {
  const storage = area();
  const store = await open(storage);
  await Promise.all([
    store.load('{}', TOLD),
    store.load('true', { ...TOLD, name: 'Other' }),
    store.remove('c-1'),
  ]);
  expect(store.contracts.value).toMatchObject([{ id: 'c-2', record: { name: 'Other' } }]);
});

test('one that can not be read is listed with its reason, and can be removed', async () => {
  const storage = area({ [CONTRACTS_KEY]: [{ id: 'x', name: 'Old' }] });
  const store = await open(storage);
  expect(store.contracts.value).toMatchObject([{ ok: false, id: 'x', name: 'Old' }]);
  await store.remove('x');
  expect(store.contracts.value).toEqual([]);
});

test('a storage that fails is said to, and the next change is tried anew', async () => {
  const storage = area();
  const store = await open(storage);
  storage.set.mockRejectedValueOnce(new Error('full'));
  expect(await store.load('{}', TOLD)).toEqual({
    ok: false,
    refusal: { message: 'contractNotStored', params: ['Error: full'] },
  });
  expect(await store.load('{}', TOLD)).toMatchObject({ ok: true });
  storage.get.mockRejectedValueOnce(new Error('gone'));
  expect((await open(storage)).fault.value).toBe('Error: gone');
});
