import type { Visit } from '../../capture/visit.ts';
import { hasFailed } from '../outcome.ts';
import type { CaptureRow } from '../rows.ts';

/** Batches of a stretch of time, in milliseconds since the epoch; `to` is no part of it. */
export interface OverviewBar {
  from: number;
  to: number;
  batches: number;
  failed: number;
  /** Of which the filter shows an event. */
  shown: number;
  shownFailed: number;
  /** Which of the bands it is in; absent before the first. */
  band?: number;
  /** A long time in which nothing was sent, drawn as short as the others. */
  isBreak?: true;
}

/** A page, from when it began until the next one did. */
export interface OverviewBand {
  at: number;
  url: string;
  title: string;
}

/** When the batches of a session were sent: bars in the order of time, without a hole between them. */
export interface OverviewShown {
  bars: OverviewBar[];
  bands: OverviewBand[];
}

export const NO_OVERVIEW: OverviewShown = { bars: [], bands: [] };

/** Bars that are told, whatever the session's length. */
export const MAX_BARS = 240;
/** Bars without a batch, side by side: more of them are a break. */
const MAX_EMPTY = 16;

/** Seconds that a bar may stand for; each is a multiple of the one before, so that counts can be added up. */
const SECONDS = [0.1, 0.5, 1, 5, 10, 30, 60, 300, 600, 1800, 3600, 10_800, 21_600, 43_200, 86_400];
const WIDTHS = SECONDS.map((seconds) => seconds * 1000);

type Counted = Pick<OverviewBar, 'batches' | 'failed' | 'shown' | 'shownFailed'>;
const NOTHING: Counted = { batches: 0, failed: 0, shown: 0, shownFailed: 0 };

/**
 * Counts the batches of a session by the time at which they were sent, as they come and go. As there come to be too
 * many bars, each stands for a longer time: how many there are depends neither on the number of batches nor on
 * the time that a session takes.
 */
export function createOverview() {
  /** By which of the bars it is, counted from the epoch. */
  let counts = new Map<number, Counted>();
  let level = 0;
  const visits = new Map<string, OverviewBand>();
  let bands: OverviewBand[] | undefined;
  let isChanged = false;

  const width = () => WIDTHS[level] ?? WIDTHS.at(-1)! * 2 ** (level - WIDTHS.length + 1);

  function coarsen(): void {
    const before = width();
    level += 1;
    const finer = counts;
    counts = new Map();
    for (const [index, counted] of finer) raise(Math.floor((index * before) / width()), counted, 1);
  }

  function raise(index: number, more: Counted, by: 1 | -1): void {
    const own = counts.get(index) ?? { ...NOTHING };
    own.batches += by * more.batches;
    own.failed += by * more.failed;
    own.shown += by * more.shown;
    own.shownFailed += by * more.shownFailed;
    if (own.batches === 0) counts.delete(index);
    else counts.set(index, own);
  }

  function add({ capture, reading }: CaptureRow, isShown: boolean, by: 1 | -1): void {
    if (reading === 'other') return;
    const failed = hasFailed(capture) ? 1 : 0;
    const shown = isShown ? 1 : 0;
    const one = { batches: 1, failed, shown, shownFailed: failed * shown };
    raise(Math.floor(capture.at / width()), one, by);
    while (counts.size > MAX_BARS) coarsen();
    isChanged = true;
  }

  function bars(): OverviewBar[] {
    for (;;) {
      const found = barsOf(counts, width());
      if (found.length <= MAX_BARS) return found;
      coarsen();
    }
  }

  /** Numbers the bands that bars are in, and leaves out the others. */
  function withBands(found: OverviewBar[]): OverviewShown {
    bands ??= [...visits.values()].toSorted((a, b) => a.at - b.at);
    const used: OverviewBand[] = [];
    for (const bar of found) {
      const band = lastBefore(bands, bar.to);
      if (!band) continue;
      if (used.at(-1) !== band) used.push(band);
      bar.band = used.length - 1;
    }
    return { bars: found, bands: used };
  }

  return {
    add,

    putVisit({ id, topFrame, at, url, title }: Visit): void {
      if (!topFrame) return;
      visits.set(id, { at, url, title });
      bands = undefined;
      isChanged = true;
    },

    /** What there is, where that has changed since it was asked last. */
    news(): OverviewShown | undefined {
      if (!isChanged) return undefined;
      isChanged = false;
      return withBands(bars());
    },

    clear(): void {
      counts = new Map();
      level = 0;
      visits.clear();
      bands = undefined;
      isChanged = true;
    },
  };
}

function barsOf(counts: ReadonlyMap<number, Counted>, width: number): OverviewBar[] {
  const bars: OverviewBar[] = [];
  let next: number | undefined;
  for (const index of [...counts.keys()].toSorted((a, b) => a - b)) {
    const from = next ?? index;
    if (index - from > MAX_EMPTY) {
      bars.push({ from: from * width, to: index * width, ...NOTHING, isBreak: true });
    } else {
      for (let empty = from; empty < index; empty += 1) {
        bars.push({ from: empty * width, to: (empty + 1) * width, ...NOTHING });
      }
    }
    bars.push({ from: index * width, to: (index + 1) * width, ...counts.get(index)! });
    next = index + 1;
  }
  return bars;
}

/** The last band that begins before a time. */
function lastBefore(bands: readonly OverviewBand[], at: number): OverviewBand | undefined {
  let [low, high] = [0, bands.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (bands[middle]!.at < at) low = middle + 1;
    else high = middle;
  }
  return bands[low - 1];
}
