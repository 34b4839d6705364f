import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { browser as Browser } from 'wxt/browser';
import { watchTabs } from '../../../entrypoints/background/watching.ts';

type Listener = (...told: unknown[]) => unknown;

/** An event of the browser. */
function event() {
  const listeners = new Set<Listener>();
  return {
    addListener: (listener: Listener) => void listeners.add(listener),
    removeListener: (listener: Listener) => void listeners.delete(listener),
    hasListener: (listener: Listener) => listeners.has(listener),
    isHeard: () => listeners.size > 0,
    tell: (...told: unknown[]) => {
      for (const listener of listeners) listener(...told);
    },
  };
}

const { promise: never } = Promise.withResolvers<never>();
let onCreated: ReturnType<typeof event>;
let onBeforeRequest: ReturnType<typeof event>;

/** A background that wakes with what an earlier one has stored. */
function wake(watched: [number, number][]) {
  onCreated = event();
  onBeforeRequest = event();
  const stored = { watching: { run: 'run', watched, paused: [], opened: [] } };
  const browser = {
    runtime: { onConnect: event() },
    permissions: { onAdded: event(), onRemoved: event() },
    storage: {
      local: { onChanged: event() },
      session: { get: () => Promise.resolve(stored), set: () => Promise.resolve() },
    },
    tabs: { onCreated, sendMessage: () => never },
    webRequest: { onBeforeRequest },
  };
  // What else there is of the browser is needed where DevTools comes or goes.
  return watchTabs(browser as unknown as typeof Browser);
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a tab whose opening wakes the background is watched with its opener', async () => {
  const watching = wake([[1, 500]]);
  onBeforeRequest.tell({ tabId: 2, initiator: 'https://shop.test' });
  onCreated.tell({ id: 2, openerTabId: 1 });
  await watching.ready;
  await vi.advanceTimersByTimeAsync(0);
  expect(watching.watchedSince(2)).toBe(500);
  expect(onCreated.isHeard()).toBe(true);
});

test('no new tab and no page wakes the background where nothing is watched', async () => {
  const watching = wake([]);
  await watching.ready;
  expect([onCreated.isHeard(), onBeforeRequest.isHeard()]).toEqual([false, false]);
});
