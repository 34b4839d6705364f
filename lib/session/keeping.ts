import type { Body, Capture } from '../capture/capture.ts';
import type { Visit } from '../capture/visit.ts';
import { pathOfColumn } from '../settings/columns.ts';
import { type CheckBasis, createChecks } from './checks.ts';
import { createDecoding } from './decoding.ts';
import { fieldText } from './field-text.ts';
import { createFiltering, type FilteringAnswer } from './filtering.ts';
import type { Line, LineOf, RequestShown } from './lines.ts';
import { createList } from './list/list.ts';
import { createLookedAt, type LookedAtAnswer, type LookedPlace } from './list/looked-at.ts';
import { createTelling, type ListNews } from './list/telling.ts';
import { type Bodies, digestOf, type LogAccess } from './log-access.ts';
import { rest } from './rest.ts';
import { type CaptureDetail, readCapture, rowsOf } from './rows.ts';
import { searchablesOf } from './searchable.ts';
import { type CaptureShown, showCapture } from './shown.ts';
import { createWords, type Words } from './words.ts';

export type KeepingAnswer =
  | ListNews
  | Exclude<FilteringAnswer, { tell: 'shown' }>
  | { tell: 'words'; words: Words }
  | LookedAtAnswer;

/** Captures that are read from the log, and taken, at a time, so that the first rows are there soon. */
export const PORTION = 200;
/** Milliseconds of work until what has been asked meanwhile has its turn. */
const SLICE = 24;

/**
 * What a feed keeps of the captures that it takes: their rows in the list, what a filter and completion need of them, and
 * what later ones are compared with. Each is decoded and checked for that; payloads stay in the log.
 *
 * @param later does a step after all that is to be done already
 */
export function createKeeping(
  log: LogAccess,
  tell: (answer: KeepingAnswer) => void,
  later: (step: () => Promise<void>) => void,
) {
  const list = createList();
  const telling = createTelling(list, drawn, tell);
  const lookedAt = createLookedAt(list, telling, readPlace, tell);
  const filtering = createFiltering(tellFiltering);
  const words = createWords();
  const checks = createChecks();
  const decoding = createDecoding();
  /** Columns of fields, by their ids. */
  let fields: readonly string[] = [];
  /** What is shown may be cleared with another tab. */
  let isShared = false;
  /** Captures whose changes wait to be taken: the revision of the latest. */
  const waiting = new Map<string, number>();

  function tellFiltering(answer: FilteringAnswer) {
    if (answer.tell !== 'shown') return tell(answer);
    list.show(answer.changed);
    tellChanges();
    // A filter is asked for by a keystroke.
    telling.flush();
  }

  function tellChanges() {
    telling.touch();
    lookedAt.tellRelated();
  }

  /** Takes what is new, or has changed, into the list. */
  async function take(
    captures: readonly Capture[],
    visits: readonly Visit[] = [],
    bodies: Bodies = new Map(),
  ): Promise<void> {
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
    if (lookedAt.isDueAfter(captures)) later(lookedAt.tellDetail);
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

  function forget(captures: string[]): void {
    if (captures.length === 0) return;
    checks.forget(captures);
    filtering.forget(captures);
    list.forget(captures);
  }

  /** Puts what was read into the list, and remembers what the filter needs of it. */
  function keep(detail: CaptureDetail) {
    const row = rowsOf(detail);
    const events = searchablesOf(detail, row);
    row.flags = filtering.keep(detail.capture.id, events);
    list.put(row);
    telling.noteEndpoint(detail.capture.url);
    telling.noteTab(detail.capture.tab);
    for (const event of events) words.look(event);
  }

  function tellWords() {
    const news = words.news();
    if (news) tell({ tell: 'words', words: news });
  }

  /** Checks what some visits have sent once more, and nothing else. */
  function checkVisits(visits: ReadonlySet<string>) {
    const ids = [...visits].flatMap(list.capturesOf);
    for (let start = 0; start < ids.length; start += PORTION) {
      later(() => takeAgain(ids.slice(start, start + PORTION)));
    }
  }

  async function takeAgain(ids: readonly string[]): Promise<void> {
    const captures = await Promise.all(ids.map(log.capture));
    // Some may have gone meanwhile.
    await take(captures.flatMap((one) => (one && list.row(one.id) ? [one] : [])));
  }

  /** The body, and that of the answer where it may say something of it. */
  function bodiesFor(capture: Capture): (Body | undefined)[] {
    return [capture.body, checks.asksForResponse(capture) ? capture.responseBody : undefined];
  }

  /** A line with what is drawn of it beside. */
  function drawn(line: Line): Line {
    if (line.kind !== 'event' && line.kind !== 'batch') return line;
    const other = otherOf(line.of);
    const found = other ? { ...line, other } : line;
    return found.kind === 'event' && fields.length > 0
      ? { ...found, fields: fieldsOf(found) }
      : found;
  }

  /** What its event has in the columns of fields. */
  function fieldsOf({ of, row }: LineOf<'event'>): Record<string, string> {
    const roots = filtering.rootsOf(of.capture.id, row.index);
    return Object.fromEntries(fields.map((id) => [id, fieldText(roots, pathOfColumn(id) ?? [])]));
  }

  function otherOf({ capture: { resendOf }, copies }: RequestShown) {
    // What was composed has no original.
    const capture = resendOf || copies?.at(-1);
    const where = capture ? list.find({ capture }).where : 'gone';
    return capture && where !== 'gone' ? { capture, isShown: where === 'shown' } : undefined;
  }

  async function readPlace(
    { capture: id, event, sourceFrom }: LookedPlace,
    isWanted: () => boolean,
  ): Promise<CaptureShown | undefined> {
    const capture = await log.capture(id);
    if (!capture) return undefined;
    // The response's body is what no row needs.
    const bodies = [capture.body, capture.responseBody];
    const [body, response] = await Promise.all(bodies.map(log.bytesOf));
    // A large body takes its time.
    if (!isWanted()) return undefined;
    const detail = readCapture(capture, body, response, checks, decoding.decode);
    return showCapture(detail, body, event, sourceFrom);
  }

  return {
    list,
    telling,
    lookedAt,
    filtering,
    checks,
    take,
    /** Takes what is in the list once more, by the ids of captures: their rows stay until they are replaced. */
    takeAgain,
    forget,
    bodiesFor,

    /** Captures have changed, and come to be taken: older states of them are not worth it any more. */
    expect(captures: readonly Pick<Capture, 'id' | 'revision'>[]): void {
      for (const { id, revision } of captures) waiting.set(id, revision);
    },

    /** They are taken now. */
    arrived(captures: readonly Pick<Capture, 'id' | 'revision'>[]): void {
      for (const { id, revision } of captures) {
        if (waiting.get(id) === revision) waiting.delete(id);
      }
    },

    /** What is taken from now on is checked so. */
    use(basis: CheckBasis): void {
      checks.use(basis);
      filtering.useKeys(basis.settings.keys);
    },

    /** What events have in these columns of fields, by their ids, is told with their lines. */
    useFields(ids: readonly string[]): void {
      fields = ids;
    },

    /** Whether something is shown that may be cleared with another tab. */
    isShared: () => isShared,

    clear(): void {
      isShared = false;
      filtering.clear();
      words.clear();
      checks.clear();
      decoding.clear();
      list.clear();
      telling.clear();
    },
  };
}
