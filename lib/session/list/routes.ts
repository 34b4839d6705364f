import type { Line, ListMode } from '../lines.ts';
import { byTime, type Entry, isOwn, linesOf, lineIn, ownIn, sizeOf } from './entry.ts';
import { createSequence, type Sequence } from './sequence.ts';

/** What the list as a whole is drawn by. */
export interface Drawing {
  mode: ListMode;
  /** Ids of headings below which nothing is shown. */
  folded: Set<string>;
}

/** A heading, and which line it is. */
export interface Head {
  id: string;
  level: number;
  at: number;
}

/** Captures of one visit, one after the other, that have the same route. */
interface Route {
  url: string;
  entries: Sequence<Entry>;
  /** Events that the filter shows. */
  shown: number;
  /** Those among them that the page has sent itself. */
  own: number;
}

export type Routes = ReturnType<typeof createRoutes>;

/** Where an entry stands, or is to stand. */
export function indexIn(entries: Sequence<Entry>, entry: Entry): number {
  return entries.search((other) => byTime(other, entry) < 0);
}

/**
 * The captures of one visit by time, and by route where there are several: then each has a heading.
 *
 * @param isDivided whether routes say something
 */
export function createRoutes(visit: string, isDivided: boolean, drawing: Drawing) {
  const routes = createSequence(sizeOfRoute);
  const hasHeads = () => routes.items.length > 1;
  /** By what it begins with, as it is now: no two have the same, whatever comes, goes and parts them. */
  const idOf = ({ entries }: Route) => `${visit} ${entries.items[0]!.row.capture.id}`;
  const isFolded = (route: Route) => hasHeads() && drawing.folded.has(idOf(route));

  function sizeOfRoute(route: Route): number {
    if (route.shown === 0) return 0;
    const head = hasHeads() ? 1 : 0;
    return isFolded(route) ? head : head + route.entries.total();
  }

  function routeOf(entries: readonly Entry[]): Route {
    const made = createSequence<Entry>((entry) => sizeOf(entry, drawing.mode));
    for (const [at, entry] of entries.entries()) made.insert(at, entry);
    return { url: entries[0]!.row.capture.route, entries: made, ...counted(entries) };
  }

  function counted(entries: readonly Entry[]): Pick<Route, 'shown' | 'own'> {
    let [shown, own] = [0, 0];
    for (const entry of entries) {
      shown += entry.shown;
      own += ownIn(entry);
    }
    return { shown, own };
  }

  /** The last route that begins before an entry, or with it. */
  const indexOf = (entry: Entry) =>
    routes.search(({ entries }) => byTime(entries.items[0]!, entry) <= 0) - 1;

  const goesOn = (route: Route, { row }: Entry) => !isDivided || route.url === row.capture.route;

  /** The number of routes has changed: whether they have headings as well. */
  function renumbered(index: number) {
    routes.changed(routes.items.length <= 2 ? 0 : index);
  }

  function join(index: number, entry: Entry) {
    const route = routes.items[index]!;
    route.entries.insert(indexIn(route.entries, entry), entry);
    route.shown += entry.shown;
    route.own += ownIn(entry);
    routes.changed(index);
  }

  /** Makes room for another route in the middle of one. */
  function split(index: number, entry: Entry) {
    const route = routes.items[index]!;
    const rest = routeOf(route.entries.cut(indexIn(route.entries, entry)));
    route.shown -= rest.shown;
    route.own -= rest.own;
    if (drawing.folded.has(idOf(route))) drawing.folded.add(idOf(rest));
    routes.insert(index + 1, rest);
    routes.changed(index);
  }

  /** What was parted by another route is one again. */
  function unite(index: number) {
    const [before, after] = [routes.items[index - 1], routes.items[index]];
    if (!before || before.url !== after?.url) return;
    for (const entry of after.entries.items) {
      before.entries.insert(before.entries.items.length, entry);
    }
    before.shown += after.shown;
    before.own += after.own;
    routes.remove(index);
    routes.changed(index - 1);
  }

  function* linesOfRoute(route: Route, skip: number): Generator<Line> {
    const { url, own, entries } = route;
    const id = idOf(route);
    const level = hasHeads() ? 3 : 2;
    const head = hasHeads() ? 1 : 0;
    const folded = isFolded(route);
    if (skip < head) yield { kind: 'route', id, level: 2, url, count: own, isFolded: folded };
    if (folded) return;
    for (const found of entries.from(Math.max(0, skip - head))) {
      yield* linesOf(found.item, drawing.mode, level, found.skip);
    }
  }

  return {
    /** Lines of all routes, with their headings. */
    total: routes.total,
    isEmpty: () => routes.items.length === 0,
    first: (): Entry | undefined => routes.items[0]?.entries.items[0],

    add(entry: Entry): void {
      const index = indexOf(entry);
      const route = routes.items[index];
      if (route && goesOn(route, entry)) return join(index, entry);
      const isAfter = !route || byTime(route.entries.items.at(-1)!, entry) < 0;
      const next = routes.items[index + 1];
      if (isAfter && next && goesOn(next, entry)) return join(index + 1, entry);
      if (!isAfter) split(index, entry);
      routes.insert(index + 1, routeOf([entry]));
      renumbered(index + 1);
    },

    take(entry: Entry): void {
      const index = indexOf(entry);
      const route = routes.items[index]!;
      const { entries } = route;
      entries.remove(indexIn(entries, entry));
      route.shown -= entry.shown;
      route.own -= ownIn(entry);
      routes.changed(index);
      if (entries.items.length > 0) return;
      routes.remove(index);
      unite(index);
      renumbered(index);
    },

    /** An entry has so many more lines than before. */
    resized(entry: Entry, more: number): void {
      const index = indexOf(entry);
      const route = routes.items[index]!;
      route.shown += more;
      if (isOwn(entry)) route.own += more;
      route.entries.changed(indexIn(route.entries, entry));
      routes.changed(index);
    },

    /** Of entries, whichever, other rows are shown than before; returns how many of all are. */
    recount(): Pick<Route, 'shown' | 'own'> {
      let [shown, own] = [0, 0];
      for (const route of routes.items) {
        Object.assign(route, counted(route.entries.items));
        route.entries.changed(0);
        shown += route.shown;
        own += route.own;
      }
      routes.changed(0);
      return { shown, own };
    },

    /** All that lines are drawn by has become another. */
    redraw(): void {
      for (const { entries } of routes.items) entries.changed(0);
      routes.changed(0);
    },

    /** Lines, from one on. */
    *lines(skip: number): Generator<Line> {
      for (const found of routes.from(skip)) yield* linesOfRoute(found.item, found.skip);
    },

    /** Entries by time: all, or those after one. */
    *entries(after?: Entry): Generator<Entry> {
      const first = after ? indexOf(after) : 0;
      for (let at = first; at < routes.items.length; at += 1) {
        const { entries } = routes.items[at]!;
        const from = after && at === first ? indexIn(entries, after) + 1 : 0;
        for (let index = from; index < entries.items.length; index += 1) {
          yield entries.items[index]!;
        }
      }
    },

    /** The heading above a line that is not one itself. */
    headAbove(line: number): Head | undefined {
      const [found] = routes.from(line);
      if (!found || !hasHeads() || found.skip === 0) return undefined;
      return { id: idOf(found.item), level: 2, at: line - found.skip };
    },

    /** The id of the heading above an entry. */
    headOf(entry: Entry): string | undefined {
      const route = hasHeads() ? routes.items[indexOf(entry)] : undefined;
      return route && idOf(route);
    },

    /** Which line is of an event; `undefined` where that is not shown. */
    lineOf(entry: Entry, event: string): number | undefined {
      const index = indexOf(entry);
      const route = routes.items[index]!;
      const within = lineIn(entry, drawing.mode, event);
      if (within === undefined || isFolded(route)) return undefined;
      const before = route.entries.before(indexIn(route.entries, entry));
      return routes.before(index) + (hasHeads() ? 1 : 0) + before + within;
    },
  };
}
