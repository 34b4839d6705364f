import type { Body, Capture } from '../capture/capture.ts';
import type { Visit } from '../capture/visit.ts';
import { type Filter, type Filterable, matches } from '../filter/filter.ts';
import type { Issue } from '../contract/issue.ts';
import type { Dropped, Gone, Log } from '../log/log.ts';
import { sitesOf, tabless } from '../log/sites.ts';
import type { Announcement } from '../messaging/announcement.ts';
import { type CheckBasis, createChecks } from './checks.ts';
import { type CaptureDetail, type CaptureRow, readCapture, rowsOf } from './rows.ts';

export type FeedRequest =
  | { ask: 'open'; tab: string; filter: Filter }
  | { ask: 'filter'; filter: Filter }
  /** What is there is checked anew. */
  | { ask: 'check'; basis: CheckBasis }
  | { ask: 'detail'; capture: string };

export type FeedAnswer =
  | {
      tell: 'rows';
      rows: CaptureRow[];
      visits: Visit[];
      /** Captures that are shown no more, by their ids. */
      gone?: string[];
      dropped?: Dropped;
      anew: boolean;
    }
  | { tell: 'shown'; ids: Set<string> }
  | { tell: 'detail'; detail: CaptureDetail | undefined; capture: string }
  | { tell: 'fault'; reason: string };

/** Captures decoded and told at a time, so that the first rows are there soon. */
const PORTION = 500;

/**
 * Reads a tab's part of the log, decodes and checks it, and tells the rows: the half of a session
 * that runs in a Worker. It reads the log from the last revision that it knows, and takes changes
 * straight from announcements as long as none is missing between.
 */
