import type { Body, Capture } from '../capture/capture.ts';
import type { Visit } from '../capture/visit.ts';
import type { Filter } from '../filter/filter.ts';
import type { Changes, Gone, Log, Rest } from '../log/log.ts';
import { isOfSources, mayWiden, type Scope } from '../log/scope.ts';
import type { Announcement } from '../messaging/announcement.ts';
import { pathOfColumn } from '../settings/columns.ts';
import { type Answer, createAnswers, type Question } from './answers.ts';
import { type CheckBasis, createChecks } from './checks.ts';
import { createDecoding } from './decoding.ts';
import { createFiltering, type FilteringAnswer } from './filtering.ts';
import { fieldText } from './field-text.ts';
import type { Line, LinePlace, ListMode } from './lines.ts';
import { createList } from './list/list.ts';
import { createLookedAt, type LookedAtAnswer } from './list/looked-at.ts';
import { createTelling, type ListNews, type Window } from './list/telling.ts';
import { createResendAnswers, type ResendAnswer, type ResendQuestion } from './resend-answers.ts';
import { type CaptureDetail, readCapture, rowsOf } from './rows.ts';
import type { RecordingsAnswer, RecordingsRequest } from './scopes.ts';
import { type Bodies, createLogAccess, digestOf } from './log-access.ts';
import { rest } from './rest.ts';
import { searchablesOf } from './searchable.ts';
import { showCapture } from './shown.ts';
import { createWords, type Words } from './words.ts';

export type FeedRequest =
  /** What is there is read anew; `tab` is the panel's own. */
  | { ask: 'open'; scope: Scope; tab: string; filter: Filter }
  /** The same kind of scope has become wider: what is new in it is read. */
  | { ask: 'widen'; scope: Scope }
  | { ask: 'filter'; filter: Filter }
  /** What is there is checked anew, from its beginning if that is under way already. */
  | { ask: 'check'; basis: CheckBasis }
  /** The window of the list that is told from now on. */
  | ({ ask: 'window' } & Window)
  /** Lines of what, with these columns of fields, by their ids. */
  | { ask: 'draw'; mode: ListMode; fields: string[] }
  /** Shows nothing below a heading, or shows it again. */
  | { ask: 'fold'; id: string; isFolded: boolean }
  /** All from one line to another, both included, by their ids: from the first, to the last. */
  | { ask: 'range'; from?: string; to?: string }
  /** Unfolds what a place is below, and tells its line. */
  | ({ ask: 'reveal' } & LinePlace)
  /** What is looked at: its detail is told, now and whenever it changes. */
  | ({ ask: 'detail' } & LinePlace)
  /** Nothing is looked at any more. */
  | { ask: 'leave' }
  | RecordingsRequest
  | Question
  | ResendQuestion;

export type FeedAnswer =
  | ListNews
  | Exclude<FilteringAnswer, { tell: 'shown' }>
  | { tell: 'words'; words: Words }
  | LookedAtAnswer
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

/** Captures read from the log at a time, so that the first rows are there soon. */
const PORTION = 200;
/** Milliseconds of work until what has been asked meanwhile has its turn. */
const SLICE = 24;
/** Lines that a range is made of. */
const MAX_RANGE = 100_000;

/**
 * Reads what a scope has of the log, decodes and checks it, keeps the list, and tells what a panel asks of it: the
 * half of a session that runs in a Worker. It reads the log from the last revision that it knows, and takes
 * changes straight from announcements as long as none is missing between.
 */
