import { effect } from '@preact/signals';
import { expect, test, vi } from 'vitest';
import { DEFAULT_SETTINGS, SETTINGS_KEY } from '../../../lib/settings/settings.ts';
import { openSettings } from '../../../lib/settings/store.ts';

/** A part of the browser's storage that several pages have open. */
function area(stored: Record<string, unknown> = {}) {
  const listeners: ((changes: Record<string, unknown>) => void)[] = [];
  const changed = (key: string) => {
    for (const listener of listeners) listener({ [key]: {} });
  };
  return {
    stored,
    get: vi.fn((key: string) => Promise.resolve(key in stored ? { [key]: stored[key] } : {})),
    set: vi.fn((items: Record<string, unknown>) => {
      Object.assign(stored, structuredClone(items));
      Object.keys(items).forEach(changed);
      return Promise.resolve();
    }),
    remove: vi.fn((key: string) => {
      delete stored[key];
      changed(key);
      return Promise.resolve();
    }),
    onChanged: {
      addListener: (listener: (changes: Record<string, unknown>) => void) =>
        void listeners.push(listener),
    },
    changed,
  };
}
const BROKEN = { [SETTINGS_KEY]: { language: 'kl' } };

test('the settings are those that are stored, or the defaults', async () => {
  const { settings, fault } = await openSettings(area());
  expect(settings.value).toEqual(DEFAULT_SETTINGS);
  expect(fault.value).toBeUndefined();
  const danish = await openSettings(area({ [SETTINGS_KEY]: { language: 'da' } }));
  expect(danish.settings.value.language).toBe('da');
});

test('a change is seen at once, stored, and leaves the other settings as they are', async () => {
  const storage = area({ [SETTINGS_KEY]: { language: 'da' } });
  const store = await openSettings(storage);
  const change = store.change({ preserveLog: false });
  expect(store.settings.value).toMatchObject({ language: 'da', preserveLog: false });
  await change;
  expect(storage.stored[SETTINGS_KEY]).toMatchObject({ language: 'da', preserveLog: false });
});

test('what is changed faster than it is stored is not taken back by what was stored before', async () => {
  const storage = area();
  const stored: (() => void)[] = [];
  storage.set.mockImplementation(async (items) => {
    await new Promise<void>((resolve) => stored.push(resolve));
    Object.assign(storage.stored, structuredClone(items));
    storage.changed(SETTINGS_KEY);
  });
  const { settings, change } = await openSettings(storage);
  const seen: string[] = [];
  effect(() => void seen.push(settings.value.filter.text));
  const changes = ['a', 'ab', 'abc'].map((text) => change({ filter: { text } }));
  stored[0]!();
  await vi.waitFor(() => expect(stored).toHaveLength(2));
  stored[1]!();
  await Promise.all(changes);
  expect(seen).toEqual(['', 'a', 'ab', 'abc']);
  expect(storage.stored[SETTINGS_KEY]).toMatchObject({ filter: { text: 'abc' } });
});

test('what another page stores meanwhile is taken in behind a change', async () => {
  const storage = area();
  const { settings, change } = await openSettings(storage);
  storage.set.mockImplementation(async (items) => {
    Object.assign(storage.stored, structuredClone(items));
    // Before this page hears that its own is stored.
    storage.stored[SETTINGS_KEY] = { language: 'da' };
    storage.changed(SETTINGS_KEY);
    await Promise.resolve();
    await Promise.resolve();
  });
  await change({ preserveLog: false });
  await vi.waitFor(() => expect(settings.value.language).toBe('da'));
});

test('settings that have not changed stay the same ones', async () => {
  const storage = area({ [SETTINGS_KEY]: { keys: [{ key: 'k' }] } });
  const { settings, change } = await openSettings(storage);
  const before = settings.value;
  await change({ filter: { text: 'a' } });
  expect(settings.value.keys).toBe(before.keys);
  expect(settings.value.columns).toBe(before.columns);
  const after = settings.value;
  storage.changed(SETTINGS_KEY);
  await new Promise((resolve) => setTimeout(resolve));
  expect(settings.value).toBe(after);
});

test('a change is seen in the other pages', async () => {
  const storage = area();
  const [one, other] = [await openSettings(storage), await openSettings(storage)];
  const seen: string[] = [];
  effect(() => void seen.push(other.settings.value.language));
  await one.change({ language: 'da' });
  await vi.waitFor(() => expect(seen).toEqual(['browser', 'da']));
});

test('what else is stored does not matter to the settings', async () => {
  const storage = area();
  await openSettings(storage);
  storage.changed('outbox:1');
  expect(storage.get).toHaveBeenCalledTimes(1);
});

test('broken settings are a fault: the defaults are in force and nothing is overwritten', async () => {
  const storage = area(structuredClone(BROKEN));
  const store = await openSettings(storage);
  expect(store.settings.value).toEqual(DEFAULT_SETTINGS);
  expect(store.fault.value).toMatch(/^language: /);
  await store.change({ preserveLog: false });
  expect(storage.stored).toEqual(BROKEN);
  expect(store.settings.value).toEqual(DEFAULT_SETTINGS);
});

test('broken settings can be reset, and changed again then', async () => {
  const storage = area(structuredClone(BROKEN));
  const store = await openSettings(storage);
  await store.reset();
  expect(store.fault.value).toBeUndefined();
  expect(storage.stored).toEqual({});
  await store.change({ language: 'en' });
  expect(storage.stored[SETTINGS_KEY]).toMatchObject({ language: 'en' });
});

test('what is reset while a change is being stored is reset', async () => {
  const storage = area();
  const store = await openSettings(storage);
  const { promise, resolve } = Promise.withResolvers<void>();
  storage.set.mockImplementation(async (items) => {
    await promise;
    Object.assign(storage.stored, structuredClone(items));
  });
  const change = store.change({ language: 'da' });
  const reset = store.reset();
  resolve();
  await Promise.all([change, reset]);
  expect(storage.stored).toEqual({});
  expect(store.settings.value).toEqual(DEFAULT_SETTINGS);
});
