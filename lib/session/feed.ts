import type { Capture } from '../capture/capture.ts';
import type { Visit } from '../capture/visit.ts';
import type { Filter } from '../filter/filter.ts';
import type { Gone, Log } from '../log/log.ts';
import type { Changes, Rest } from '../log/reading.ts';
import { captureOf } from '../log/record.ts';
import { isOfSources, mayWiden, type Scope } from '../log/scope.ts';
import type { Announcement } from '../messaging/announcement.ts';
import { type Answer, createAnswers, type Question } from './answers.ts';
import type { CheckBasis } from './checks.ts';
import { createKeeping, type KeepingAnswer, PORTION } from './keeping.ts';
import type { LinePlace, ListMode } from './lines.ts';
import type { LookedPlace } from './list/looked-at.ts';
import type { Window } from './list/telling.ts';
import { type Bodies, createLogAccess } from './log-access.ts';
import { createResendAnswers, type ResendAnswer, type ResendQuestion } from './resend-answers.ts';
import type { RecordingsAnswer, RecordingsRequest } from './scopes.ts';

export type FeedRequest =
  /** What is there is read anew; `tab` is the panel's own. */
  | { ask: 'open'; scope: Scope; tab: string; filter: Filter }
  /** The same kind of scope has become wider: what is new in it is read. */
  | { ask: 'widen'; scope: Scope }
  | { ask: 'filter'; filter: Filter }
  /** What is there is checked anew, from its beginning if that is under way already. */
  | { ask: 'check'; basis: CheckBasis }
  /** What has not been checked anew stays as it is. */
  | { ask: 'leave-checking' }
  /** The window of the list that is told from now on. */
  | ({ ask: 'window' } & Window)
  /** Lines of what, with these columns of fields, by their ids. */
  | { ask: 'draw'; mode: ListMode; fields: string[] }
  /** What is looked at stays in view in the list that was asked for last. */
  | { ask: 'keep' }
  /** Shows nothing below a heading, or shows it again. */
  | { ask: 'fold'; id: string; isFolded: boolean }
  /** All from one line to another, both included, by their ids: from the first, to the last. */
  | { ask: 'range'; from?: string; to?: string }
  /** Unfolds what a place is below, and tells its line. */
  | ({ ask: 'reveal' } & LinePlace)
  /** What is looked at: its detail is told, now and whenever it changes. */
  | ({ ask: 'detail' } & LookedPlace)
  /** Nothing is looked at any more. */
  | { ask: 'leave' }
  | RecordingsRequest
  | Question
  | ResendQuestion;

export type FeedAnswer =
  | KeepingAnswer
  | Answer
  | { tell: 'range'; ids: string[]; isCut: boolean }
  | RecordingsAnswer
  | ResendAnswer
  /** How far what is there is checked anew; `done` is `total` at the end. */
  | { tell: 'checked'; done: number; total: number }
  | { tell: 'fault'; reason: string };

/** What is read of the log at a time. */
interface Portion {
  captures: Capture[];
  bodies: Bodies;
  /** Where to read on. */
  rest?: Rest;
}

/** Captures that are read before all others: as many as fill a panel, so that its first rows are there at once. */
const FIRST_PORTION = 50;
/** Lines that a range is made of. */
const MAX_RANGE = 100_000;

/**
 * Reads what a scope has of the log, decodes and checks it, keeps the list, and tells what a panel asks of it: the
 * half of a session that runs in a Worker. It reads the log from the last revision that it knows, and takes
 * changes straight from announcements as long as none is missing between.
 */
