import { useEffect, useRef } from 'preact/hooks';
import type { CaptureDetail } from '../lib/session/rows.ts';
import type { Session } from '../lib/session/session.ts';
import { environmentOf } from '../lib/settings/environments.ts';
import type { Settings } from '../lib/settings/settings.ts';
import { ENVIRONMENT_TEXT, keyName } from './keys.tsx';
import { countOf, useTexts } from './language.ts';

interface ResendDialogProps {
  session: Session;
  settings: Settings;
  detail: CaptureDetail;
}

/** Says where to and with which key before anything is sent. */
export function ResendDialog({ session, settings, detail }: ResendDialogProps) {
  const { t } = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const send = () => {
    void session.resend();
    // Closed before it goes: the focus returns to where it was.
    dialog.current?.close();
  };
  const { url } = detail.capture;
  const environment = environmentOf(settings, url);
  return (
    <dialog ref={dialog} aria-labelledby="resend-title" onClose={session.cancelResend}>
      <h2 id="resend-title">{t('resendTitle')}</h2>
      <p>
        {t('resendExplained', url)} ({t(environment ? ENVIRONMENT_TEXT[environment] : 'envNone')})
      </p>
      <p>
        {t('resendKey', keyName(t, settings, detail.batch?.key))}.{' '}
        {t('resendEvents', countOf(t, detail.batch?.events.length ?? 0, 'eventCount'))}
      </p>
      <div class="buttons">
        <button onClick={() => dialog.current?.close()}>{t('cancel')}</button>
        <button class="primary" onClick={send}>
          {t('send')}
        </button>
      </div>
    </dialog>
  );
}
