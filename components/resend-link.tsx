import type { LineOf } from '../lib/session/lines.ts';
import type { Session } from '../lib/session/session.ts';
import { useTexts } from './language.ts';
import { Sign } from './sign.tsx';

interface ResendLinkProps {
  show: Session['show'];
  line: LineOf<'event' | 'batch'>;
}

/** In the list: from an original to its latest resend, and from a resend to its original. */
export function ResendLink({ show, line: { of, other } }: ResendLinkProps) {
  const { t } = useTexts();
  if (!other) return null;
  const isResend = Boolean(of.capture.resendOf);
  const name = isResend ? t('resendOf') : t('resentTimes', of.copies?.length ?? 0);
  const sign = <Sign of={isResend ? 'original' : 'resent'} />;
  if (!other.isShown) {
    const title = `${name} (${t('hiddenByFilter')})`;
    return (
      <span class="mark muted" role="img" aria-label={title} title={title}>
        {sign}
      </span>
    );
  }
  return (
    <button
      class="mark muted"
      tabIndex={-1}
      aria-label={name}
      title={name}
      onClick={(event) => {
        event.stopPropagation();
        show({ capture: other.capture });
      }}
    >
      {sign}
    </button>
  );
}
