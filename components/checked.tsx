import type { Session } from '../lib/session/session.ts';
import { useTexts } from './language.ts';

/** How far what is there is checked anew, after a change of contracts or rules; that can be stopped, and done again. */
export function Checked({ session }: { session: Session }) {
  const { t } = useTexts();
  const checked = session.checked.value;
  if (!checked) return null;
  const { done, total, isStopped } = checked;
  if (isStopped) {
    return (
      <span class="checked">
        {t('checkedInPart', done, total)}{' '}
        <button class="link" onClick={session.checkAnew}>
          {t('checkAgain')}
        </button>
      </span>
    );
  }
  if (done >= total) return <span class="checked">{t('checkedAnew', done, total)}</span>;
  const text = t('checkingAnew', done, total);
  return (
    <span class="checked">
      {text} <progress value={done} max={total} aria-label={text} />{' '}
      <button class="link" onClick={session.stopChecking}>
        {t('checkStop')}
      </button>
    </span>
  );
}
