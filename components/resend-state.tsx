import type { ResendResult } from '../lib/messaging/commands.ts';
import type { Translate } from '../lib/language/translate.ts';
import type { CaptureDetail } from '../lib/session/rows.ts';
import type { Session } from '../lib/session/session.ts';
import { clockTime } from './format.ts';
import { useTexts } from './language.ts';

/** The links between an original and its resends, and how the last resend went. */
export function ResendState({ session, detail }: { session: Session; detail: CaptureDetail }) {
  const { t, language } = useTexts();
  const { id, resendOf } = detail.capture;
  const all = session.captures.value;
  const copies = [...all.values()].filter(({ capture }) => capture.resendOf === id);
  const show = (capture: string) => session.select(all.get(capture)?.rows[0]?.id);
  const result = session.resent.value;
  return (
    <div class="resends">
      {result && <p role="status">{resultText(t, result)}</p>}
      {resendOf !== undefined && all.has(resendOf) && (
        <button class="link" onClick={() => show(resendOf)}>
          ↻ {t('resendOf')}
        </button>
      )}
      {copies.map(({ capture }) => (
        <button key={capture.id} class="link" onClick={() => show(capture.id)}>
          ↻ {t('resentAs', clockTime(capture.at, language))}
        </button>
      ))}
    </div>
  );
}

function resultText(t: Translate, result: ResendResult | 'sending'): string {
  if (result === 'sending') return t('resendSending');
  if (result.ok) return t('resendDone');
  switch (result.reason) {
    case 'no-body':
      return t('resendNoBody');
    case 'cut-body':
      return t('resendCutBody');
    case 'gone':
      return t('resendGone');
    case 'no-access':
      return t('resendNoAccess', result.detail ?? '');
    case 'failed':
      return t('resendFailed', result.detail ?? '');
  }
}
