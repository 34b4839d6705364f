import type { Capture } from '../capture/capture.ts';
import type { Issue } from '../contract/issue.ts';
import type { List, Whereabouts } from './list/list.ts';
import { lineId, type VisitShown, withoutRoutes } from './lines.ts';

/** What the list knows of what a capture that is looked at has to do with. */
export interface Related {
  /** The document that sent it. */
  visit?: VisitShown;
  /** Requests that it repeats or that repeat it, by their ids, as far as they are there. */
  requests: Record<string, RelatedRequest>;
  /** Resends of it, which are among them. */
  copies: string[];
  /** Where events are that its issues lead to, by the ids of their lines. */
  events: Record<string, Whereabouts>;
}

export interface RelatedRequest {
  /** When it was sent, in milliseconds since the epoch. */
  at: number;
  where: Whereabouts;
}

export const NOTHING_RELATED: Related = { requests: {}, copies: [], events: {} };

/** Resends of one capture that are told, and events that its issues lead to. */
const MAX_COPIES = 50;
const MAX_EVENTS = 1000;

export function relatedTo(
  { id, visit, twice, resendOf }: Pick<Capture, 'id' | 'visit' | 'twice' | 'resendOf'>,
  issues: readonly Pick<Issue, 'original'>[],
  list: List,
): Related {
  const copies = [...list.copiesOf(id)].slice(-MAX_COPIES);
  const requests = [twice?.of, resendOf, ...copies].flatMap((one) => {
    const row = one === undefined ? undefined : list.row(one);
    if (!row) return [];
    const { id: capture, at } = row.capture;
    return [[capture, { at, where: list.find({ capture }).where }] as const];
  });
  const originals = issues.flatMap(({ original }) => original ?? []).slice(0, MAX_EVENTS);
  const events = originals.map((place) => [lineId(place), list.find(place).where] as const);
  const sender = list.visits.get(visit);
  return {
    ...(sender && { visit: withoutRoutes(sender) }),
    requests: Object.fromEntries(requests),
    copies,
    events: Object.fromEntries(events),
  };
}