export function startFeed(openLog: () => Promise<Log>, tell: (answer: FeedAnswer) => void) {
  const searchable = new Map<string, Filterable>();
  const checks = createChecks();
  let tab: string | undefined;
  let filter: Filter = { keys: [], types: [], text: '' };
  let last = 0;
  /** Origins of the tab's visits: what they have sent without a tab is shown here as well. */
  let sites = new Set<string>();
  let showsSites = false;
  /** Captures that the log has dropped, as far as is known here. */
  let dropped: number | undefined;
  let log: Promise<Log> | undefined;
  let line: Promise<unknown> = Promise.resolve();

  /** One step after the other, so that rows keep the order of the log. */
  function next(step: () => Promise<void>) {
    line = line.then(step).catch((error: unknown) => {
      log = undefined;
      tell({ tell: 'fault', reason: String(error) });
    });
  }

  function isOwn(record: { tab: string; site?: string }) {
    if (record.tab === tab) return true;
    const { site } = record;
    return site !== undefined && sites.has(site) && isOfThisRun(record);
  }

  function isOfThisRun(record: { tab: string }) {
    return tab !== undefined && record.tab === tabless(tab);
  }

  async function readAnew() {
    last = 0;
    sites = new Set();
    showsSites = false;
    dropped = undefined;
    searchable.clear();
    checks.clear();
    await catchUp(true);
  }

  async function catchUp(anew: boolean) {
    if (tab === undefined) return;
    log ??= openLog();
    const changes = await (await log).since(tab, last, sites);
    // Which rows are gone was told while nobody listened.
    if (!anew && changes.dropped.captures !== dropped) return readAnew();
    last = changes.revision;
    const { captures, visits } = changes;
    sites = sites.union(sitesOf(visits));
    dropped = changes.dropped.captures;
    captures.sort((a, b) => a.at - b.at);
    tell({ tell: 'rows', rows: [], visits, dropped: changes.dropped, anew });
    for (let start = 0; start < captures.length; start += PORTION) {
      await tellRows(captures.slice(start, start + PORTION), [], new Map());
    }
  }

  async function tellRows(
    captures: Capture[],
    visits: Visit[],
    bodies: Map<string, Uint8Array<ArrayBuffer>>,
  ) {
    const shown = captures.filter(({ mergedInto }) => mergedInto === undefined);
    const merged = captures.filter(({ mergedInto }) => mergedInto !== undefined);
    showsSites ||= shown.some(({ site }) => site !== undefined);
    const gone = merged.map(({ id }) => id);
    forget(gone);
    const contents = await Promise.all(shown.map((capture) => contentsOf(capture, bodies)));
    // In their order: what came before tells what repeats it.
    const details = shown.map((capture, at) => readCapture(capture, ...contents[at]!, checks));
    tell({ tell: 'rows', rows: details.map(keep), visits, gone, anew: false });
  }

  function forget(captures: string[]) {
    if (captures.length === 0) return;
    checks.forget(captures);
    const gone = new Set(captures);
    for (const id of searchable.keys()) {
      if (gone.has(id.slice(0, id.lastIndexOf('#')))) searchable.delete(id);
    }
  }

  function tellGone(gone: Gone) {
    dropped = gone.dropped.captures;
    forget(gone.captures);
    const { captures } = gone;
    tell({
      tell: 'rows',
      rows: [],
      visits: [],
      gone: captures,
      dropped: gone.dropped,
      anew: false,
    });
  }

  /** The body, and that of the answer where it may say something of it. */
  async function contentsOf(capture: Capture, bodies: Map<string, Uint8Array<ArrayBuffer>>) {
    const response = checks.asksForResponse(capture) ? capture.responseBody : undefined;
    return Promise.all([bytesOf(capture.body, bodies), bytesOf(response, bodies)]);
  }

  /** With the body of the response, which no row needs. */
  async function readWhole(capture: Capture) {
    const response = await bytesOf(capture.responseBody);
    return readCapture(capture, await bytesOf(capture.body), response, checks);
  }

  async function bytesOf(
    body: Body | undefined,
    known?: Map<string, Uint8Array<ArrayBuffer>>,
  ): Promise<Uint8Array<ArrayBuffer> | undefined> {
    if (body?.kind !== 'bytes') return undefined;
    log ??= openLog();
    return known?.get(body.digest) ?? (await (await log).body(body.digest));
  }

  /** Remembers what the filter needs, and marks the rows that it shows. */
  function keep(detail: CaptureDetail): CaptureRow {
    const row = rowsOf(detail);
    const about = `${detail.capture.url} ${detail.capture.status ?? ''}`;
    for (const event of row.rows) {
      const value =
        event.index === undefined ? undefined : detail.batch?.events[event.index]?.value;
      const own = value === undefined ? (detail.text ?? '') : textOf(value);
      const text = `${own} ${about}`.toLowerCase();
      searchable.set(event.id, { key: row.key, type: event.type, text });
      event.shown = matches(filter, searchable.get(event.id)!);
    }
    return row;
  }

  function tellDetail(capture: string, detail: CaptureDetail | undefined) {
    try {
      tell({ tell: 'detail', detail, capture });
    } catch {
      // Nested deeper than can be handed over: its text can.
      const issue: Issue = {
        severity: 'warning',
        rule: 'too-deep',
        path: '',
        message: 'issueTooDeep',
        grade: 'inferred',
        contract: 'built-in',
      };
      const { batch: _, ...rest } = detail!;
      tell({ tell: 'detail', detail: { ...rest, reading: 'malformed', issues: [issue] }, capture });
    }
  }

  return {
    request(request: FeedRequest) {
      switch (request.ask) {
        case 'open':
          ({ tab, filter } = request);
          next(readAnew);
          break;
        case 'filter':
          filter = request.filter;
          next(async () => {
            const ids = [...searchable].filter(([, event]) => matches(filter, event));
            tell({ tell: 'shown', ids: new Set(ids.map(([id]) => id)) });
          });
          break;
        case 'check':
          next(async () => {
            checks.use(request.basis);
            if (tab !== undefined) await readAnew();
          });
          break;
        case 'detail':
          next(async () => {
            log ??= openLog();
            const capture = await (await log).capture(request.capture);
            const detail = capture && (await readWhole(capture));
            tellDetail(request.capture, detail);
          });
          break;
      }
    },

    hear(announcement: Announcement) {
      if (announcement.kind === 'status') return;
      if (announcement.kind === 'reset') {
        log = undefined;
        if (tab !== undefined) this.request({ ask: 'open', tab, filter });
        return;
      }
      if (announcement.kind === 'cleared') {
        // A tab is cleared with what its sites sent, which may be shown here as well.
        const isShown = announcement.tab === tab || showsSites;
        if (tab !== undefined && isShown) this.request({ ask: 'open', tab, filter });
        return;
      }
      next(async () => {
        const { captures, visits, bodies, from, gone } = announcement;
        const newest = Math.max(...[...captures, ...visits].map(({ revision }) => revision));
        if (newest <= last) return;
        const own = visits.filter(isOwn);
        // Of a site that is new here, something may have been recorded before.
        if (from !== last || !sitesOf(own).isSubsetOf(sites)) return catchUp(false);
        last = newest;
        if (gone) tellGone(gone);
        await tellRows(captures.filter(isOwn), own, bodies);
      });
    },
  };
}

function textOf(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    // Nested deeper than the engine's stack: it is found by its type and key only.
    return '';
  }
}
