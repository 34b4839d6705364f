import * as z from 'zod/mini';
import type { Visit } from '../capture/visit.ts';
import { sitesOf, tabless } from './sites.ts';

/** Tabs, or visits, that a scope may have. */
const MAX_NAMED = 20_000;
const names = z.array(z.string()).check(z.maxLength(MAX_NAMED));

/**
 * What of the log a session shows:
 * - `tabs`: what some tabs sent, as captures name them, and what their sites sent without a tab
 * - `site`: what the pages of an origin sent with their frames, in whichever tab and run
 * - `visits`: what some documents sent
 */
export const Scope = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('tabs'), tabs: names }),
  z.object({ kind: z.literal('site'), site: z.string() }),
  z.object({ kind: z.literal('visits'), visits: names }),
]);
export type Scope = z.infer<typeof Scope>;

export function ofTabs(...tabs: string[]): Scope {
  return { kind: 'tabs', tabs };
}

/**
 * A stretch of the log that is read by itself, from a revision on: what is new in a scope is read from its
 * beginning. `visit` is of a document, or of a site without a tab.
 */
export type Source = { name: string; tab: string } & (
  | { kind: 'tab' }
  | { kind: 'site'; site: string }
  | { kind: 'visit'; visit: string }
);

type VisitOf = Pick<Visit, 'id' | 'tab' | 'url' | 'topFrame' | 'at'>;

/** @param visits of the scope's tabs; of a site or of visits those of the whole log */
export function sourcesOf(scope: Scope, visits: readonly VisitOf[]): Source[] {
  switch (scope.kind) {
    case 'tabs': {
      const tabs = new Set(scope.tabs);
      const own = visits.filter(({ tab }) => tabs.has(tab));
      const sites = own.flatMap((visit) =>
        [...sitesOf([visit])].map((site) => siteSource(tabless(visit.tab), site)),
      );
      return unique([...scope.tabs.map(tabSource), ...sites]);
    }
    case 'site': {
      const sites = pageSites(visits);
      const own = visits.filter(({ id }) => sites.get(id) === scope.site);
      const withoutTab = own.map(({ tab }) =>
        visitSource(tabless(tab), siteVisit(tabless(tab), scope.site)),
      );
      return unique([...own.map(({ id, tab }) => visitSource(tab, id)), ...withoutTab]);
    }
    case 'visits': {
      const tabs = new Map(visits.map(({ id, tab }) => [id, tab]));
      // What a site sent without a tab has no document of its own.
      return scope.visits.map((id) => visitSource(tabs.get(id) ?? `${runOf(id)}:-1`, id));
    }
  }
}

/** Whether a record is of one of these sources, by their names. */
export function isOfSources(
  sources: ReadonlySet<string>,
  { tab, site, visit }: { tab: string; site?: string; visit: string },
): boolean {
  return (
    sources.has(tabSource(tab).name) ||
    (site !== undefined && sources.has(siteSource(tab, site).name)) ||
    sources.has(visitSource(tab, visit).name)
  );
}

/** Whether visits that are new, or have changed, may bring sources that are not among these. */
export function mayWiden(
  scope: Scope,
  visits: readonly VisitOf[],
  sources: ReadonlySet<string>,
): boolean {
  switch (scope.kind) {
    case 'tabs':
      return sourcesOf(scope, visits).some(({ name }) => !sources.has(name));
    case 'site':
      // Of which page a frame is, the log tells.
      return visits.some(
        ({ id, tab, url, topFrame }) =>
          !sources.has(visitSource(tab, id).name) && (!topFrame || siteOf(url) === scope.site),
      );
    case 'visits':
      return false;
  }
}

/** The site of each visit's page, by the visit's id: a frame's page is the one that was there as it began. */
export function pageSites(visits: readonly VisitOf[]): Map<string, string> {
  const sites = new Map<string, string>();
  for (const ofTab of Map.groupBy(visits, ({ tab }) => tab).values()) {
    const pages = ofTab.filter(({ topFrame }) => topFrame).toSorted((a, b) => a.at - b.at);
    for (const visit of ofTab) {
      const page = visit.topFrame
        ? visit
        : (pages.findLast(({ at }) => at <= visit.at) ?? pages[0] ?? visit);
      const site = siteOf(page.url);
      if (site !== undefined) sites.set(visit.id, site);
    }
  }
  return sites;
}

/** The origin of an address; `undefined` where that says nothing, as of `about:blank`. */
export function siteOf(url: string): string | undefined {
  return [...sitesOf([{ url }])][0];
}

/** Under which visit captures stand that a site sent without a tab. */
export function siteVisit(tab: string, site: string): string {
  return `${runOf(tab)}:site ${site}`;
}

function runOf(id: string): string {
  return id.slice(0, id.indexOf(':'));
}

const tabSource = (tab: string): Source => ({ kind: 'tab', name: `tab ${tab}`, tab });
const siteSource = (tab: string, site: string): Source => ({
  kind: 'site',
  name: `site ${tab} ${site}`,
  tab,
  site,
});
const visitSource = (tab: string, visit: string): Source => ({
  kind: 'visit',
  name: `visit ${visit}`,
  tab,
  visit,
});

function unique(sources: Source[]): Source[] {
  return [...new Map(sources.map((source) => [source.name, source])).values()];
}
