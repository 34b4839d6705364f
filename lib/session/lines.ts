import type { Visit } from '../capture/visit.ts';
import type { CaptureRow, EventRow } from './rows.ts';

/** A line of the list as it is drawn. */
export type Line =
  | { kind: 'visit'; id: string; visit: Visit | undefined; url: string; count: number }
  /** Heads what an origin sent that belongs to no one tab: a worker, or a page whose tab has closed. */
  | { kind: 'site'; id: string; site: string; count: number }
  | { kind: 'route'; id: string; url: string; count: number }
  | { kind: 'event'; id: string; row: EventRow; of: CaptureRow }
  | { kind: 'others'; id: string; count: number; of: CaptureRow[] };

interface Group {
  /** Of a visit or, for captures of no tab, of a site. */
  id: string;
  at: number;
  site: string | undefined;
  visit: Visit | undefined;
  captures: CaptureRow[];
}

/**
 * The list: events by visit and, in a visit with several routes, by route; newest last. Requests
 * with neither key nor events are folded into one line at the end of their visit. What a site sent
 * without a tab stands by its site instead.
 */
export function linesOf(rows: Iterable<CaptureRow>, visits: ReadonlyMap<string, Visit>): Line[] {
  return groupByVisit(rows, visits).flatMap(({ id, site, visit, captures }) => {
    const others = captures.filter(({ reading }) => reading === 'other');
    const shown = captures
      .filter(({ reading }) => reading !== 'other')
      .flatMap((of) =>
        of.rows
          .filter((row) => row.shown)
          .map((row) => ({ kind: 'event', id: row.id, row, of }) as const),
      );
    if (shown.length + others.length === 0) return [];
    const url = visit?.url ?? captures[0]!.capture.route;
    const count = shown.length;
    const head: Line =
      site === undefined
        ? { kind: 'visit', id, visit, url, count }
        : { kind: 'site', id, site, count };
    const tail: Line[] =
      others.length > 0
        ? [{ kind: 'others', id: `${id} others`, count: others.length, of: others }]
        : [];
    return [head, ...(site === undefined ? byRoute(id, shown) : shown), ...tail];
  });
}

function groupByVisit(rows: Iterable<CaptureRow>, visits: ReadonlyMap<string, Visit>): Group[] {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const { at, site } = row.capture;
    const id = site === undefined ? row.capture.visit : `site ${site}`;
    const visit = visits.get(id);
    const group = groups.get(id) ?? { id, at: visit?.at ?? at, site, visit, captures: [] };
    group.captures.push(row);
    groups.set(id, group);
  }
  for (const group of groups.values()) {
    group.captures.sort((a, b) => a.capture.at - b.capture.at);
  }
  return [...groups.values()].toSorted((a, b) => a.at - b.at);
}

function byRoute(visit: string, events: Extract<Line, { kind: 'event' }>[]): Line[] {
  const routes = new Set(events.map(({ of }) => of.capture.route));
  if (routes.size <= 1) return events;
  const lines: Line[] = [];
  let head: Extract<Line, { kind: 'route' }> | undefined;
  for (const event of events) {
    const url = event.of.capture.route;
    if (head?.url !== url) {
      head = { kind: 'route', id: `${visit} ${lines.length}`, url, count: 0 };
      lines.push(head);
    }
    head.count += 1;
    lines.push(event);
  }
  return lines;
}
