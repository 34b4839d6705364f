import type { Session } from '../lib/session/session.ts';
import { timeRange } from './format.ts';
import { useTexts } from './language.ts';
import { focusList } from './list-focus.ts';
import { Notice } from './notice.tsx';
import { hostOf } from './scope-menu.tsx';

/** Says that an earlier recording is shown, and leads back to what is recorded now. */
export function RecordingNotice({ session }: { session: Session }) {
  const { t, language } = useTexts();
  const choice = session.scopes.choice.value;
  if (choice.kind !== 'recording') return null;
  const { site, from, to } = choice.recording;
  return (
    <Notice
      tone="caution"
      title={t('recordingShown', hostOf(site), timeRange(from, to, language))}
      explained={t('recordingReadOnly')}
    >
      <button
        onClick={() => {
          session.scopes.choose({ kind: 'tab' });
          focusList();
        }}
      >
        {t('scopeBack')}
      </button>
    </Notice>
  );
}
