import type { Inbox } from '../log/inbox.ts';
import type { Log } from '../log/log.ts';
import { pageSites, type Scope } from '../log/scope.ts';
import type { Announcement } from '../messaging/announcement.ts';
import { recordLostResends } from '../resend/lost.ts';
import { createBodies } from './bodies.ts';
import type { Capture } from './capture.ts';
import { createForms } from './forms.ts';
import { createHearing, type Heard, type Sighting } from './hearing.ts';
import { createJoin } from './join.ts';
import { type Cleared, createTabHistories } from './tab-history.ts';
import { createWhereabouts, type Reach } from './whereabouts.ts';

/** A pending capture whose last sign is older is said to be of unknown outcome, in milliseconds. */
const GIVE_UP_AFTER = 5 * 60_000;
/** Bodies up to this many bytes travel with the announcement, so that a row appears at once. */
const ANNOUNCED_BODY = 64 * 1024;
/**
 * What an earlier recorder left is taken up in steps, by its age in milliseconds: all that is as young
 * as the first, then what is not complete.
 */
const RESTORED = [3000, 8000, 20_000, 60_000, GIVE_UP_AFTER];
/** How often it is looked at what only time decides, in milliseconds. */
const SETTLE_EVERY = 250;

/**
 * Sightings that are heard, and captures that are taken up, at a time: what comes of them is written then.
 * A recorder that has just started may be stopped in a moment, so its first portions are small.
 */
const FIRST_PORTION = 100;
const MAX_PORTION = 2400;
/**
 * After a portion of so many the next one waits as long as that took to be heard and written, and no longer than
 * this, in milliseconds: what is told of a request meanwhile is written once.
 */
const FLOOD = 10;
const LONGEST_PAUSE = 250;

interface Surroundings {
  log: Log;
  inbox: Pick<Inbox, 'left' | 'done'>;
  /** Drawn at browser start: request ids and tab ids begin anew with it. */
  run: string;
  reach: Reach;
  /** Whether a tab (by its id within the run) is recorded. */
  isRecorded(tabId: number): boolean;
  announce(announcement: Announcement): void;
  /** Called when a tab's page has been replaced by another. */
  onNewPage(tab: string, visit: string): void;
  now(): number;
}

/**
 * Takes sightings one after the other, joins them and writes what has changed to the log, before
 * anybody is told of it. `see` resolves when the sighting is in the log; it rejects if the log can't
 * be written: what was seen is then written with the next sighting.
 */
