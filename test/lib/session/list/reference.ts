import type { Visit } from '../../../../lib/capture/visit.ts';
import { type Line, lineId, type ListMode } from '../../../../lib/session/lines.ts';
import type { CaptureRow } from '../../../../lib/session/rows.ts';

/** What a list of captures is, in whatever way: the plain one, which looks at all of it. */
export interface Whole {
  /** In the order of their arrival. */
  rows: CaptureRow[];
  visits: ReadonlyMap<string, Visit>;
  folded: ReadonlySet<string>;
  mode: ListMode;
}

/** A line in short: what it is, and of what. */
export type Short = [kind: Line['kind'], name: string, count?: number, isFolded?: boolean];

export function short(line: Line): Short {
  switch (line.kind) {
    case 'visit':
    case 'route':
      return [line.kind, line.url, line.count, line.isFolded];
    case 'site':
      return [line.kind, line.site, line.count, line.isFolded];
    case 'event':
      return [line.kind, line.id];
    case 'batch':
      return [line.kind, line.id, line.sum.shown];
    case 'consent':
      return [line.kind, line.change.state];
    case 'others':
      return [line.kind, '', line.count];
  }
}

const shownIn = ({ rows, flags }: CaptureRow) => rows.filter((_, at) => flags[at] === '1');
const countIn = (rows: CaptureRow[]) => rows.reduce((sum, row) => sum + shownIn(row).length, 0);

/** All lines, with the ids of the headings among them. */
export function linesOf(whole: Whole): { id: string; short: Short }[] {
  const byTime = whole.rows.toSorted((a, b) => a.capture.at - b.capture.at);
  const byGroup = Map.groupBy(byTime, ({ capture: { site, visit } }) =>
    site === undefined ? visit : `site ${site}`,
  );
  return [...byGroup]
    .toSorted(([a, x], [b, y]) => timeOf(whole, a, x) - timeOf(whole, b, y))
    .flatMap(([id, rows]) => linesOfGroup(whole, id, rows));
}

function timeOf({ visits }: Whole, id: string, rows: CaptureRow[]): number {
  return visits.get(id)?.at ?? rows[0]!.capture.at;
}

function linesOfGroup(whole: Whole, id: string, rows: CaptureRow[]) {
  const { visits, folded } = whole;
  const events = rows.filter(({ reading }) => reading !== 'other');
  const others = countIn(rows.filter(({ reading }) => reading === 'other'));
  const count = countIn(events);
  if (count + others === 0) return [];
  const { site, route } = rows[0]!.capture;
  const isFolded = folded.has(id);
  const head: Short =
    site === undefined
      ? ['visit', visits.get(id)?.url ?? route, count, isFolded]
      : ['site', site, count, isFolded];
  const tail = others > 0 ? [{ id: `${id} others`, short: ['others', '', others] as Short }] : [];
  if (isFolded) return [{ id, short: head }];
  const consent = site === undefined && count > 0 ? consentIn(whole, id, events) : [];
  const last = consent.filter(({ before }) => before === undefined);
  const below = linesOfRoutes(whole, id, events, consent);
  return [{ id, short: head }, ...below, ...last.map(({ line }) => line), ...tail];
}

interface ConsentIn {
  line: { id: string; short: Short };
  before: CaptureRow | undefined;
}

/** Each change of consent, with what was sent first after it of what is shown. */
function consentIn({ visits }: Whole, id: string, events: CaptureRow[]): ConsentIn[] {
  const shown = events.filter((row) => shownIn(row).length > 0);
  return (visits.get(id)?.consent ?? []).map(({ at, state }, index) => ({
    line: { id: `${id} consent ${index}`, short: ['consent', state] },
    before: shown.find(({ capture }) => (capture.page?.at ?? capture.at) >= at),
  }));
}

function linesOfRoutes(whole: Whole, group: string, events: CaptureRow[], consent: ConsentIn[]) {
  const runs: CaptureRow[][] = [];
  for (const row of events) {
    const goesOn =
      row.capture.site !== undefined || runs.at(-1)?.[0]!.capture.route === row.capture.route;
    if (goesOn && runs.length > 0) runs.at(-1)!.push(row);
    else runs.push([row]);
  }
  return runs.flatMap((run) => {
    const lines = run.flatMap((row) => [
      ...consent.filter(({ before }) => before === row).map(({ line }) => line),
      ...linesOfCapture(whole, row),
    ]);
    if (runs.length === 1 || lines.length === 0) return lines;
    const { id: first, route } = run[0]!.capture;
    const id = `${group} ${first}`;
    const isFolded = whole.folded.has(id);
    const head = { id, short: ['route', route, countIn(run), isFolded] as Short };
    return isFolded ? [head] : [head, ...lines];
  });
}

function linesOfCapture({ mode }: Whole, row: CaptureRow) {
  const shown = shownIn(row);
  if (shown.length === 0) return [];
  if (mode === 'events') return shown.map(({ id }) => ({ id, short: ['event', id] as Short }));
  const id = lineId({ capture: row.capture.id });
  return [{ id, short: ['batch', id, shown.length] as Short }];
}
