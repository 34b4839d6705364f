import { useRef } from 'preact/hooks';
import type { Clearing } from '../lib/log/clearings.ts';
import type { Session } from '../lib/session/session.ts';
import { countOf, useTexts } from './language.ts';
import { useFocusHandedOn } from './list-focus.ts';

interface ClearedNoticeProps {
  session: Session;
  cleared: Clearing;
}

/** Says what was cleared last, and brings it back. */
export function ClearedNotice({ session, cleared }: ClearedNoticeProps) {
  const { t } = useTexts();
  const notice = useRef<HTMLDivElement>(null);
  useFocusHandedOn(notice);
  return (
    <div ref={notice} class="cleared" role="status">
      {t('clearedCount', countOf(t, cleared.captures, 'requestCount'))}{' '}
      <button class="link" onClick={() => void session.undoClear()}>
        {t('undoClear')}
      </button>{' '}
      <button
        class="link"
        aria-label={t('clearedClose')}
        title={t('clearedClose')}
        onClick={session.leaveCleared}
      >
        ✕
      </button>
    </div>
  );
}
