import { useSignal } from '@preact/signals';
import { useId, useMemo, useRef } from 'preact/hooks';
import type { OverviewBar, OverviewShown } from '../lib/session/list/overview.ts';
import type { Session } from '../lib/session/session.ts';
import { barsIn, createTimeRange, stretchOfBars, sumOf } from '../lib/session/time-range.ts';
import { coarseTime, dateAndTime } from './format.ts';
import { countOf, type Texts, useTexts } from './language.ts';
import { OverviewPicture, widthOf } from './overview-picture.tsx';

/** CSS pixels that a pointer may move within a click, and that it may be beside a bar. */
const NEAR = 4;

/** Batches over time: a stretch of it is chosen by mouse or keys, and becomes a part of the filter. */
export function Overview({ session }: { session: Session }) {
  const texts = useTexts();
  const { t } = texts;
  const { filter } = session;
  const id = useId();
  const range = useMemo(
    () => createTimeRange(session.overview, filter.times),
    [session.overview, filter.times],
  );
  /** Where the button was pressed, in CSS pixels of the window. */
  const pressed = useRef<{ x: number; bar: number } | undefined>(undefined);
  const hovered = useSignal<number | undefined>(undefined);
  const overview = session.overview.value;
  const { bars } = overview;
  if (bars.length === 0) return null;
  const marked = range.pending.value ?? range.inForce.value;
  const chosen = marked ? barsIn(overview, marked) : bars;
  const under = hovered.value === undefined ? undefined : bars[hovered.value];

  function barUnder({ clientX, currentTarget }: PointerEvent & { currentTarget: Element }) {
    const { left, width } = currentTarget.getBoundingClientRect();
    const at = Math.floor(((clientX - left) / width) * widthOf(overview));
    return Math.max(0, Math.min(bars.length - 1, at));
  }

  function filterBy() {
    const pending = range.pending.peek();
    if (!pending) return;
    filter.within(stretchOfBars(barsIn(overview, pending)));
    range.drop();
  }

  /** Goes to the first event of a bar, or of the nearest one that has some. */
  function show(at: number, barsBeside: number) {
    const nearest = bars
      .map((bar, index) => ({ bar, off: Math.abs(index - at) }))
      .filter(({ bar, off }) => bar.batches > 0 && off <= barsBeside)
      .toSorted((a, b) => a.off - b.off)[0];
    if (nearest) session.showFirst(stretchOfBars([nearest.bar]));
  }

  function release(event: PointerEvent & { currentTarget: Element }) {
    const from = pressed.current;
    if (from === undefined) return;
    pressed.current = undefined;
    if (Math.abs(event.clientX - from.x) > NEAR) return filterBy();
    range.drop();
    const { width } = event.currentTarget.getBoundingClientRect();
    show(barUnder(event), Math.ceil((NEAR * widthOf(overview)) / width));
  }

  function clear(): boolean {
    pressed.current = undefined;
    if (range.pending.peek()) range.drop();
    else if (filter.times.peek()) filter.within(undefined);
    else return false;
    return true;
  }

  function onKeyDown(event: KeyboardEvent) {
    const { key, shiftKey } = event;
    const step = STEPS[key];
    if (step !== undefined) range.move(step, shiftKey);
    else if (key === 'Enter') filterBy();
    else if (key === ' ') session.showFirst(stretchOfBars(chosen));
    else if (key !== 'Escape' || !clear()) return;
    event.preventDefault();
  }

  return (
    <div
      class="overview"
      role="slider"
      tabIndex={0}
      aria-label={t('overview')}
      aria-describedby={id}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={bars.length - 1}
      aria-valuenow={marked?.head ?? bars.length - 1}
      aria-valuetext={told(texts, overview, chosen)}
      title={under && told(texts, overview, [under])}
      onKeyDown={onKeyDown}
      onBlur={range.drop}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        pressed.current = { x: event.clientX, bar: barUnder(event) };
      }}
      onPointerMove={(event) => {
        const head = barUnder(event);
        hovered.value = head;
        const { current: from } = pressed;
        if (!from || Math.abs(event.clientX - from.x) <= NEAR) return;
        range.choose({ anchor: range.pending.peek()?.anchor ?? from.bar, head });
      }}
      onPointerUp={release}
      onPointerCancel={clear}
    >
      <OverviewPicture overview={overview} marked={marked} />
      <span id={id} class="unseen">
        {told(texts, overview, bars)}. {t('overviewHint')}
      </span>
    </div>
  );
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  Home: -Infinity,
  End: Infinity,
};

/** What some bars stand for, in words; there is at least one. */
function told(
  { t, language }: Texts,
  { bands }: OverviewShown,
  bars: readonly OverviewBar[],
): string {
  const { from, to } = stretchOfBars(bars);
  const { batches, failed, shown } = sumOf(bars);
  const isOneDay = new Date(from).toDateString() === new Date(to).toDateString();
  const time = isOneDay ? coarseTime : dateAndTime;
  const [page, ...others] = new Set(bars.flatMap(({ band }) => (band === undefined ? [] : [band])));
  const { title, url } = (others.length === 0 && page !== undefined && bands[page]) || {};
  return [
    t('overviewFromTo', time(from, language), time(to, language)),
    countOf(t, batches, 'batchCount'),
    failed > 0 && t('failedCount', failed),
    shown < batches && t('filteredCount', shown),
    title || (url && URL.parse(url)?.pathname),
  ]
    .filter(Boolean)
    .join(' · ');
}
