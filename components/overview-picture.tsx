import type { BarRange } from '../lib/session/time-range.ts';
import type { OverviewBar, OverviewShown } from '../lib/session/list/overview.ts';

/** Of the picture; its width is counted in bars. */
const HEIGHT = 32;
/** Kept free at the top for the signs of failures, and how high these are. */
const HEAD = 6;
const SIGN = 4;
/** Bars that there is room for at the least: few batches are no wide blocks. */
const LEAST_BARS = 80;

/** How many bars the picture is wide. */
export function widthOf({ bars }: OverviewShown): number {
  return Math.max(LEAST_BARS, bars.length);
}

interface OverviewPictureProps {
  overview: OverviewShown;
  /** What is chosen, or filtered by. */
  marked: BarRange | undefined;
}

/**
 * The batches of a session as bars over time, on the bands of its pages. Of what the filter hides, a bar is thin; over a
 * failure that it shows stands a sign. It is made of a few shapes, however many batches there are.
 */
export function OverviewPicture({ overview, marked }: OverviewPictureProps) {
  const { bars } = overview;
  const most = Math.max(1, ...bars.map(({ batches }) => batches));
  const height = (count: number) => heightOf(count, most);
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${widthOf(overview)} ${HEIGHT}`}
      preserveAspectRatio="none"
    >
      <path class="band" d={bandsOf(bars)} />
      <path class="break" d={lines(bars, HEIGHT, ({ isBreak }) => isBreak === true)} />
      {marked && <path class="marked" d={rect(...edges(marked), 0, HEIGHT)} />}
      <path class="hidden" d={drawn(bars, 0.3, ({ batches }) => height(batches))} />
      <path class="shown" d={drawn(bars, 0.8, ({ shown }) => height(shown))} />
      <path class="failed" d={drawn(bars, 0.8, ({ shownFailed }) => height(shownFailed))} />
      <path class="failure" d={lines(bars, SIGN, ({ shownFailed }) => shownFailed > 0)} />
    </svg>
  );
}

/** One batch is seen beside a hundred. */
function heightOf(count: number, most: number): number {
  return count === 0 ? 0 : Math.max(4, Math.round(Math.sqrt(count / most) * (HEIGHT - HEAD)));
}

function drawn(
  bars: readonly OverviewBar[],
  width: number,
  height: (bar: OverviewBar) => number,
): string {
  const aside = (1 - width) / 2;
  const one = (at: number, high: number) =>
    high === 0 ? '' : rect(at + aside, at + 1 - aside, HEIGHT - high, HEIGHT);
  return bars.map((bar, at) => one(at, height(bar))).join('');
}

/** From the top, so long, over the bars that are asked for. */
function lines(
  bars: readonly OverviewBar[],
  length: number,
  isOne: (bar: OverviewBar) => boolean,
): string {
  return bars.map((bar, at) => (isOne(bar) ? `M${at + 0.5} 0V${length}` : '')).join('');
}

/** Every other page. */
function bandsOf(bars: readonly OverviewBar[]): string {
  const isOdd = (at: number) => (bars[at]?.band ?? 0) % 2 === 1;
  const starts = bars.flatMap((_, at) => (isOdd(at) && !isOdd(at - 1) ? [at] : []));
  return starts
    .map((start) => {
      const end = bars.findIndex((_, at) => at > start && !isOdd(at));
      return rect(start, end < 0 ? bars.length : end, 0, HEIGHT);
    })
    .join('');
}

function edges({ anchor, head }: BarRange): [left: number, right: number] {
  return [Math.min(anchor, head), Math.max(anchor, head) + 1];
}

function rect(left: number, right: number, top: number, bottom: number): string {
  return `M${left} ${top}H${right}V${bottom}H${left}Z`;
}
