import { useSignal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { type Layout, SHARE } from '../lib/settings/settings.ts';
import { useTexts } from './language.ts';

/** Windows, in CSS pixels, in which there is no room beside the list, or more below it. */
const NARROW = '(max-width: 480px), (max-width: 640px) and (min-height: 440px)';
/** Percent that an arrow key moves the line by. */
const STEP = 5;

interface SplitProps {
  layout: Layout;
  setLayout(layout: Layout): void;
  list: ComponentChildren;
  /** Absent while nothing is looked at. */
  detail: ComponentChildren;
}

/** List and detail, beside or below each other, with a line between that can be moved. */
export function Split({ layout, setLayout, list, detail }: SplitProps) {
  const { t } = useTexts();
  const isNarrow = useMedia(NARROW);
  const isBelow = layout.dock === 'below' || (layout.dock === 'auto' && isNarrow);
  const part = isBelow ? 'below' : 'side';
  /** While the line is moved by a pointer. */
  const moved = useSignal<number | undefined>(undefined);
  const share = moved.value ?? layout[part];
  const save = (percent: number) => setLayout({ ...layout, [part]: within(percent) });

  function onKeyDown(event: KeyboardEvent) {
    const [less, more] = isBelow ? ['ArrowDown', 'ArrowUp'] : ['ArrowRight', 'ArrowLeft'];
    const to = {
      [less]: share - STEP,
      [more]: share + STEP,
      Home: SHARE.most,
      End: SHARE.least,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    save(to);
  }

  function onPointerMove(event: PointerEvent & { currentTarget: HTMLElement }) {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const box = event.currentTarget.parentElement!.getBoundingClientRect();
    const left = isBelow
      ? (box.bottom - event.clientY) / box.height
      : (box.right - event.clientX) / box.width;
    moved.value = within(left * 100);
  }

  return (
    <main class={`split ${part}`}>
      {list}
      {detail && (
        <>
          <div
            class="splitter"
            role="separator"
            tabIndex={0}
            aria-label={t('splitter')}
            aria-orientation={isBelow ? 'horizontal' : 'vertical'}
            aria-valuenow={share}
            aria-valuemin={SHARE.least}
            aria-valuemax={SHARE.most}
            onKeyDown={onKeyDown}
            onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
            onPointerMove={onPointerMove}
            onLostPointerCapture={() => {
              if (moved.value !== undefined) save(moved.value);
              moved.value = undefined;
            }}
            onDblClick={() => save(SHARE.usual)}
          />
          <div class="detail-box" style={{ flexBasis: `${share}%` }}>
            {detail}
          </div>
        </>
      )}
    </main>
  );
}

function within(percent: number): number {
  return Math.round(Math.min(SHARE.most, Math.max(SHARE.least, percent)));
}

function useMedia(query: string): boolean {
  const [media] = useState(() => matchMedia(query));
  const [matches, setMatches] = useState(media.matches);
  useEffect(() => {
    const look = () => setMatches(media.matches);
    media.addEventListener('change', look);
    // It may have changed before anybody listened.
    look();
    return () => media.removeEventListener('change', look);
  }, [media]);
  return matches;
}