export async function startRecorder(surroundings: Surroundings) {
  const { log, inbox, run, reach, now } = surroundings;
  const [visits, tabs, kept, pending] = await Promise.all([
    log.visits(run),
    log.tabs(run),
    inbox.left(run),
    log.pendingResends(),
  ]);
  const waiting: Waiting[] = [];
  const isRecorded = (tab: string) => surroundings.isRecorded(Number(tab.slice(run.length + 1)));
  /** Stands still for what waits here to be heard: that this takes time makes nothing late. */
  const clock = () => waiting[0]?.since ?? now();
  let expectsThroughPage = pending.some(({ way }) => way === 'page');
  const histories = createTabHistories(tabs);
  /** What was sent before a pause is recorded, though it is told in it. */
  const isRecordedAt = (tabId: number, at: number) =>
    surroundings.isRecorded(tabId) || histories.isOfBeforePause(`${run}:${tabId}`, at);
  const places = createWhereabouts(run, visits, reach, isRecordedAt);
  const join = createJoin(run, {
    doubts: (call, place) => places.doubts(call, place, clock()),
    wouldHaveSeen: places.wouldHaveSeen,
    takenSince: histories.takenSince,
    wasInterrupted: (since) => (reach.restartedAt ?? 0) >= since,
    now: clock,
  });
  const forms = createForms(join);
  const bodies = createBodies(now);
  /** Requests that were dropped while they were open. */
  const dropped = new Set<string>();
  const arrived = new Set<string>();
  /** When sessions asked for their last clearing, by their tabs. */
  const clearedAt = new Map<string, number>();
  const mayGoOn = (capture: Capture) =>
    capture.id.startsWith(`${run}:`) && !isLost(capture, run, now());
  const hear = createHearing({
    ...surroundings,
    isRecordedAt,
    now: clock,
    join,
    places,
    bodies,
    forms,
    arrived,
    expectsThroughPage: () => expectsThroughPage,
    takenSince: histories.takenSince,
    onBack: (tab, since) => {
      histories.comeBack(tab, since);
      void saveHistories();
    },
    wasPaused: histories.wasPaused,
    hasPredecessor: reach.restartedAt !== undefined,
    mayGoOn,
    mayHaveBegunUnseen: (request, at) =>
      reach.restartedAt !== undefined &&
      at < reach.restartedAt + GIVE_UP_AFTER &&
      !dropped.has(request),
  });
  /** Steps one after the other; none of them rejects. */
  let line: Promise<void> = Promise.resolve();
  let portion = FIRST_PORTION;
  /** The next portion is the next step of those that wait for one another. */
  let isNext = false;
  let isHearing = false;
  /** Until when the next portion is gathered, by the clock of `performance`. */
  let gatheredAt = 0;
  let gathering: ReturnType<typeof setTimeout> | undefined;
  let settling = false;
  let restoring = true;
  /** The first key in the inbox of which the sighting could not be heard. */
  let left: string | undefined;
  const began = now();

  function next(step: () => Promise<void>): Promise<void> {
    line = line.then(step).catch(() => {});
    return line;
  }

  const { restartedAt } = reach;
  if (restartedAt !== undefined) {
    places.befell('restart', restartedAt, isRecorded);
  }
  for (const { key, sighting } of kept) {
    // What can't be written now is left to the next start.
    see({ by: 'network', sighting }, key).catch(() => {});
  }
  // After what was left: a background that lives but a moment gets that into the log.
  void restoreAll();

  async function restoreAll() {
    for (const step of RESTORED.keys()) await next(() => restore(step));
    restoring = false;
    await next(giveUpLost);
  }

  async function restore(step: number) {
    const [older, younger = 0] = [RESTORED[step]!, RESTORED[step - 1]];
    const found = await (step === 0
      ? log.begunSince(began - older)
      : log.unfinished(began - older, began - younger));
    const open = found.filter(mayGoOn).toSorted((a, b) => b.at - a.at);
    for (let start = 0; start < open.length; start += FIRST_PORTION) {
      join.restore(open.slice(start, start + FIRST_PORTION));
      await settle();
    }
    await settle();
  }

  /** What was open when the browser closed, or has been for too long, has no outcome. */
  async function giveUpLost() {
    const open = await log.pending();
    const lost = open.filter((capture) => isLost(capture, run, now()) && !join.has(capture.id));
    if (lost.length === 0) return;
    const captures = lost.map((capture): Capture => ({ ...capture, state: 'unknown' }));
    await log.write({ captures, visits: [], bodies: [], arrived: [] });
  }

  function see(sighting: Sighting, kept?: string): Promise<void> {
    return new Promise((resolve, reject) => {
      waiting.push({ sighting, kept, since: now(), resolve, reject });
      hearSoon();
    });
  }

  function hearSoon() {
    if (isNext) return;
    const pause = gatheredAt - performance.now();
    if (waiting.length >= portion || (pause <= 0 && !isHearing)) hearNow();
    else if (!isHearing) gathering ??= setTimeout(hearNow, pause);
  }

  /** The next portion is heard before any other step that is asked for from now on. */
  function hearNow() {
    clearTimeout(gathering);
    gathering = undefined;
    if (isNext || waiting.length === 0) return;
    isNext = true;
    void next(drain);
  }

  /**
   * The next portion. Of more than can be heard at once, half is what pages and DevTools tell: they tell no more
   * before they are answered, and browsers tell of requests as these come. One that has just started hears in order
   * what was left.
   */
  function take(): Waiting[] {
    if (waiting.length <= portion || portion < MAX_PORTION) return waiting.splice(0, portion);
    const isAnswered = ({ sighting }: Waiting) => sighting.by !== 'network';
    const answered = waiting.filter(isAnswered).slice(0, portion / 2);
    const requests = waiting.filter((one) => !isAnswered(one)).slice(0, portion - answered.length);
    const taken = new Set([...answered, ...requests]);
    waiting.splice(0, waiting.length, ...waiting.filter((one) => !taken.has(one)));
    return [...taken];
  }

  async function drain() {
    const start = performance.now();
    isNext = false;
    isHearing = true;
    const taken = take();
    portion = Math.min(2 * portion, MAX_PORTION);
    try {
      const failures = await hear(taken);
      for (const one of taken) {
        if (failures.has(one.sighting)) leave(one, failures.get(one.sighting));
      }
      await forms.complete(bodies);
      await write();
      const heard = taken.filter(({ sighting }) => !failures.has(sighting));
      done(heard);
      for (const { resolve } of heard) resolve();
    } catch (error) {
      for (const { reject } of taken) reject(error);
    }
    const end = performance.now();
    // What was left is heard without a pause.
    const isFlood = taken.length >= FLOOD && !restoring;
    gatheredAt = isFlood ? end + Math.min(end - start, LONGEST_PAUSE) : end;
    isHearing = false;
    if (waiting.length > 0) hearSoon();
    settleLater();
  }

  /** It could not be heard: who told of it tells of it again, or the inbox has it. */
  function leave({ kept, reject }: Waiting, error: unknown) {
    if (kept !== undefined && (left === undefined || kept < left)) left = kept;
    reject(error);
  }

  /** From one that is left on, the inbox keeps all: the next start hears them in their order. */
  function done(heard: readonly Waiting[]) {
    const keys = heard.flatMap(({ kept }) => kept ?? []);
    const last = keys.findLast((key) => left === undefined || key < left);
    if (last !== undefined) void inbox.done(last);
  }

  function settleLater() {
    if (settling) return;
    settling = true;
    setTimeout(() => {
      settling = false;
      void next(settle);
    }, SETTLE_EVERY);
  }

  async function settle() {
    const waits = join.settle();
    // What is old may have its other half in the portion that is taken up next.
    if (!restoring) join.forget();
    if (waits) settleLater();
    await write();
  }

  async function write() {
    const captures = join.takeChanged();
    const visits = places.takeChanged();
    if (captures.length + visits.length === 0) return;
    const stored = bodies.of(captures);
    try {
      const written = await log.write({ captures, visits, bodies: stored, arrived: [...arrived] });
      if (written.gone) forget(written.gone.captures);
      const small = stored.filter(({ bytes }) => bytes.length <= ANNOUNCED_BODY);
      surroundings.announce({
        kind: 'changes',
        ...written,
        bodies: new Map(small.map(({ digest, bytes }) => [digest, bytes])),
      });
    } catch (error) {
      join.giveBack();
      places.giveBack(visits);
      throw error;
    }
    bodies.written(stored);
    arrived.clear();
  }

  /** A late outcome brings nothing back. */
  function forget(captures: readonly string[]) {
    for (const request of join.dropped(new Set(captures))) dropped.add(request);
  }

  /** What can't be saved is known to this recorder alone. */
  async function saveHistories() {
    await log.saveTabs(run, histories.takeChanged()).catch(() => {});
  }

  /** A step between two writes, of which the caller is told whether it failed. */
  function between(step: () => Promise<void>): Promise<void> {
    hearNow();
    const done = line.then(step);
    line = done.catch(() => {});
    return done;
  }

  /** What may be told late of what a scope showed. */
  async function clearedWith(scope: Scope): Promise<Cleared[]> {
    if (scope.kind === 'tabs') return scope.tabs.map((tab) => ({ tab }));
    if (scope.kind === 'visits') return [];
    const all = await log.visits(run);
    const sites = pageSites(all);
    const own = all.filter(({ id }) => sites.get(id) === scope.site);
    const byTab = Map.groupBy(own, ({ tab }) => tab);
    return Array.from(byTab, ([tab, some]) => ({ tab, visits: some.map(({ id }) => id) }));
  }

  return {
    /** Drops what a tab and its sites have sent, but for one visit. */
    drop: (tab: string, keep: string): Promise<void> =>
      between(async () => {
        forget(await log.drop(tab, keep));
        // And what of the tab is not in the log yet.
        for (const request of join.drop(tab, keep)) dropped.add(request);
        const until = places.begunAt(keep);
        if (until !== undefined) histories.drop(tab, until);
        await saveHistories();
      }),

    /** Takes what a scope shows out of the list. What comes of that is recorded, and not shown. */
    clear: (scope: Scope, by: string, at: number): Promise<void> =>
      between(async () => {
        // Asked for twice, where the answer was lost, it takes nothing of what came meanwhile.
        if (clearedAt.get(by) === at) return;
        const { clearing, captures, gone } = await log.clear(scope, by, at);
        clearedAt.set(by, at);
        if (captures.length === 0) return;
        forget(gone);
        join.clear(new Set(captures), clearing);
        histories.clear(clearing, await clearedWith(scope), by, at);
        await saveHistories();
      }),

    undoClear: (clearing: string): Promise<void> =>
      between(async () => {
        await log.undoClear(clearing);
        join.undoClear(clearing);
        histories.undo(clearing);
        await saveHistories();
      }),

    /** Drops what was cleared where that can't be undone any more, by the tabs. */
    endClearings: (isOver: (tab: string) => boolean): Promise<void> =>
      between(async () => {
        forget(await log.endClearings(isOver));
        histories.end(isOver);
        await saveHistories();
      }),

    /** Gives up resends that were to leave before a time, and have not been seen. */
    recordLost: (before: number): Promise<void> =>
      between(async () => {
        const written = await recordLostResends(log, before, arrived, histories.takenSince);
        if (!written) return;
        if (written.gone) forget(written.gone.captures);
        surroundings.announce({ kind: 'changes', ...written, bodies: new Map() });
      }),

    /** From now on, what a page sends may be a resend through it. */
    expectThroughPage(): void {
      expectsThroughPage = true;
    },

    /** `kept` is the key under which the inbox keeps it meanwhile. */
    see,

    /**
     * Recording of a tab is paused: what its documents do meanwhile is not seen. Resolves once what was told before
     * has been heard, as far as that is heard at a time.
     */
    paused(tab: string): Promise<void> {
      // Asked for twice, where the answer was lost, it goes on.
      if (isRecorded(tab)) histories.pause(tab, now());
      hearNow();
      return next(async () => {
        await saveHistories();
        places.befell('paused', now(), (one) => one === tab);
        await write();
      });
    },

    resumed(tab: string): void {
      histories.resume(tab, now());
      void next(saveHistories);
    },
  };
}

interface Waiting extends Heard {
  /** Its key in the inbox. */
  kept: string | undefined;
  resolve(): void;
  reject(error: unknown): void;
}

/** Open when the browser closed, or for so long that its end must have been missed. */
function isLost(capture: Capture, run: string, now: number): boolean {
  if (capture.state !== 'pending') return false;
  return !capture.id.startsWith(`${run}:`) || capture.at < now - GIVE_UP_AFTER;
}
