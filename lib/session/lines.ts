import type { ConsentChange } from '../capture/consent.ts';
import type { Visit } from '../capture/visit.ts';
import type { CaptureRow, EventRow } from './rows.ts';

/** Whether the list has a line for each event, or one for each batch. */
export type ListMode = 'events' | 'batches';

/** A visit as it is told: without its routes, of which there may be many. */
export type VisitShown = Omit<Visit, 'routes'>;

export function withoutRoutes(visit: Visit): VisitShown {
  const { routes: _, ...told } = visit;
  return told;
}

/** A request as a line shows it; lines of one batch share it. */
export type RequestShown = Omit<CaptureRow, 'rows' | 'flags'> & {
  /** Resends of it, in the order in which they came. */
  copies?: readonly string[];
};

interface Head {
  /** Events below it, shown or folded away. */
  count: number;
  isFolded: boolean;
}

interface OfRequest {
  of: RequestShown;
  /** Of an original its latest resend, of a resend its original; `isShown`: the filter does not hide it. */
  other?: { capture: string; isShown: boolean };
  /** Another one as soon as something of its capture is. */
  version: number;
}

/** A line of the list as it is drawn. Levels count from 1. */
export type Line = { id: string; level: number } & (
  | ({ kind: 'visit'; visit: VisitShown | undefined; url: string } & Head)
  /** Heads what an origin sent that belongs to no one tab: a worker, or a page whose tab has closed. */
  | ({ kind: 'site'; site: string } & Head)
  | ({ kind: 'route'; url: string } & Head)
  /** `fields` are what the columns of fields show, by the columns' ids. */
  | ({ kind: 'event'; row: EventRow; fields?: Record<string, string> } & OfRequest)
  | ({ kind: 'batch'; sum: BatchSum } & OfRequest)
  /** What a page's consent platform said, between the events before it and those after. */
  | { kind: 'consent'; change: ConsentChange }
  /** Requests with neither key nor events. */
  | { kind: 'others'; count: number }
);

export type LineOf<Kind extends Line['kind']> = Extract<Line, { kind: Kind }>;

/** What the events of a batch come to. */
export interface BatchSum {
  /** Events that the filter shows, and all that have rows. */
  shown: number;
  events: number;
  /** The first types, each once, and how many others there are. */
  types: string[];
  typesLeft: number;
}

/** A place that can be selected: an event, or a batch as a whole. */
export interface LinePlace {
  capture: string;
  event?: number | undefined;
}

export function isSamePlace(a: LinePlace, b: LinePlace): boolean {
  return a.capture === b.capture && a.event === b.event;
}

export function lineId({ capture, event }: LinePlace): string {
  return `${capture}#${event ?? ''}`;
}

/** The place that a line of an event or a batch is of. */
export function placeOf(id: string): LinePlace {
  const at = id.lastIndexOf('#');
  const event = id.slice(at + 1);
  return { capture: id.slice(0, at), ...(event !== '' && { event: Number(event) }) };
}

/** Whether a line is what it was; a line with columns of fields counts as another. */
export function isUnchanged(line: Line, before: Line): boolean {
  if (line.kind !== 'event' && line.kind !== 'batch') return false;
  if (line.kind !== before.kind || line.level !== before.level) return false;
  if (line.kind === 'event' && line.fields) return false;
  const [other, otherBefore] = [line.other, (before as LineOf<'event' | 'batch'>).other];
  if (other?.capture !== otherBefore?.capture || other?.isShown !== otherBefore?.isShown) {
    return false;
  }
  return line.id === before.id && line.version === before.version;
}

/** Whether a line can be selected: not a heading, a change of consent, nor what stands for other requests. */
export function isSelectable({ kind }: Line): boolean {
  return kind === 'event' || kind === 'batch';
}

export function isHead(line: Line): line is LineOf<'visit' | 'site' | 'route'> {
  return line.kind === 'visit' || line.kind === 'site' || line.kind === 'route';
}
