import type { Visit } from '../capture/capture.ts';
import type { CaptureRow, EventRow } from './rows.ts';

/** A line of the list as it is drawn. */
export type Line =
  | { kind: 'visit'; id: string; visit: Visit | undefined; url: string; count: number }
  | { kind: 'route'; id: string; url: string; count: number }
  | { kind: 'event'; id: string; row: EventRow; of: CaptureRow }
  | { kind: 'others'; id: string; count: number; of: CaptureRow[] };

interface Group {
  at: number;
  visit: Visit | undefined;
  captures: CaptureRow[];
}

/**
 * The list: events by visit and, in a visit with several routes, by route; newest last. Requests
 * with neither key nor events are folded into one line at the end of their visit.
 */
export function linesOf(rows: Iterable<CaptureRow>, visits: ReadonlyMap<string, Visit>): Line[] {
  return groupByVisit(rows, visits).flatMap(({ visit, captures }) => {
    const others = captures.filter(({ reading }) => reading === 'other');
    const shown = captures
      .filter(({ reading }) => reading !== 'other')
      .flatMap((of) =>
        of.rows
          .filter((row) => row.shown)
          .map((row) => ({ kind: 'event', id: row.id, row, of }) as const),
      );
    if (shown.length + others.length === 0) return [];
    const id = captures[0]!.capture.visit;
    const url = visit?.url ?? captures[0]!.capture.route;
    const head: Line = { kind: 'visit', id, visit, url, count: shown.length };
    const tail: Line[] =
      others.length > 0
        ? [{ kind: 'others', id: `${id} others`, count: others.length, of: others }]
        : [];
    return [head, ...byRoute(id, shown), ...tail];
  });
}

function groupByVisit(rows: Iterable<CaptureRow>, visits: ReadonlyMap<string, Visit>): Group[] {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const { visit: id, at } = row.capture;
    const visit = visits.get(id);
    const group = groups.get(id) ?? { at: visit?.at ?? at, visit, captures: [] };
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
