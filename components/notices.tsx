import { saysFull } from '../lib/log/quota.ts';
import { AccessNotice } from './access-notice.tsx';
import { useTexts } from './language.ts';
import { Notice } from './notice.tsx';
import type { PanelProps } from './panel.tsx';
import { RecordingNotice } from './recording-notice.tsx';

/** What stands between the panel and all that the page sends. */
export function Notices(props: PanelProps) {
  const { session, settingsFault, missing, verbs } = props;
  const { t } = useTexts();
  const isPaused = session.status.value?.paused ?? false;
  return (
    <>
      <ConnectionNotice {...props} />
      <RecordingNotice session={session} />
      {settingsFault.value !== undefined && (
        <Notice tone="fault" title={t('settingsBroken', settingsFault.value)}>
          <button onClick={verbs.resetSettings}>{t('resetSettings')}</button>
        </Notice>
      )}
      {session.fault.value !== undefined && (
        <Notice
          tone="fault"
          title={saysFull(session.fault.value) ? t('logFull') : t('logBroken', session.fault.value)}
        >
          <button onClick={() => void session.resetLog()}>{t('resetLog')}</button>
        </Notice>
      )}
      {isPaused && session.total.value > 0 && (
        <Notice tone="caution" title={t('pausedTitle')} explained={t('pausedHint')}>
          <button onClick={() => void session.pause()}>{t('resumeRecording')}</button>
        </Notice>
      )}
      {missing.value.length > 0 && (
        <AccessNotice
          missing={missing.value}
          limited={session.coverage.value.kind === 'limited'}
          allow={verbs.allow}
        />
      )}
    </>
  );
}

/** Nobody answers: the extension has gone on without this panel, or its background is away. */
function ConnectionNotice({ session, isLeftOver, verbs }: PanelProps) {
  const { t } = useTexts();
  const reload = <button onClick={verbs.reloadPanel}>{t('reloadPanel')}</button>;
  if (isLeftOver.value) {
    return (
      <Notice tone="fault" title={t('extensionReplaced')} explained={t('extensionReplacedHint')}>
        {reload}
      </Notice>
    );
  }
  if (!session.isCutOff.value) return null;
  return (
    <Notice tone="fault" title={t('reconnecting')} explained={t('reconnectingHint')}>
      {reload}
    </Notice>
  );
}
