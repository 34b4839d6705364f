import type { RequestShown } from '../lib/session/lines.ts';
import type { Session } from '../lib/session/session.ts';
import { useTexts } from './language.ts';
import { Sign } from './sign.tsx';

/** In the list: from an original to its latest resend, and from a resend to its original. */
export function ResendLink({ show, of }: { show: Session['show']; of: RequestShown }) {
  const { t } = useTexts();
  const { capture, copies } = of;
  // What was composed has none.
  const original = capture.resendOf || undefined;
  const other = original ?? copies?.at(-1);
  if (other === undefined) return null;
  const name = original === undefined ? t('resentTimes', copies?.length ?? 0) : t('resendOf');
  return (
    <button
      class="mark muted"
      tabIndex={-1}
      aria-label={name}
      title={name}
      onClick={(event) => {
        event.stopPropagation();
        show({ capture: other });
      }}
    >
      <Sign of={original === undefined ? 'resent' : 'original'} />
    </button>
  );
}
