import type { browser as Browser } from 'wxt/browser';
import type { Sighting } from '../../lib/capture/hearing.ts';
import type { NetworkSighting } from '../../lib/capture/sighting.ts';
import { startRecorder } from '../../lib/capture/recorder.ts';
import { openInbox } from '../../lib/log/inbox.ts';
import { deleteLog, openLog } from '../../lib/log/log.ts';
import { ofTabs, type Scope } from '../../lib/log/scope.ts';
import {
  type Announcement,
  LOG_CHANNEL,
  STATUS_CHANNEL,
  type StatusAnnouncement,
} from '../../lib/messaging/announcement.ts';
import type { Status } from '../../lib/messaging/commands.ts';
import {
  DEFAULT_SETTINGS,
  readSettings,
  type Settings,
  SETTINGS_KEY,
} from '../../lib/settings/settings.ts';
import type { ReachOfObservers } from './reach.ts';
import { unlessEnding } from './unless-ending.ts';
import type { Watching } from './watching.ts';

export type Recording = ReturnType<typeof openRecording>;

/** The settings say megabytes. */
const MEGABYTE = 1_000_000;

/** The recorder with its log and settings, all of them ready a moment after the background woke. */
export function openRecording(
  browser: typeof Browser,
  watching: Watching,
  observers: ReachOfObservers,
) {
  const ofLog = new BroadcastChannel(LOG_CHANNEL);
  const ofStatus = new BroadcastChannel(STATUS_CHANNEL);
  const announce = (announcement: Announcement) => ofLog.postMessage(announcement);
  const announceStatus = (announcement: StatusAnnouncement) => ofStatus.postMessage(announcement);
  const inbox = openInbox(indexedDB, Date.now());
  const heeding = new Set<(settings: Settings) => void>();
  let settings = DEFAULT_SETTINGS;
  let fault: string | undefined;
  // Before anything is written: the log must not be trimmed to another limit than the user's.
  const heeded = heed();
  let started = start();

  async function start() {
    fault = undefined;
    try {
      const [log] = await Promise.all([
        openLog(indexedDB, { isWatched }),
        watching.ready,
        observers.ready,
        heeded,
      ]);
      log.setLimit(settings.logLimit * MEGABYTE);
      const recorder = await startRecorder({
        log,
        inbox,
        run: watching.run(),
        reach: observers.reach(),
        isRecorded: watching.isRecorded,
        announce,
        onNewPage: (tab, visit) => {
          // What can't be dropped now is with the next page.
          if (!settings.preserveLog) drop(tab, visit).catch(() => {});
        },
        now: () => Date.now(),
      });
      return { log, recorder };
    } catch (error) {
      fault = String(error);
      return undefined;
    }
  }

  /** A browser tells a network sighting once: it is kept before anything else is ready. */
  async function keep(sighting: NetworkSighting): Promise<string | undefined> {
    await watching.ready;
    const isAnythingRecorded = watching.isRecorded(-1);
    return isAnythingRecorded ? inbox.keep(watching.run(), sighting) : undefined;
  }

  function isWatched(tab: string): boolean {
    const run = `${watching.run()}:`;
    const tabId = Number(tab.slice(run.length));
    return tab.startsWith(run) && (watching.isRecorded(tabId) || watching.isPaused(tabId));
  }

  /** A tab as the log names it. */
  const nameOf = (tabId: number) => `${watching.run()}:${tabId}`;
  const familyOf = (tabId: number) => watching.familyOf(tabId).map(nameOf);

  /** Panels read anew: with a full disk, Chromium may have begun the log anew as well. */
  function recovered() {
    fault = undefined;
    announce({ kind: 'reset' });
    announceStatus({ kind: 'status' });
  }

  async function drop(tab: string, visit: string) {
    await (await started)?.recorder.drop(tab, visit);
    announce({ kind: 'cleared', scope: ofTabs(tab) });
  }

  /** Panels are told of what is shown, and of what can be undone. */
  function tellCleared(scope?: Scope) {
    announce({ kind: 'cleared', ...(scope && { scope }) });
    announceStatus({ kind: 'status' });
  }

  /** Where nobody watches any more, nobody can undo a clearing. */
  async function endClearings() {
    const running = await started;
    // What can't be dropped now is at the next start.
    await running?.recorder.endClearings((tab) => !isWatched(tab)).catch(() => {});
  }

  async function heed() {
    const stored = await browser.storage.local.get(SETTINGS_KEY);
    const read = readSettings(stored[SETTINGS_KEY]);
    settings = read.ok ? read.settings : DEFAULT_SETTINGS;
    void started.then((running) => running?.log.setLimit(settings.logLimit * MEGABYTE));
    for (const tell of heeding) tell(settings);
  }

  browser.storage.local.onChanged.addListener((changes) => {
    if (SETTINGS_KEY in changes) unlessEnding(heed());
  });
  watching.onChange(() => announceStatus({ kind: 'status' }));
  watching.onLeave(() => void endClearings());

  return {
    /** Resolves once the sighting is in the log. */
    async see(sighting: Sighting): Promise<void> {
      const kept = sighting.by === 'network' ? await keep(sighting.sighting) : undefined;
      const running = await started;
      if (!running) throw new Error(fault);
      try {
        await running.recorder.see(sighting, kept);
        if (fault !== undefined) recovered();
      } catch (error) {
        fault = String(error);
        announceStatus({ kind: 'status' });
        throw error;
      }
    },

    run: watching.run,
    /** Until this background is stopped, what a page sends may be a resend through it. */
    async expectThroughPage(): Promise<void> {
      (await started)?.recorder.expectThroughPage();
    },

    /** Gives up resends that were to leave before a time, and have not been seen. */
    async recordLost(before: number): Promise<void> {
      await (await started)?.recorder.recordLost(before);
    },

    log: async () => (await started)?.log,
    announceStatus,

    /**
     * @param by the tab of the session that asks
     * @param at when it asked
     */
    async clear(scope: Scope, by: string, at: number): Promise<null> {
      await (await started)?.recorder.clear(scope, by, at);
      tellCleared(scope);
      return null;
    },

    async undoClear(clearing: string): Promise<null> {
      await (await started)?.recorder.undoClear(clearing);
      tellCleared();
      return null;
    },

    async paused(tabId: number): Promise<void> {
      const recorder = (await started)?.recorder;
      if (recorder) await Promise.all(familyOf(tabId).map(recorder.paused));
    },

    async resumed(tabId: number): Promise<void> {
      const running = await started;
      for (const tab of familyOf(tabId)) running?.recorder.resumed(tab);
    },

    async status(tabId: number): Promise<Status> {
      const running = await started;
      const tab = nameOf(tabId);
      // A log that can't be read says so itself.
      const cleared = await running?.log.clearingOf(tab).catch(() => undefined);
      return {
        tab,
        opened: familyOf(tabId).filter((one) => one !== tab),
        watched: watching.watchedTabs().map(nameOf),
        paused: watching.isPaused(tabId),
        ...(cleared && { cleared }),
        ...(fault && { logFault: fault }),
      };
    },

    /** Ends a broken log and starts a new one. */
    async reset(): Promise<null> {
      (await started)?.log.close();
      await Promise.all([deleteLog(indexedDB), inbox.clear()]);
      started = start();
      await started;
      announce({ kind: 'reset' });
      announceStatus({ kind: 'status' });
      return null;
    },

    settings: async () => {
      await heeded;
      return settings;
    },

    onSettings(tell: (settings: Settings) => void): void {
      heeding.add(tell);
    },
  };
}
