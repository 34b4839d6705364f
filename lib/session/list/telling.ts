import type { Visit } from '../../capture/visit.ts';
import type { Dropped } from '../../log/reading.ts';
import { newestPage } from '../coverage.ts';
import {
  isSelectable,
  type Line,
  type LinePlace,
  placeOf,
  type VisitShown,
  withoutRoutes,
} from '../lines.ts';
import type { Counts } from './counts.ts';

import type { List, Whereabouts } from './list.ts';
import type { OverviewShown } from './overview.ts';
import type { Head } from './routes.ts';

/** The lines that a panel wants to know: from one on, or the last ones, whatever comes. */
export interface Window {
  from: number | 'end';
  count: number;
}

/** A window of the list, and what the whole of it comes to. */
export interface ListShown {
  /** Of all lines. */
  length: number;
  /** Which line of all is the first of these, from 0. */
  from: number;
  lines: Line[];
  /** The headings above the first of these. */
  heads: Head[];
  /** Events that the filter shows. */
  shown: number;
  /** Events that have come since the list was begun, as far as they were shown. */
  arrived: number;
}

/** What has changed of the list since it was told last. */
export interface ListNews {
  tell: 'list';
  list: ListShown;
  counts?: Counts;
  overview?: OverviewShown;
  /** The newest page with its frames. */
  page?: VisitShown[];
  /** Tabs of what is there, in the order in which they were first. */
  tabs?: string[];
  /** Addresses that events were sent to, without queries, in the order in which they were first. */
  endpoints?: string[];
  dropped?: Dropped;
  /** All that was told before is void. */
  anew?: true;
  /** Captures that are there no more. */
  gone?: string[];
  /** Captures that turned out to be part of another: `[which, of which]`. */
  merged?: [string, string][];
  /** Of what is looked at: the line that it has now, and where. */
  looked?: Looked;
  /** The line to be brought into view, as that was asked for. */
  reveal?: number;
  /** The line of what is looked at, which is to stay in view. */
  stays?: number;
}

export interface Looked {
  /** The id that it was asked for by. */
  asked: string;
  id: string;
  where: Whereabouts;
  /** Which line of all; absent where it is folded away. */
  at?: number;
}

/** Milliseconds between two tellings, about a frame: what comes at once is drawn at once. */
const INTERVAL = 16;
/** As long as so many captures change in a millisecond, the intervals double up to this: nobody reads that fast. */
const FLOOD = 0.3;
const LONGEST_INTERVAL = 256;
/** Lines that are told before a panel has said what it wants. */
const FIRST_WINDOW: Window = { from: 'end', count: 100 };
const MAX_WINDOW = 2000;
const MAX_ENDPOINTS = 200;
const MAX_TABS = 1000;

export type Telling = ReturnType<typeof createTelling>;

/**
 * Tells what a panel needs to know of a list: not each change, but what they come to, at most once in an
 * interval. What comes after a pause is told at once.
 *
 * @param drawn a line with what the panel draws of it beside
 */
