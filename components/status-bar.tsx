import type { Session } from '../lib/session/session.ts';
import { ClearedNotice } from './cleared-notice.tsx';
import { CoverageButton } from './coverage-button.tsx';
import { DroppedNotice } from './dropped-notice.tsx';
import { countOf, useTexts } from './language.ts';
import { Checked } from './checked.tsx';

interface StatusBarProps {
  session: Session;
  openOptions(): void;
}

export function StatusBar({ session, openOptions }: StatusBarProps) {
  const { t } = useTexts();
  const total = session.total.value;
  const shown = session.shown.value;
  const { selection } = session;
  const chosen = selection.chosen.value.size;
  const keys = session.filter.keys.choices.value.filter(
    ({ count, value }) => count > 0 && value !== '',
  ).length;
  return (
    <footer class="status-bar">
      <div class="state" role="status">
        <span>
          {shown === total ? countOf(t, total, 'eventCount') : t('shownOf', shown, total)}
        </span>
        <span class="batches">{countOf(t, session.batches.value, 'batchCount')}</span>
        <span>{countOf(t, keys, 'keyCount')}</span>
        {chosen > 1 && (
          <span>{t(selection.isCut.value ? 'selectedFirst' : 'selectedCount', chosen)}</span>
        )}
        <Checked session={session} />
      </div>
      {session.cleared.value && <ClearedNotice session={session} cleared={session.cleared.value} />}
      {session.dropped.value.captures > 0 && (
        <div class="dropped" role="status">
          <DroppedNotice {...session.dropped.value} />{' '}
          <button class="link" onClick={openOptions}>
            {t('raiseLogLimit')}
          </button>
        </div>
      )}
      <CoverageButton session={session} />
    </footer>
  );
}
