import type { Visit } from '../capture/visit.ts';
import type { CaptureRecord } from './record.ts';
import type { Keeping, Reading, Writing } from './schema.ts';
import { isOfSources, type Scope, type Source, sourcesOf } from './scope.ts';

/** The part of a transaction that reads a scope. */
export interface ScopeReader {
  captures(
    index: 'revision' | 'site' | 'visit',
    range: IDBKeyRange,
    most?: number,
  ): Promise<Keeping<CaptureRecord>[]>;
  /** Of a tab, or of the whole log. */
  visits(tab?: string): Promise<Keeping<Visit>[]>;
}

export function readerOf(tx: Writing | Reading): ScopeReader {
  // Either has these stores to read; a union of transactions can't be called.
  const reading = tx as Pick<Writing, 'objectStore'>;
  const [captures, visits] = [reading.objectStore('captures'), reading.objectStore('visits')];
  return {
    captures: (index, range, most = Infinity) =>
      captures.index(index).getAll(range, Number.isFinite(most) ? most : undefined),
    visits: (tab) =>
      tab === undefined
        ? visits.getAll()
        : visits.index('revision').getAll(IDBKeyRange.bound([tab, 0], [tab, Infinity])),
  };
}

export interface ScopeRead {
  captures: Keeping<CaptureRecord>[];
  visits: Keeping<Visit>[];
  /** Names of what there is to read of the scope. */
  sources: string[];
  /** Sources that have more captures. */
  rest: Begun[];
}

/** A source whose captures are known up to a revision. */
export interface Begun {
  source: Ordered;
  revision: number;
}

/** A source whose captures have an order of revisions. */
type Ordered = Exclude<Source, { kind: 'visit' }>;
type OfVisit = Extract<Source, { kind: 'visit' }>;

interface Known {
  revision: number;
  /** By their names. */
  known: ReadonlySet<string>;
  /** Captures of each source that has them in the order of their revisions. */
  most: number;
}

const NOTHING: Known = { revision: 0, known: new Set(), most: Infinity };

/**
 * What a scope has that was changed after a revision, and all of what is not among the sources that are `known`
 * already.
 */
export async function readScope(
  reader: ScopeReader,
  scope: Scope,
  { revision, known, most } = NOTHING,
): Promise<ScopeRead> {
  const all = await visitsFor(reader, scope);
  const sources = sourcesOf(scope, all);
  const names = new Set(sources.map(({ name }) => name));
  const ordered = sources.filter((source) => source.kind !== 'visit');
  const ofVisits = sources.filter((source) => source.kind === 'visit');
  const begun = ordered.map((source) => ({
    source,
    revision: known.has(source.name) ? revision : 0,
  }));
  const visits = all
    .filter(({ id, tab }) => isOfSources(names, { tab, visit: id }))
    .filter(
      (visit) => visit.revision > revision || !isOfSources(known, { ...visit, visit: visit.id }),
    );
  const [first, ...found] = await Promise.all([
    readOn(reader, begun, Infinity, most),
    ...ofVisits.filter(({ name }) => !known.has(name)).map((source) => readAll(reader, source)),
    ...readChanged(
      reader,
      ofVisits.filter(({ name }) => known.has(name)),
      revision,
    ),
  ]);
  const captures = [...first.captures, ...found.flat()];
  return { captures, visits, sources: [...names], rest: first.rest };
}

/** The next captures of sources, as many of each, up to a revision. */
export async function readOn(
  reader: ScopeReader,
  begun: readonly Begun[],
  until: number,
  most: number,
): Promise<Pick<ScopeRead, 'captures' | 'rest'>> {
  // A range from a key to itself is none to a browser.
  const unread = begun.filter(({ revision }) => revision < until);
  const found = await Promise.all(
    unread.map(({ source, revision }) =>
      source.kind === 'site'
        ? reader.captures('site', between([source.tab, source.site], revision, until), most)
        : reader.captures('revision', between([source.tab], revision, until), most),
    ),
  );
  const rest = unread.flatMap(({ source }, at): Begun[] => {
    const own = found[at]!;
    return own.length < most ? [] : [{ source, revision: own.at(-1)!.revision }];
  });
  return { captures: found.flat(), rest };
}

async function visitsFor(reader: ScopeReader, scope: Scope): Promise<Keeping<Visit>[]> {
  if (scope.kind !== 'tabs') return reader.visits();
  return (await Promise.all(scope.tabs.map((tab) => reader.visits(tab)))).flat();
}

function readAll(reader: ScopeReader, { visit }: OfVisit): Promise<Keeping<CaptureRecord>[]> {
  return reader.captures('visit', IDBKeyRange.bound([visit, -Infinity], [visit, Infinity]));
}

/** Visits have no order of revisions of their own: what their tabs have changed is looked through. */
function readChanged(
  reader: ScopeReader,
  sources: readonly OfVisit[],
  revision: number,
): Promise<Keeping<CaptureRecord>[]>[] {
  const names = new Set(sources.map(({ name }) => name));
  const tabs = new Set(sources.map(({ tab }) => tab));
  return [...tabs].map(async (tab) => {
    const changed = await reader.captures('revision', between([tab], revision, Infinity));
    return changed.filter(({ visit }) => isOfSources(names, { tab: '', visit }));
  });
}

/** Later than a revision, and up to another. */
function between(key: string[], revision: number, until: number): IDBKeyRange {
  return IDBKeyRange.bound([...key, revision], [...key, until], true);
}