export function createTelling(
  list: List,
  drawn: (line: Line) => Line,
  tell: (news: ListNews) => void,
) {
  const endpoints = new Set<string>();
  const tabs = new Set<string>();
  let window = FIRST_WINDOW;
  let tab: string | undefined;
  let looked: (LinePlace & { asked: string }) | undefined;
  /** A line in the middle of what was told, by which the window keeps its place as lines come and go above. */
  let held: { id: string; at: number } | undefined;
  let isDue = false;
  let last = -Infinity;
  let interval = INTERVAL;
  /** What had changed in the list by then. */
  let changes = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let news: Omit<ListNews, 'tell' | 'list'> = {};
  let visits: { isChanged: boolean; page: Visit[] } = { isChanged: false, page: [] };

  /** Moves the window as far as what it holds has moved. */
  function keepPlace(): void {
    if (window.from === 'end' || !held) return;
    const found = list.find(placeOf(held.id));
    if (found.id !== held.id || found.at === undefined) return;
    window = { ...window, from: Math.max(0, window.from + found.at - held.at) };
  }

  function windowNow(): ListShown {
    keepPlace();
    const length = list.length();
    const count = Math.min(window.count, MAX_WINDOW);
    const from = window.from === 'end' ? length - count : Math.min(window.from, length - 1);
    const first = Math.max(0, from);
    if (window.from !== 'end') window = { ...window, from: first };
    const lines = list.window(first, count).map(drawn);
    held = middleOf(lines, first);
    return {
      length,
      from: first,
      lines,
      heads: list.heads(first),
      shown: list.shown(),
      arrived: list.arrived(),
    };
  }

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (!isDue) return;
    isDue = false;
    last = performance.now();
    changes = list.changes();
    const counts = list.counts.news();
    const overview = list.overview.news();
    if (visits.isChanged) {
      visits = { isChanged: false, page: newestPage(list.visits.values(), tab) };
      news.page = visits.page.map(withoutRoutes);
    }
    const { asked, ...place } = looked ?? {};
    const found = looked && list.find(place as LinePlace);
    tell({
      tell: 'list',
      list: windowNow(),
      ...(counts && { counts }),
      ...(overview && { overview }),
      ...news,
      ...(found && { looked: { asked: asked!, ...found } }),
    });
    news = {};
  }

  /** Something has changed: it is told now, or as soon as the interval is over. */
  function touch(): void {
    isDue = true;
    const wait = last + interval - performance.now();
    if (wait <= 0) tellDue();
    else timer ??= setTimeout(tellDue, wait);
  }

  function tellDue(): void {
    const rate = (list.changes() - changes) / (performance.now() - last);
    interval = rate >= FLOOD ? Math.min(2 * interval, LONGEST_INTERVAL) : INTERVAL;
    flush();
  }

  return {
    touch,
    flush,

    /** What is asked for is told at once. */
    watch(next: Window): void {
      window = next;
      held = undefined;
      isDue = true;
      flush();
    },

    /** The newest page is told of this tab, where there is one. */
    useTab(own: string): void {
      tab = own;
    },

    look(place: LinePlace | undefined, asked = ''): void {
      looked = place && { ...place, asked };
    },

    reveal(place: LinePlace): void {
      list.reveal(place);
      const { at } = list.find(place);
      if (at !== undefined) news.reveal = at;
      isDue = true;
      flush();
    },

    /** Has what is looked at stay in view, as the list is another one. */
    keepLooked(): void {
      if (!looked) return;
      const { at } = list.find(looked);
      if (at === undefined) return;
      news.stays = at;
      isDue = true;
      flush();
    },

    noteEndpoint(url: string): void {
      const [endpoint = ''] = url.split(/[?#]/, 1);
      if (endpoints.has(endpoint) || endpoints.size >= MAX_ENDPOINTS) return;
      endpoints.add(endpoint);
      news.endpoints = [...endpoints];
    },

    noteTab(name: string): void {
      if (tabs.has(name) || tabs.size >= MAX_TABS) return;
      tabs.add(name);
      news.tabs = [...tabs];
    },

    noteVisits(): void {
      visits.isChanged = true;
    },

    noteDropped(dropped: Dropped): void {
      news.dropped = dropped;
    },

    noteGone(captures: string[]): void {
      news.gone = [...(news.gone ?? []), ...captures];
    },

    noteMerged(captures: [string, string][]): void {
      news.merged = [...(news.merged ?? []), ...captures];
    },

    clear(): void {
      held = undefined;
      interval = INTERVAL;
      endpoints.clear();
      tabs.clear();
      news = { anew: true, endpoints: [], tabs: [] };
      visits.isChanged = true;
    },
  };
}

/** The line nearest to the middle that is of an event or a batch, and which one of all it is. */
function middleOf(lines: readonly Line[], first: number): { id: string; at: number } | undefined {
  const middle = Math.floor(lines.length / 2);
  const after = lines.findIndex((line, index) => index >= middle && isSelectable(line));
  const index = after < 0 ? lines.findLastIndex(isSelectable) : after;
  return index < 0 ? undefined : { id: lines[index]!.id, at: first + index };
}
