import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Change } from '../lib/compare/compare.ts';
import { printComparison } from '../lib/compare/print.ts';
import type { MessageId } from '../lib/language/translate.ts';
import type { CompareFault, ComparisonShown, SideShown } from '../lib/session/compared.ts';
import { comparisonRows } from '../lib/session/comparison-rows.ts';
import type { Session } from '../lib/session/session.ts';
import { ComparisonRows } from './comparison-rows.tsx';
import { clockTime } from './format.ts';
import type { DetailVerbs } from './issue-view.tsx';
import { useTexts } from './language.ts';
import { useFocusHandedOn } from './list-focus.ts';

const FAULT_TEXT: Record<CompareFault, MessageId> = {
  'no-previous': 'compareNoPrevious',
  gone: 'resendGone',
  'no-batch': 'compareNoBatch',
};

interface ComparisonProps {
  session: Session;
  copy: DetailVerbs['copy'];
}

/** Where the focus goes on as a comparison is shown instead of what it was in. */
export const COMPARISON = '.comparison';

/** Two events, or batches, beside each other. */
export function Comparison({ session, copy }: ComparisonProps) {
  const { t } = useTexts();
  const box = useRef<HTMLElement>(null);
  useFocusHandedOn(box);
  const { comparing } = session;
  const shown = comparing.shown.value;
  const copied = useSignal<boolean | undefined>(undefined);
  if (shown === undefined) return null;
  const comparison = shown !== 'waiting' && shown.ok ? shown.comparison : undefined;
  return (
    <section ref={box} class="detail comparison" aria-label={t('comparison')} tabIndex={-1}>
      <div class="detail-head">
        <h2>{t('comparison')}</h2>
        <button aria-disabled={!comparison} onClick={comparing.swap}>
          <span aria-hidden="true">⇄</span> {t('swapSides')}
        </button>
        <button
          aria-disabled={!comparison}
          onClick={() => {
            if (!comparison) return;
            void copy(printComparison(comparison)).then((done) => (copied.value = done));
          }}
        >
          {t('copyDifferences')}
        </button>
        <button aria-label={t('closeComparison')} onClick={comparing.close}>
          ✕
        </button>
      </div>
      <p class="said" role="status">
        {shown === 'waiting' && t('comparingNow')}
        {copied.value !== undefined && t(copied.value ? 'copied' : 'copyFailed')}
      </p>
      {shown !== 'waiting' && !shown.ok && <p class="tab-panel">{t(FAULT_TEXT[shown.reason])}</p>}
      {comparison && <Differences comparison={comparison} />}
    </section>
  );
}

const SUMMED: { change: Change; text: MessageId }[] = [
  { change: 'changed', text: 'changedCount' },
  { change: 'added', text: 'addedCount' },
  { change: 'removed', text: 'removedCount' },
  { change: 'moved', text: 'movedCount' },
  { change: 'written', text: 'writtenCount' },
];

function Differences({ comparison }: { comparison: ComparisonShown }) {
  const { t } = useTexts();
  const open = useSignal<ReadonlySet<number>>(new Set());
  const { a, b, differences, isPartial } = comparison;
  const rows = comparisonRows(comparison, open.value);
  const sums = SUMMED.flatMap(({ change, text }) => {
    const count = differences.filter((one) => one.change === change).length;
    return count > 0 ? [t(text, count)] : [];
  });
  function toggle(at: number) {
    const next = new Set(open.value);
    if (!next.delete(at)) next.add(at);
    open.value = next;
  }
  return (
    <div class="tab-panel" tabIndex={0} role="region" aria-label={t('differences')}>
      <p>
        {sums.length > 0
          ? sums.join(' · ')
          : t(isPartial ? 'nothingDiffersInPart' : 'nothingDiffers')}
      </p>
      {isPartial && <p class="muted">{t('comparedInPart')}</p>}
      <table class="figures differences">
        <thead>
          <tr>
            <th scope="col">{t('field')}</th>
            <th scope="col">
              − <Side side={a} />
            </th>
            <th scope="col">
              + <Side side={b} />
            </th>
          </tr>
        </thead>
        <ComparisonRows comparison={comparison} rows={rows} toggle={toggle} />
      </table>
    </div>
  );
}

function Side({ side: { type, at, page } }: { side: SideShown }) {
  const { t, language } = useTexts();
  return (
    <span title={page}>
      <bdi>{type ?? t('tabBatch')}</bdi> {clockTime(at, language)}
    </span>
  );
}
