import type { Visit } from '../../capture/visit.ts';
import { type Line, withoutRoutes } from '../lines.ts';
import { createConsentMarks } from './consent-marks.ts';
import { byTime, consentLine, type Entry, isOwn, ownIn } from './entry.ts';
import { createRoutes, type Drawing, type Head, indexIn } from './routes.ts';
import { createSequence } from './sequence.ts';

export type Group = ReturnType<typeof createGroup>;

/**
 * What one visit sent, or what a site sent without a tab: a heading, its captures with the changes of consent
 * between, and one line at the end for requests with neither key nor events.
 *
 * @param site of captures that belong to no tab; they are of any document, so that routes say nothing
 */
export function createGroup(id: string, site: string | undefined, drawing: Drawing) {
  const routes = createRoutes(id, site === undefined, drawing);
  const consent = createConsentMarks(id, routes);
  /** Requests with neither key nor events. */
  const others = createSequence<Entry>(() => 0);
  const about = { serial: 0, at: 0 };
  let visit: Visit | undefined;
  let shown = 0;
  let own = 0;
  let othersShown = 0;

  const isOther = ({ row }: Entry) => row.reading === 'other';
  const isFolded = () => drawing.folded.has(id);

  function size(): number {
    const tail = othersShown > 0 ? 1 : 0;
    if (shown === 0 && tail === 0) return 0;
    return isFolded() ? 1 : 1 + routes.total() + consentAfter().length + tail;
  }

  /** Changes of consent after all that was sent. */
  const consentAfter = () => (shown > 0 ? consent.after() : []);

  function firstEntry(): Entry | undefined {
    const first = routes.first();
    const other = others.items[0];
    return first && other && byTime(other, first) < 0 ? other : (first ?? other);
  }

  function head(): Line {
    const common = { id, level: 1, count: own, isFolded: isFolded() };
    if (site !== undefined) return { kind: 'site', site, ...common };
    const url = visit?.url ?? firstEntry()?.row.capture.route ?? '';
    return { kind: 'visit', visit: visit && withoutRoutes(visit), url, ...common };
  }

  return {
    id,
    about,
    size,
    isEmpty: () => routes.isEmpty() && others.items.length === 0,

    /** Where it stands among the others: by its visit, or what it sent first. */
    time: (): number => visit?.at ?? firstEntry()?.row.capture.at ?? 0,

    /** What is known of its visit. */
    know(next: Visit | undefined): void {
      visit = next;
      consent.use(visit?.consent ?? []);
    },

    add(entry: Entry): void {
      if (isOther(entry)) {
        others.insert(indexIn(others, entry), entry);
        othersShown += entry.shown;
      } else {
        routes.add(entry);
        shown += entry.shown;
        own += ownIn(entry);
        consent.come(entry);
      }
    },

    /** As it was added. */
    remove(entry: Entry): void {
      if (isOther(entry)) {
        others.remove(indexIn(others, entry));
        othersShown -= entry.shown;
      } else {
        consent.leave(entry);
        routes.take(entry);
        shown -= entry.shown;
        own -= ownIn(entry);
      }
    },

    /** So many more rows of an entry are shown than before. */
    resize(entry: Entry, more: number): void {
      entry.shown += more;
      if (isOther(entry)) {
        othersShown += more;
      } else {
        routes.resized(entry, more);
        shown += more;
        if (isOwn(entry)) own += more;
        if (entry.shown > 0) consent.come(entry);
        else consent.leave(entry);
      }
    },

    /** Of its entries, other rows are shown than before. */
    recount(): void {
      ({ shown, own } = routes.recount());
      othersShown = others.items.reduce((sum, entry) => sum + entry.shown, 0);
      consent.spreadAnew();
    },

    redraw: routes.redraw,
    entries: routes.entries,
    captures: (): string[] =>
      [...routes.entries(), ...others.items].map(({ row }) => row.capture.id),

    /** Its lines, from one on. */
    *lines(skip: number): Generator<Line> {
      if (skip === 0) yield head();
      if (isFolded()) return;
      yield* routes.lines(Math.max(0, skip - 1));
      const before = 1 + routes.total();
      for (const mark of consentAfter().slice(Math.max(0, skip - before))) {
        yield consentLine(mark, 2);
      }
      if (othersShown === 0) return;
      yield { kind: 'others', id: `${id} others`, level: 2, count: othersShown };
    },

    /** Its headings above one of its lines, by its own lines. */
    heads(line: number): Head[] {
      if (line === 0) return [];
      const below = routes.headAbove(line - 1);
      const own = { id, level: 1, at: 0 };
      return below ? [own, { ...below, at: below.at + 1 }] : [own];
    },

    /** Ids of the headings above an entry. */
    headsOf(entry: Entry): string[] {
      const below = isOther(entry) ? undefined : routes.headOf(entry);
      return below === undefined ? [id] : [id, below];
    },

    /** Which of its lines is of an event; `undefined` where that is not shown. */
    lineOf(entry: Entry, event: string): number | undefined {
      if (isOther(entry) || isFolded()) return undefined;
      const line = routes.lineOf(entry, event);
      return line === undefined ? undefined : 1 + line;
    },
  };
}
