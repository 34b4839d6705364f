import type { Session } from '../lib/session/session.ts';
import { CoverageButton } from './coverage-button.tsx';
import { DroppedNotice } from './dropped-notice.tsx';
import { countOf, useTexts } from './language.ts';

export function StatusBar({ session }: { session: Session }) {
  const { t } = useTexts();
  const total = session.total.value;
  const shown = session.shown.value;
  const keys = session.keys.value.filter(({ count, value }) => count > 0 && value !== '').length;
  return (
    <div class="status-bar">
      <div class="state" role="status">
        <span>
          {shown === total ? countOf(t, total, 'eventCount') : t('shownOf', shown, total)}
        </span>
        <span>{countOf(t, keys, 'keyCount')}</span>
        {session.status.value === undefined && <span class="warning">{t('reconnecting')}</span>}
        {session.dropped.value.captures > 0 && <DroppedNotice {...session.dropped.value} />}
      </div>
      <CoverageButton session={session} />
    </div>
  );
}