export function startFeed(openLog: () => Promise<Log>, tell: (answer: FeedAnswer) => void) {
  const log = createLogAccess(openLog);
  const list = createList();
  const telling = createTelling(list, withFields, tell);
  const lookedAt = createLookedAt(list, telling, readPlace, tell);
  const filtering = createFiltering(tellFiltering);
  const words = createWords();
  const checks = createChecks();
  const decoding = createDecoding();
  /** Columns of fields, by their ids. */
  let fields: string[] = [];
  /** How to check from the next step on, where that has changed. */
  let basis: CheckBasis | undefined;
  let draftTurn = 0;
  /** Counts the times that all is to be read or checked: a round that is not the latest ends. */
  let round = 0;
  let scope: Scope | undefined;
  let last = 0;
  /** Names of what there is of the scope in the log, as far as that is read. */
  let sources: ReadonlySet<string> = new Set();
  /** What is shown may be cleared with another tab. */
  let isShared = false;
  /** Captures that the log has dropped, as far as is known here. */
  let dropped: number | undefined;
  /** Captures whose changes wait to be taken: the revision of the latest. */
  const waiting = new Map<string, number>();
  let line: Promise<unknown> = Promise.resolve();

  /** One step after the other, so that rows keep the order of the log. */
  function next(step: () => Promise<void>) {
    const begin = () => {
      if (basis) {
        checks.use(basis);
        filtering.useKeys(basis.settings.keys);
      }
      basis = undefined;
      return step();
    };
    line = line.then(begin).catch((error: unknown) => {
      log.leave();
      tell({ tell: 'fault', reason: String(error) });
    });
  }

  function tellFiltering(answer: FilteringAnswer) {
    if (answer.tell !== 'shown') return tell(answer);
    for (const [capture, flags] of answer.changed) list.show(capture, flags);
    tellChanges();
    // A filter is asked for by a keystroke.
    telling.flush();
  }

  function tellChanges() {
    telling.touch();
    lookedAt.tellRelated();
  }

  /** A tab is cleared with what its sites sent, which may be shown here as well. */
  function isClearedWith(cleared: Scope | undefined): boolean {
    if (isShared || cleared?.kind !== 'tabs' || scope?.kind !== 'tabs') return true;
    return scope.tabs.some((tab) => cleared.tabs.includes(tab));
  }

  async function readAnew() {
    last = 0;
    sources = new Set();
    isShared = false;
    dropped = undefined;
    filtering.clear();
    words.clear();
    checks.clear();
    decoding.clear();
    list.clear();
    telling.clear();
    await catchUp(true);
  }

  async function catchUp(anew: boolean) {
    if (!scope) return;
    const opened = await log.open();
    const changes = await opened.since(scope, last, sources, PORTION);
    // Which rows are gone was told while nobody listened.
    if (!anew && changes.dropped.captures !== dropped) return readAnew();
    sources = new Set(changes.sources);
    dropped = changes.dropped.captures;
    telling.noteDropped(changes.dropped);
    await takeAll(opened, changes);
    last = changes.revision;
    await filtering.explain();
  }

  /** Takes what has been read into the list, and what there is beyond; that is read meanwhile. */
  async function takeAll(opened: Log, { visits, ...first }: Changes) {
    let portion: Portion = { ...first, bodies: new Map() };
    for (let news = visits; ; news = []) {
      const ahead = portion.rest && readOn(opened, portion.rest);
      // What fails is thrown when it is its turn.
      ahead?.catch(() => {});
      await takeInOrder(portion.captures, news, portion.bodies);
      if (!ahead) return;
      portion = await ahead;
    }
  }

  async function readOn(opened: Log, from: Rest): Promise<Portion> {
    const portion = await opened.rest(from, PORTION);
    return {
      ...portion,
      bodies: await log.withStored(new Map(), portion.captures.flatMap(bodiesFor)),
    };
  }

  async function takeInOrder(captures: readonly Capture[], visits: Visit[], bodies: Bodies) {
    const inOrder = captures.toSorted((a, b) => a.at - b.at);
    let news = visits;
    do {
      await take(inOrder.splice(0, PORTION), news, bodies);
      // Whoever filters meanwhile does not wait for all of it.
      if (filtering.isBehind()) await filtering.apply();
      news = [];
    } while (inOrder.length > 0);
  }

  /** Takes what is new, or has changed, into the list. */
  async function take(captures: Capture[], visits: Visit[], bodies: Bodies) {
    checkVisits(checks.know(visits));
    for (const visit of visits) list.putVisit(visit);
    if (visits.length > 0) telling.noteVisits();
    merge(captures);
    forget(captures.flatMap(({ id, cleared }) => (cleared === undefined ? [] : [id])));
    const shown = captures.filter(
      (capture) =>
        capture.mergedInto === undefined && capture.cleared === undefined && !isOutdated(capture),
    );
    isShared ||= shown.some(({ site }) => site !== undefined);
    const known = await log.withStored(bodies, shown.flatMap(bodiesFor));
    let began = performance.now();
    // In their order: what came before tells what repeats it.
    for (const capture of shown) {
      const [body, answer] = bodiesFor(capture).map((one) => known.get(digestOf(one) ?? ''));
      keep(readCapture(capture, body, answer, checks, decoding.decode));
      if (performance.now() - began < SLICE) continue;
      telling.touch();
      await rest();
      began = performance.now();
    }
    tellChanges();
    tellWords();
    // Its outcome or its issues may be among what has changed.
    if (lookedAt.isDueAfter(captures)) next(lookedAt.tellDetail);
  }

  /** It has a row already, and a newer state of it waits to be taken: a large body takes its time each time. */
  function isOutdated({ id, revision }: Capture): boolean {
    return revision < (waiting.get(id) ?? 0) && list.row(id) !== undefined;
  }

  function merge(captures: readonly Capture[]) {
    const merged = captures.flatMap(({ id, mergedInto }): [string, string][] =>
      mergedInto === undefined ? [] : [[id, mergedInto]],
    );
    for (const [from, into] of merged) lookedAt.merge(from, into);
    if (merged.length > 0) telling.noteMerged(merged);
    forget(merged.map(([from]) => from));
  }

  function tellWords() {
    const news = words.news();
    if (news) tell({ tell: 'words', words: news });
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
      await takeAgain(ids);
      done += ids.length;
      telling.flush();
      if (all.length > 0 && own === round) tell({ tell: 'checked', done, total: all.length });
      if (done < all.length) next(portion);
    };
    next(portion);
  }

  /** Checks what some visits have sent once more, and nothing else. */
  function checkVisits(visits: ReadonlySet<string>) {
    const ids = [...visits].flatMap(list.capturesOf);
    for (let start = 0; start < ids.length; start += PORTION) {
      next(() => takeAgain(ids.slice(start, start + PORTION)));
    }
  }

  async function takeAgain(ids: readonly string[]) {
    const captures = await Promise.all(ids.map(log.capture));
    // Some may have gone meanwhile.
    const left = captures.flatMap((one) => (one && list.row(one.id) ? [one] : []));
    await take(left, [], new Map());
  }

  function forget(captures: string[]) {
    if (captures.length === 0) return;
    checks.forget(captures);
    filtering.forget(captures);
    list.forget(captures);
  }

  function tellGone(gone: Gone) {
    dropped = gone.dropped.captures;
    forget(gone.captures);
    telling.noteDropped(gone.dropped);
    telling.noteGone(gone.captures);
  }

  /** The body, and that of the answer where it may say something of it. */
  function bodiesFor(capture: Capture): (Body | undefined)[] {
    return [capture.body, checks.asksForResponse(capture) ? capture.responseBody : undefined];
  }

  /** A line with what its event has in the columns of fields. */
  function withFields(line: Line): Line {
    if (line.kind !== 'event' || fields.length === 0) return line;
    const roots = filtering.rootsOf(line.of.capture.id, line.row.index);
    const texts = fields.map((id) => [id, fieldText(roots, pathOfColumn(id) ?? [])]);
    return { ...line, fields: Object.fromEntries(texts) };
  }

  /** Puts what was read into the list, and remembers what the filter needs of it. */
  function keep(detail: CaptureDetail) {
    const row = rowsOf(detail);
    const events = searchablesOf(detail, row);
    for (const [at, shown] of filtering.keep(detail.capture.id, events).entries()) {
      row.rows[at]!.shown = shown;
    }
    list.put(row);
    telling.noteEndpoint(detail.capture.url);
    telling.noteTab(detail.capture.tab);
    for (const event of events) words.look(event);
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

  async function readPlace({ capture: id, event }: LinePlace, isWanted: () => boolean) {
    const capture = await log.capture(id);
    if (!capture) return undefined;
    // The response's body is what no row needs.
    const bodies = [capture.body, capture.responseBody];
    const [body, response] = await Promise.all(bodies.map(log.bytesOf));
    // A large body takes its time.
    if (!isWanted()) return undefined;
    const detail = readCapture(capture, body, response, checks, decoding.decode);
    return showCapture(detail, body, event);
  }

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
        case 'check':
          ({ basis } = request);
          next(filtering.apply);
          checkAnew();
          break;
        case 'draft':
          draftTurn = request.turn;
          next(async () => {
            // Only the latest turn is answered.
            if (request.turn === draftTurn) tell(await resendAnswer(request));
          });
          break;
        case 'text':
        case 'answer':
        case 'sendable':
          next(async () => tell(await resendAnswer(request)));
          break;
        case 'window':
          telling.watch(request);
          break;
        case 'draw':
          list.draw(request.mode);
          fields = request.fields;
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
          next(lookedAt.tellDetail);
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
          next(async () => tell(await answer(request)));
          break;
      }
    },

    hear(announcement: Announcement) {
      if (announcement.kind === 'status' || announcement.kind === 'resending') return;
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
      for (const { id, revision } of captures) waiting.set(id, revision);
      next(async () => {
        for (const { id, revision } of captures) {
          if (waiting.get(id) === revision) waiting.delete(id);
        }
        const newest = Math.max(...[...captures, ...visits].map(({ revision }) => revision));
        if (newest <= last) return;
        // Of what is new in the scope, something may have been recorded before.
        if (from !== last || (scope && mayWiden(scope, visits, sources))) return catchUp(false);
        last = newest;
        if (gone) tellGone(gone);
        const own = visits.filter((visit) => isOfSources(sources, { ...visit, visit: visit.id }));
        const ownCaptures = captures.filter((capture) => isOfSources(sources, capture));
        if (ownCaptures.length + own.length === 0 && !gone) return;
        await take(ownCaptures, own, bodies);
        await filtering.explain();
      });
    },
  };
}
