import type { browser as Browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { type Asked, createOpenedTabs } from '../../lib/capture/opened-tabs.ts';
import {
  isHookOff,
  registrationChanges,
  registrationsFor,
} from '../../lib/capture/registration.ts';
import { WATCH_PORT } from '../../lib/messaging/commands.ts';
import {
  ANNOUNCE,
  LATE_MARK,
  RELAY_MARK,
  type RelayMark,
} from '../../lib/messaging/relay-messages.ts';
import { DEFAULT_SETTINGS, readSettings, SETTINGS_KEY } from '../../lib/settings/settings.ts';
import { unlessEnding } from './unless-ending.ts';

const STATE = 'watching';
const State = z.object({
  run: z.string(),
  /** Tabs, each with since when it is watched. */
  watched: z.array(z.tuple([z.int(), z.number()])),
  paused: z.array(z.int()),
  opened: z._default(z.array(z.object({ tab: z.int(), opener: z.int() })), []),
});

/** How long a tab stays watched after DevTools went, so that what it sends at its end is seen. */
const GRACE = 3000;

export type Watching = ReturnType<typeof watchTabs>;

/**
 * Knows which tabs are watched, as DevTools is open on them or on a tab that opened them, and keeps hook
 * and relay registered for the granted origins while there is one. What it knows outlives the background in `storage.session`.
 */
export function watchTabs(browser: typeof Browser) {
  const ports = new Map<number, number>();
  const changed = new Set<() => void>();
  const left = new Set<() => void>();
  let run = '';
  let restartedAt: number | undefined;
  /** Tabs that DevTools is open on, each with since when. */
  const watched = new Map<number, number>();
  const opened = createOpenedTabs();
  const paused = new Set<number>();

  // One of their events may be what has woken the background; they are let go where nothing is watched.
  listenForOpened(true);
  const ready = restore();

  browser.runtime.onConnect.addListener((port) => {
    const own = port.sender?.url?.startsWith(browser.runtime.getURL('/'));
    if (!own || !port.name.startsWith(WATCH_PORT)) return;
    const tabId = Number(port.name.slice(WATCH_PORT.length));
    ports.set(tabId, (ports.get(tabId) ?? 0) + 1);
    port.onDisconnect.addListener(() => {
      ports.set(tabId, (ports.get(tabId) ?? 1) - 1);
      setTimeout(() => soon(() => leave(tabId)), GRACE);
    });
    // Nothing is said through it but that somebody is there, which keeps the background awake.
    port.onMessage.addListener(() => {});
    soon(() => watch(tabId));
  });
  browser.permissions.onAdded.addListener(() => soon(refresh));
  browser.permissions.onRemoved.addListener(() => soon(refresh));
  browser.storage.local.onChanged.addListener((changes) => {
    if (SETTINGS_KEY in changes && watched.size > 0) soon(refresh);
  });

  /** What is known from before comes first. */
  function soon(step: () => Promise<void>) {
    unlessEnding(ready.then(step));
  }

  /** Heard only while something is watched: else each new tab and page would wake the background. */
  function listenForOpened(isWanted: boolean) {
    if (isWanted === browser.tabs.onCreated.hasListener(onCreated)) return;
    const { onBeforeRequest } = browser.webRequest;
    if (isWanted) {
      browser.tabs.onCreated.addListener(onCreated);
      onBeforeRequest.addListener(onPage, { urls: ['<all_urls>'], types: ['main_frame'] });
    } else {
      browser.tabs.onCreated.removeListener(onCreated);
      onBeforeRequest.removeListener(onPage);
    }
  }

  function onCreated({
    id,
    openerTabId,
  }: {
    id?: number | undefined;
    openerTabId?: number | undefined;
  }) {
    if (id !== undefined) soon(() => adopt(opened.comes(id, openerTabId)));
  }

  function onPage(details: { tabId: number }): undefined {
    soon(() => adopt(opened.asks(details.tabId, initiatorOf(details))));
  }

  async function restore() {
    const stored = await browser.storage.session.get(STATE);
    const state = State.safeParse(stored[STATE]);
    run = state.success ? state.data.run : crypto.randomUUID().slice(0, 8);
    for (const [tabId, since] of state.data?.watched ?? []) watched.set(tabId, since);
    if (watched.size > 0) restartedAt = Date.now();
    for (const one of state.data?.opened ?? []) opened.add(one);
    for (const tabId of state.data?.paused ?? []) paused.add(tabId);
    await store();
    // A watcher that crashed while the background slept does not come back.
    setTimeout(() => soon(leaveLost), GRACE);
  }

  async function leaveLost() {
    await Promise.all([...watched.keys()].map(leave));
    for (const tell of left) tell();
  }

  async function store() {
    const state = {
      run,
      watched: [...watched],
      paused: [...paused],
      opened: opened.all(),
    };
    listenForOpened(watched.size > 0);
    await browser.storage.session.set({ [STATE]: state });
    for (const tell of changed) tell();
  }

  async function watch(tabId: number) {
    if (!watched.has(tabId)) watched.set(tabId, Date.now());
    await store();
    await refresh();
  }

  function isWatched(tabId: number): boolean {
    return opened.lineOf(tabId).some((one) => watched.has(one));
  }

  /** A tab that a watched one opens is watched as well, and paused with it. */
  async function adopt(asked: Asked | undefined) {
    if (!asked) return;
    const { tab, initiator } = asked;
    const opener = asked.opener ?? (await tabAt(initiator));
    if (opener === undefined || !isWatched(opener)) return;
    opened.add({ tab, opener });
    if (paused.has(opener)) paused.add(tab);
    await store();
    // It may have been told that nobody watches.
    callUpon(tab);
  }

  /** The watched tab on a page, of several the one that was used last. */
  async function tabAt(address: string): Promise<number | undefined> {
    const [page] = address.split('#', 1);
    const tabs = await browser.tabs.query({});
    return tabs
      .filter(({ id, url }) => id !== undefined && isWatched(id) && url?.split('#', 1)[0] === page)
      .toSorted((a, b) => (b.lastAccessed ?? 0) - (a.lastAccessed ?? 0))[0]?.id;
  }

  /** Tabs that are watched and are there. */
  async function openTabs(): Promise<number[]> {
    const tabs = await browser.tabs.query({});
    return tabs.flatMap(({ id }) => (id !== undefined && isWatched(id) ? [id] : []));
  }

  async function leave(tabId: number) {
    if ((ports.get(tabId) ?? 0) > 0 || !watched.delete(tabId)) return;
    const ended = opened.familyOf(tabId).filter((one) => !isWatched(one));
    for (const one of ended) paused.delete(one);
    await store();
    await refresh();
    // Their hooks stand down.
    for (const one of ended) callUpon(one);
    for (const tell of left) tell();
  }

  let refreshing = Promise.resolve();

  /** One after the other: two at once would register the same scripts twice. */
  function refresh(): Promise<void> {
    refreshing = refreshing.then(register, register);
    return refreshing;
  }

  /** Registers hook and relay for what is granted now, and brings them to open documents. */
  async function register() {
    const { origins = [] } = await browser.permissions.getAll();
    const hookOff = await sitesWithoutHook();
    const registered = await browser.scripting.getRegisteredContentScripts();
    const wanted = watched.size > 0 ? registrationsFor(origins, hookOff) : [];
    const changes = registrationChanges(registered, wanted);
    if (changes.unregister.length > 0) {
      await browser.scripting.unregisterContentScripts({ ids: changes.unregister });
    }
    if (changes.register.length > 0) {
      await browser.scripting.registerContentScripts(changes.register);
    }
    const tabs = await openTabs();
    for (const tabId of tabs) await inject(tabId, hookOff);
    for (const tabId of tabs) callUpon(tabId);
    for (const tell of changed) tell();
  }

  /** A hook that has stood down, as nobody watched or recording was paused, is told by its relay. */
  function callUpon(tabId: number) {
    // Without a relay in the tab nobody answers.
    browser.tabs.sendMessage(tabId, ANNOUNCE).catch(() => {});
  }

  async function sitesWithoutHook(): Promise<string[]> {
    const stored = await browser.storage.local.get(SETTINGS_KEY);
    const read = readSettings(stored[SETTINGS_KEY]);
    return (read.ok ? read.settings : DEFAULT_SETTINGS).hookOff;
  }

  /** Brings relay and hook to those of a tab's documents that lack them. */
  async function inject(tabId: number, hookOff: readonly string[]) {
    try {
      const present = await browser.scripting.executeScript({
        target: { tabId, allFrames: true },
        func: lookForRelay,
        args: [RELAY_MARK, LATE_MARK],
      });
      const without = (part: 'relay' | 'hook') =>
        present.flatMap(({ result, frameId }) => (result && !result[part] ? [frameId] : []));
      const isOff = (frameId: number) => {
        const frame = present.find((one) => one.frameId === frameId);
        return isHookOff(frame?.result?.site ?? '', hookOff);
      };
      await run('relay', without('relay'));
      const hookless = without('hook').filter((frameId) => !isOff(frameId));
      if (hookless.length === 0) return;
      await browser.scripting.executeScript({
        target: { tabId, frameIds: hookless },
        func: expectHook,
        args: [RELAY_MARK],
      });
      await run('hook', hookless);
    } catch {
      // No access to the tab's page, or the tab is gone: the panel names origins without access.
    }

    async function run(script: 'relay' | 'hook', frameIds: number[]) {
      if (frameIds.length === 0) return;
      await browser.scripting.executeScript({
        target: { tabId, frameIds },
        files: [`/content-scripts/${script}.js`],
        ...(script === 'hook' && { world: 'MAIN' as const }),
      });
    }
  }

  return {
    ready,
    run: () => run,
    /** −1, a request without a tab, is recorded as long as anything is. */
    isRecorded: (tabId: number) =>
      tabId < 0 ? watched.size > 0 : isWatched(tabId) && !paused.has(tabId),
    isPaused: (tabId: number) => paused.has(tabId),
    /** Since when DevTools is open on a tab, or on one that opened it. */
    watchedSince(tabId: number): number | undefined {
      const since = opened.lineOf(tabId).flatMap((one) => watched.get(one) ?? []);
      return since.length > 0 ? Math.min(...since) : undefined;
    },
    /** Since when DevTools is open on the tab itself. */
    inspectedSince: (tabId: number) => watched.get(tabId),
    /** A tab with those that it opened, and so on; the closed ones among them. */
    familyOf: opened.familyOf,
    /** All tabs that are watched, the closed ones among them that others had opened. */
    watchedTabs: (): number[] => [...new Set([...watched.keys()].flatMap(opened.familyOf))],
    /** When this background took over from one that was stopped while a tab was watched. */
    restartedAt: () => restartedAt,
    /** With the tabs that it opened. */
    async pause(tabId: number, on: boolean): Promise<null> {
      await ready;
      const family = opened.familyOf(tabId);
      for (const one of family) {
        if (on) paused.add(one);
        else paused.delete(one);
      }
      await store();
      for (const one of family) callUpon(one);
      return null;
    },
    /** Called whenever what is watched, paused or granted may have changed. */
    onChange: (tell: () => void) => changed.add(tell),
    /** Called when a tab is not watched any more, and once it is known which of a former background's are. */
    onLeave: (tell: () => void) => left.add(tell),
  };
}

/** Who asks for a document: Chromium names an origin, Firefox an address. */
function initiatorOf(details: object): string | undefined {
  // The types describe Chromium's alone.
  const { initiator, originUrl } = details as { initiator?: string; originUrl?: string };
  return initiator ?? originUrl;
}

/**
 * Runs in the content world of a document, which closes over nothing here: what is there of ours. A
 * relay that is brought there now comes late, and finds that written down.
 */
function lookForRelay(mark: string, late: string) {
  const relay: unknown = Reflect.get(globalThis, mark);
  if (!relay) Reflect.set(globalThis, late, true);
  // Whoever set it is our own relay.
  return { relay: !!relay, hook: !!(relay as RelayMark | undefined)?.hooked(), site: origin };
}

/** Likewise: the relay listens to a hook that is brought there next. */
function expectHook(mark: string) {
  (Reflect.get(globalThis, mark) as RelayMark | undefined)?.expectHook();
}
