import type { Visit } from '../../capture/visit.ts';
import {
  isSelectable,
  type Line,
  lineId,
  type LinePlace,
  type ListMode,
  placeOf,
} from '../lines.ts';
import { sentAt } from '../consent.ts';
import { countShown, type Flags, isShownAt } from '../flags.ts';
import type { CaptureRow, ShownRows } from '../rows.ts';
import { createCounts } from './counts.ts';
import { type Entry, lineIn } from './entry.ts';
import { createGroup, type Group } from './group.ts';
import { createOverview } from './overview.ts';
import type { Drawing, Head } from './routes.ts';
import { createSequence } from './sequence.ts';

/** Where an event is: in the list, in it but for the filter, or not there. */
export type Whereabouts = 'shown' | 'filtered' | 'gone';

export type List = ReturnType<typeof createList>;

/**
 * The list of a session: events by visit and, in a visit with several routes, by route, between the changes of
 * consent; newest last. It is
 * kept in its order as captures come, change and go, so that any window of its lines can be told at once.
 */
export function createList() {
  const drawing: Drawing = { mode: 'events', folded: new Set() };
  const entries = new Map<string, Entry>();
  const visits = new Map<string, Visit>();
  const groups = new Map<string, Group>();
  const order = createSequence<Group>((group) => group.size());
  const counts = createCounts();
  const overview = createOverview();
  /** Resends by what they repeat. */
  const copies = new Map<string, Set<string>>();
  let serial = 0;
  let version = 0;
  let changes = 0;
  let shown = 0;
  let arrived = 0;

  const groupIdOf = ({ capture: { site, visit } }: CaptureRow) =>
    site === undefined ? visit : `site ${site}`;

  const isBefore = (group: Group, other: Group) =>
    (group.about.at - other.about.at || group.about.serial - other.about.serial) < 0;
  const indexOf = (group: Group) => order.search((other) => isBefore(other, group));

  function groupOf(row: CaptureRow): Group {
    const id = groupIdOf(row);
    const known = groups.get(id);
    if (known) return known;
    const group = createGroup(id, row.capture.site, drawing);
    groups.set(id, group);
    serial += 1;
    group.about.serial = serial;
    group.know(visits.get(id));
    group.about.at = visits.get(id)?.at ?? row.capture.at;
    order.insert(indexOf(group), group);
    return group;
  }

  /** A group has changed: it may stand elsewhere, have other lines, or be empty. */
  function settle(group: Group) {
    const index = indexOf(group);
    if (group.isEmpty()) {
      groups.delete(group.id);
      order.remove(index);
    } else if (group.time() === group.about.at) {
      order.changed(index);
    } else {
      order.remove(index);
      group.about.at = group.time();
      order.insert(indexOf(group), group);
    }
  }

  function put(row: CaptureRow): void {
    changes += 1;
    const known = entries.get(row.capture.id);
    if (known?.row.capture.resendOf !== row.capture.resendOf) {
      if (known) unlink(known.row);
      link(row);
    }
    if (known && isAtSamePlace(known.row, row)) {
      count(known, -1);
      version += 1;
      known.version = version;
      known.row = row;
      const group = groupOf(row);
      group.resize(known, countShown(row.flags) - known.shown);
      count(known, 1);
      settle(group);
      return;
    }
    if (known) take(known);
    serial += 1;
    version += 1;
    const entry: Entry = {
      row,
      serial: known?.serial ?? serial,
      shown: countShown(row.flags),
      consent: [],
      version,
    };
    entries.set(row.capture.id, entry);
    noteCopies(entry);
    count(entry, 1);
    if (!known && row.reading !== 'other') arrived += entry.shown;
    const group = groupOf(row);
    group.add(entry);
    settle(group);
  }

  function isAtSamePlace(one: CaptureRow, other: CaptureRow): boolean {
    return (
      groupIdOf(one) === groupIdOf(other) &&
      one.capture.at === other.capture.at &&
      sentAt(one.capture) === sentAt(other.capture) &&
      one.capture.route === other.capture.route &&
      (one.reading === 'other') === (other.reading === 'other')
    );
  }

  function take(entry: Entry) {
    count(entry, -1);
    entries.delete(entry.row.capture.id);
    const group = groupOf(entry.row);
    group.remove(entry);
    settle(group);
  }

  function count({ row, shown: rows }: Entry, by: 1 | -1) {
    counts.add(row, by);
    overview.add(row, rows > 0, by);
    if (row.reading !== 'other') shown += by * rows;
  }

  function showRows(entry: Entry, flags: Flags) {
    const { reading } = entry.row;
    const before = entry.shown;
    entry.row.flags = flags;
    entry.shown = countShown(flags);
    if (before > 0 !== entry.shown > 0) {
      overview.add(entry.row, before > 0, -1);
      overview.add(entry.row, entry.shown > 0, 1);
    }
    version += 1;
    entry.version = version;
    if (reading !== 'other') shown += entry.shown - before;
  }

  /** A resend is known to its original, in the order in which they came. */
  function link({ capture: { id, resendOf } }: CaptureRow) {
    if (resendOf === undefined) return;
    copies.set(resendOf, (copies.get(resendOf) ?? new Set()).add(id));
    noteCopiesOf(resendOf);
  }

  function unlink({ capture: { id, resendOf } }: CaptureRow) {
    if (resendOf === undefined) return;
    const resends = copies.get(resendOf);
    resends?.delete(id);
    if (resends?.size === 0) copies.delete(resendOf);
    noteCopiesOf(resendOf);
  }

  function noteCopiesOf(original: string) {
    const entry = entries.get(original);
    if (entry) noteCopies(entry);
  }

  function noteCopies(entry: Entry) {
    const resends = copies.get(entry.row.capture.id);
    if (!resends && !entry.copies) return;
    version += 1;
    entry.version = version;
    if (resends) entry.copies = [...resends];
    else delete entry.copies;
  }

  function* linesFrom(line: number): Generator<Line> {
    for (const { item, skip } of order.from(line)) yield* item.lines(skip);
  }

  /** Of a place that there is not (any more), the capture's first that is shown. */
  function idOf({ row: { capture, rows, flags } }: Entry, place: LinePlace): string {
    if (drawing.mode === 'batches') return lineId({ capture: capture.id });
    const id = lineId(place);
    if (rows.some((row) => row.id === id)) return id;
    return (rows.find((_, index) => isShownAt(flags, index)) ?? rows[0]!).id;
  }

  function at(entry: Entry, id: string): number | undefined {
    const group = groupOf(entry.row);
    const line = group.lineOf(entry, id);
    return line === undefined ? undefined : order.before(indexOf(group)) + line;
  }

  /**
   * The line of a place, and which one of the list it is, from 0; no number where it is folded away. Where
   * the capture has no such event, its first one is meant.
   */
  function find(place: LinePlace): { id: string; where: Whereabouts; at?: number } {
    const entry = entries.get(place.capture);
    if (!entry) return { id: lineId(place), where: 'gone' };
    const id = idOf(entry, place);
    const isShown = entry.shown > 0 && lineIn(entry, drawing.mode, id) !== undefined;
    if (!isShown) return { id, where: 'filtered' };
    const line = at(entry, id);
    return { id, where: 'shown', ...(line !== undefined && { at: line }) };
  }

  const lineOf = (id: string | undefined) => (id === undefined ? undefined : find(placeOf(id)).at);

  return {
    put,
    find,
    counts,
    overview,
    /** Lines that it has. */
    length: order.total,
    /** Events that the filter shows. */
    shown: () => shown,
    /** Events that have come since it was cleared, as far as the filter of then showed them. */
    arrived: () => arrived,
    /** Counts captures as they come, change and go; what a filter shows of them is none of it. */
    changes: () => changes,
    /** Ids of its captures, in the order of their arrival. */
    captures: (): string[] => [...entries.keys()],
    /** Ids of what a visit has sent. */
    capturesOf: (visit: string): string[] => groups.get(visit)?.captures() ?? [],
    row: (id: string): CaptureRow | undefined => entries.get(id)?.row,
    visits: visits as ReadonlyMap<string, Visit>,
    /** Captures that repeat one, as the user asked. */
    copiesOf: (id: string): Iterable<string> => copies.get(id) ?? [],

    putVisit(visit: Visit): void {
      visits.set(visit.id, visit);
      overview.putVisit(visit);
      const group = groups.get(visit.id);
      if (!group) return;
      // It is found by what it stands by, until it is settled.
      group.know(visit);
      settle(group);
    },

    forget(captures: readonly string[]): void {
      for (const id of captures) {
        const entry = entries.get(id);
        if (!entry) continue;
        changes += 1;
        take(entry);
        unlink(entry.row);
      }
    },

    /** Which rows of captures the filter shows from now on. */
    show(changed: Iterable<ShownRows>): void {
      const touched = new Set<Group>();
      for (const [capture, flags] of changed) {
        const entry = entries.get(capture);
        if (!entry) continue;
        showRows(entry, flags);
        touched.add(groupOf(entry.row));
      }
      // Of each once, as a keystroke may change them all.
      for (const group of touched) {
        group.recount();
        order.changed(indexOf(group));
      }
    },

    /** Shows nothing below a heading, or shows it again. */
    fold(id: string, isFolded: boolean): void {
      if (isFolded) drawing.folded.add(id);
      else drawing.folded.delete(id);
      for (const group of groups.values()) group.redraw();
      order.changed(0);
    },

    draw(mode: ListMode): void {
      drawing.mode = mode;
      for (const group of groups.values()) group.redraw();
      order.changed(0);
    },

    /** So many lines, from one on. */
    window: (from: number, size: number): Line[] => linesFrom(from).take(size).toArray(),

    /** The headings above a line. */
    heads(line: number): Head[] {
      const [found] = order.from(line);
      if (!found) return [];
      const { item, skip } = found;
      return item.heads(skip).map((head) => ({ ...head, at: line - skip + head.at }));
    },

    /** Unfolds what an event is below. */
    reveal({ capture }: LinePlace): void {
      const entry = entries.get(capture);
      if (!entry) return;
      const group = groupOf(entry.row);
      for (const id of group.headsOf(entry)) drawing.folded.delete(id);
      group.redraw();
      order.changed(indexOf(group));
    },

    /** Captures of events in the order of their lines, those that the filter hides among them. */
    *inOrder(): Generator<CaptureRow> {
      for (const group of order.items) for (const { row } of group.entries()) yield row;
    },

    /** Ids of the events, or batches, from one line to another, both included, in whatever order. */
    range(one: string | undefined, other: string | undefined, most: number): string[] {
      const last = order.total() - 1;
      const asked = [
        one === undefined ? 0 : lineOf(one),
        other === undefined ? last : lineOf(other),
      ];
      // What is folded away, or hidden by the filter, is no end.
      const ends = asked.filter((line) => line !== undefined);
      if (ends.length === 0) return [];
      const first = Math.min(...ends);
      return linesFrom(first)
        .take(Math.max(...ends) - first + 1)
        .filter(isSelectable)
        .map(({ id }) => id)
        .take(most)
        .toArray();
    },

    /** What is folded stays so. */
    clear(): void {
      for (const map of [entries, visits, groups, copies]) map.clear();
      order.cut(0);
      counts.clear();
      overview.clear();
      shown = 0;
      arrived = 0;
    },
  };
}
