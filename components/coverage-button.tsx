import { say } from '../lib/language/said.ts';
import type { Translate } from '../lib/language/translate.ts';
import type { Coverage } from '../lib/session/coverage.ts';
import type { VisitShown } from '../lib/session/lines.ts';
import type { Session } from '../lib/session/session.ts';
import { countOf, useTexts } from './language.ts';

const SIGN: Record<Coverage['kind'], { sign: string; tone: string }> = {
  unknown: { sign: '…', tone: 'muted' },
  complete: { sign: '✓', tone: 'fine' },
  limited: { sign: '◔', tone: 'warning' },
  gaps: { sign: '◔', tone: 'warning' },
};

const CUT_OFF = { sign: '✖', tone: 'error' };

/** Says how much of the newest page is watched, and shows the whole of it. */
export function CoverageButton({ session }: { session: Session }) {
  const { t } = useTexts();
  const coverage = session.coverage.value;
  const isCutOff = session.isCutOff.value;
  const { sign, tone } = isCutOff ? CUT_OFF : SIGN[coverage.kind];
  return (
    <button
      class={`coverage-button ${tone}`}
      title={reasonsOf(t, coverage)}
      aria-haspopup="dialog"
      onClick={() => session.openCoverage()}
    >
      <span aria-hidden="true">{sign}</span>{' '}
      {isCutOff ? t('captureCutOff') : summaryOf(t, coverage)}
    </button>
  );
}

/** A mark on the heading of a visit that was not watched whole. */
export function CoverageMark({ session, visit }: { session: Session; visit: VisitShown }) {
  const { t } = useTexts();
  const coverage = session.coverageOf(visit);
  if (coverage.kind === 'complete') return null;
  return (
    <button
      class="mark warning"
      aria-label={summaryOf(t, coverage)}
      title={reasonsOf(t, coverage)}
      aria-haspopup="dialog"
      onClick={(event) => {
        event.stopPropagation();
        session.openCoverage(visit);
      }}
    >
      {SIGN[coverage.kind].sign}
    </button>
  );
}

function summaryOf(t: Translate, { kind, reasons }: Coverage): string {
  switch (kind) {
    case 'unknown':
      return t('captureUnknown');
    case 'complete':
      return t('captureComplete');
    case 'limited':
      return t('captureLimited');
    case 'gaps':
      return t('captureGaps', countOf(t, reasons.length, 'gapCount'));
  }
}

function reasonsOf(t: Translate, { reasons }: Coverage): string | undefined {
  return reasons.map(({ what }) => say(t, what)).join('\n') || undefined;
}