export function startFeed(openLog: () => Promise<Log>, tell: (answer: FeedAnswer) => void) {
  const log = createLogAccess(openLog);
  const keeping = createKeeping(log, tell, next);
  const { list, telling, lookedAt, filtering, checks } = keeping;
  /** How to check from the next step on, where that has changed. */
  let basis: CheckBasis | undefined;
  let draftTurn = 0;
  /** Counts the times that all is to be read or checked: a round that is not the latest ends. */
  let round = 0;
  let scope: Scope | undefined;
  let last = 0;
  /** Names of what there is of the scope in the log, as far as that is read. */
  let sources: ReadonlySet<string> = new Set();
  /** Captures that the log has dropped, as far as is known here. */
  let dropped: number | undefined;
  let line: Promise<unknown> = Promise.resolve();
  /** Steps that do not wait for the end of what is being read. */
  const asked: (() => Promise<void>)[] = [];

  /** One step after the other, so that rows keep the order of the log. */
  function next(step: () => Promise<void>) {
    const begin = () => {
      if (basis) keeping.use(basis);
      basis = undefined;
      return step();
    };
    line = line.then(begin).catch(failed);
  }

  function failed(error: unknown) {
    log.leave();
    tell({ tell: 'fault', reason: String(error) });
  }

  /** What a user waits for has its turn between two portions of what is read. */
  function soon(step: () => Promise<void>) {
    asked.push(step);
    next(takeTurn);
  }

  async function takeTurn() {
    for (let step = asked.shift(); step; step = asked.shift()) await step().catch(failed);
  }

  /** A tab is cleared with what its sites sent, which may be shown here as well. */
  function isClearedWith(cleared: Scope | undefined): boolean {
    if (keeping.isShared() || cleared?.kind !== 'tabs' || scope?.kind !== 'tabs') return true;
    return scope.tabs.some((tab) => cleared.tabs.includes(tab));
  }

  async function readAnew() {
    last = 0;
    sources = new Set();
    dropped = undefined;
    keeping.clear();
    await catchUp(true);
  }

  async function catchUp(anew: boolean) {
    if (!scope) return;
    const opened = await log.open();
    const changes = await opened.since(scope, last, sources, FIRST_PORTION, keeping.bodiesFor);
    // Which rows are gone was told while nobody listened.
    if (!anew && changes.dropped.captures !== dropped) return readAnew();
    sources = new Set(changes.sources);
    dropped = changes.dropped.captures;
    telling.noteDropped(changes.dropped);
    await takeAll(opened, changes);
    telling.flush();
    last = changes.revision;
    await filtering.explain();
  }

  /** Takes what has been read into the list, and what there is beyond; that is read meanwhile. */
  async function takeAll(opened: Log, { visits, ...first }: Changes) {
    let portion: Portion = first;
    for (let news = visits; ; news = []) {
      const ahead = portion.rest && opened.rest(portion.rest, PORTION, keeping.bodiesFor);
      // What fails is thrown when it is its turn.
      ahead?.catch(() => {});
      await takeInOrder(portion.captures, news, portion.bodies);
      if (!ahead) return;
      await takeTurn();
      portion = await ahead;
    }
  }

  async function takeInOrder(captures: readonly Capture[], visits: Visit[], bodies: Bodies) {
    const inOrder = captures.toSorted((a, b) => a.at - b.at);
    let news = visits;
    do {
      await keeping.take(inOrder.splice(0, PORTION), news, bodies);
      // Whoever filters meanwhile does not wait for all of it.
      if (filtering.isBehind()) await filtering.apply();
      if (inOrder.length > 0) await takeTurn();
      news = [];
    } while (inOrder.length > 0);
  }

  /**
   * Checks what is in the list once more, a portion at a time. Its rows stay as they are until they are
   * replaced; what repeats what is settled, and is not compared again.
   */
  function checkAnew() {
    round += 1;
    const own = round;
    let all: string[] | undefined;
    let done = 0;
    const portion = async () => {
      if (own !== round) return;
      all ??= list.captures();
      const ids = all.slice(done, done + PORTION);
      await keeping.takeAgain(ids);
      done += ids.length;
      telling.flush();
      if (all.length > 0 && own === round) tell({ tell: 'checked', done, total: all.length });
      if (done < all.length) next(portion);
    };
    next(portion);
  }

  function tellGone(gone: Gone) {
    dropped = gone.dropped.captures;
    keeping.forget(gone.captures);
    telling.noteDropped(gone.dropped);
    telling.noteGone(gone.captures);
  }

  const answer = createAnswers(list, async (id) => {
    const capture = await log.capture(id);
    return capture && { capture, body: await log.bytesOf(capture.body) };
  });
  const resendAnswer = createResendAnswers({
    list,
    checks,
    capture: log.capture,
    body: log.bytesOf,
  });

  /** It takes its time, and nothing of the list waits for it. */
  async function tellRecordings() {
    try {
      const opened = await log.open();
      tell({ tell: 'recordings', recordings: await opened.recordings() });
    } catch (error) {
      tell({ tell: 'fault', reason: String(error) });
    }
  }

  function tellNow() {
    telling.touch();
    telling.flush();
  }

  return {
    request(request: FeedRequest) {
      switch (request.ask) {
        case 'open':
          ({ scope } = request);
          telling.useTab(request.tab);
          filtering.use(request.filter);
          round += 1;
          next(readAnew);
          break;
        case 'widen':
          ({ scope } = request);
          next(() => catchUp(false));
          break;
        case 'filter':
          filtering.use(request.filter);
          next(filtering.apply);
          break;
        case 'keep':
          next(async () => telling.keepLooked());
          break;
        case 'check':
          ({ basis } = request);
          next(filtering.apply);
          checkAnew();
          break;
        case 'leave-checking':
          round += 1;
          break;
        case 'draft':
          draftTurn = request.turn;
          soon(async () => {
            // Only the latest turn is answered.
            if (request.turn === draftTurn) tell(await resendAnswer(request));
          });
          break;
        case 'text':
        case 'answer':
        case 'sendable':
          soon(async () => tell(await resendAnswer(request)));
          break;
        case 'window':
          telling.watch(request);
          break;
        case 'draw':
          list.draw(request.mode);
          keeping.useFields(request.fields);
          tellNow();
          break;
        case 'fold':
          list.fold(request.id, request.isFolded);
          tellNow();
          break;
        case 'reveal':
          telling.reveal(request);
          break;
        case 'range': {
          const ids = list.range(request.from, request.to, MAX_RANGE + 1);
          const isCut = ids.length > MAX_RANGE;
          tell({ tell: 'range', ids: ids.slice(0, MAX_RANGE), isCut });
          break;
        }
        case 'detail':
          lookedAt.look(request);
          soon(lookedAt.tellDetail);
          break;
        case 'recordings':
          void tellRecordings();
          break;
        case 'leave':
          lookedAt.look(undefined);
          break;
        case 'compare':
        case 'copy':
        case 'issue':
        case 'first':
          soon(async () => tell(await answer(request)));
          break;
      }
    },

    hear(announcement: Announcement) {
      if (announcement.kind === 'reset') {
        log.leave();
        if (scope) next(readAnew);
        return;
      }
      if (announcement.kind === 'cleared') {
        if (scope && isClearedWith(announcement.scope)) next(readAnew);
        return;
      }
      const { captures, visits, bodies, from, gone } = announcement;
      keeping.expect(captures);
      next(async () => {
        keeping.arrived(captures);
        const newest = Math.max(...[...captures, ...visits].map(({ revision }) => revision));
        if (newest <= last) return;
        // Of what is new in the scope, something may have been recorded before.
        if (from !== last || (scope && mayWiden(scope, visits, sources))) return catchUp(false);
        last = newest;
        if (gone) tellGone(gone);
        const own = visits.filter((visit) => isOfSources(sources, { ...visit, visit: visit.id }));
        const isGone = new Set(gone?.captures);
        const ownCaptures = captures
          .filter((capture) => isOfSources(sources, capture) && !isGone.has(capture.id))
          .map(captureOf);
        if (ownCaptures.length + own.length === 0 && !gone) return;
        await keeping.take(ownCaptures, own, bodies);
        await filtering.explain();
      });
    },
  };
}
