import type { Visit } from '../capture/visit.ts';

/** Under which tab captures stand that belong to no tab, in the run of a tab. */
export function tabless(tab: string): string {
  return `${tab.slice(0, tab.lastIndexOf(':'))}:-1`;
}

/** The origins that visits are of: captures without a tab are shown by them. */
export function sitesOf(visits: Pick<Visit, 'url'>[]): Set<string> {
  const origins = visits.flatMap(({ url }) => URL.parse(url)?.origin ?? []);
  // "null" is what a document of no origin has, such as about:blank.
  return new Set(origins.filter((origin) => origin !== 'null'));
}
