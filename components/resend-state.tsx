import type { CaptureShown } from '../lib/session/shown.ts';
import type { Session } from '../lib/session/session.ts';
import type { MessageId } from '../lib/language/translate.ts';
import { clockTime } from './format.ts';
import { useTexts } from './language.ts';
import { RequestLink } from './request-link.tsx';

const REFUSED_TEXT = {
  gone: 'resendGone',
  'no-text': 'draftNoText',
  'too-large': 'draftTooLargeToEdit',
} as const satisfies Record<string, MessageId>;

/** The links between an original and its resends. */
export function ResendState({ session, detail }: { session: Session; detail: CaptureShown }) {
  const { t, language } = useTexts();
  const { resendOf } = detail.capture;
  const { requests, copies } = session.related.value;
  const refused = session.drafts.refused.value;
  const hasOriginal = resendOf !== undefined && requests[resendOf] !== undefined;
  if (!hasOriginal && copies.length === 0 && !refused) return null;
  return (
    <div class="resends">
      {refused && <p role="alert">{t(REFUSED_TEXT[refused])}</p>}
      {hasOriginal && (
        <RequestLink session={session} capture={resendOf}>
          ↻ {t('resendOf')}
        </RequestLink>
      )}
      {copies.map((capture) => (
        <RequestLink key={capture} session={session} capture={capture}>
          ↻ {t('resentAs', clockTime(requests[capture]?.at ?? 0, language))}
        </RequestLink>
      ))}
    </div>
  );
}
