import type { ScopeReader } from './read-scope.ts';
import { pageSites, siteVisit } from './scope.ts';
import { tabless } from './sites.ts';

/** Visits of one recording are no further apart, in milliseconds. */
const PAUSE = 30 * 60_000;
/** Recordings that are told; the oldest are left out. */
const MAX_RECORDINGS = 500;

/** What one tab sent of one site, without a long pause. Times are milliseconds since the epoch. */
export interface Recording {
  /** Of its first visit. */
  id: string;
  site: string;
  /** Of its last page that has one. */
  title: string;
  /** (run, tab id), or (run, −1) of what the site sent without a tab. */
  tab: string;
  from: number;
  to: number;
  /** Captures that can be shown. */
  captures: number;
  visits: string[];
}

/** What the log holds, by site and time, the newest first. */
export async function recordingsIn(reader: ScopeReader): Promise<Recording[]> {
  const visits = await reader.visits();
  const sites = pageSites(visits);
  const documents = visits.flatMap(({ id, tab, title }) => {
    const site = sites.get(id);
    return site === undefined ? [] : [{ id, tab, title, site }];
  });
  const alone: Recording[] = [];
  for (const one of [...documents, ...withoutTab(documents)]) {
    // One after the other: what is read of a visit is let go before the next.
    const range = IDBKeyRange.bound([one.id, -Infinity], [one.id, Infinity]);
    const shown = (await reader.captures('visit', range)).filter(
      ({ cleared, mergedInto }) => cleared === undefined && mergedInto === undefined,
    );
    const [first, last] = [shown[0], shown.at(-1)];
    if (!first || !last) continue;
    alone.push({
      ...one,
      from: first.at,
      to: last.at,
      captures: shown.length,
      visits: [one.id],
    });
  }
  return [...Map.groupBy(alone, ({ tab, site }) => `${tab} ${site}`).values()]
    .flatMap(joined)
    .toSorted((a, b) => b.to - a.to)
    .slice(0, MAX_RECORDINGS);
}

function withoutTab(documents: readonly Pick<Recording, 'id' | 'tab' | 'title' | 'site'>[]) {
  const found = documents.map(({ tab, site }) => {
    const none = tabless(tab);
    return { id: siteVisit(none, site), tab: none, title: '', site };
  });
  return new Map(found.map((one) => [one.id, one])).values();
}

/** Visits of one tab and site, joined where there is no long pause between them. */
function joined(visits: readonly Recording[]): Recording[] {
  const recordings: Recording[] = [];
  for (const visit of visits.toSorted((a, b) => a.from - b.from)) {
    const before = recordings.at(-1);
    if (!before || visit.from - before.to > PAUSE) {
      recordings.push(visit);
      continue;
    }
    recordings[recordings.length - 1] = {
      ...before,
      title: visit.title || before.title,
      to: Math.max(before.to, visit.to),
      captures: before.captures + visit.captures,
      visits: [...before.visits, ...visit.visits],
    };
  }
  return recordings;
}
