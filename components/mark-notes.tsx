import type { ComponentChildren } from 'preact';
import { say } from '../lib/language/said.ts';
import { type Mark, marksOf } from '../lib/session/marks.ts';
import type { CaptureShown } from '../lib/session/shown.ts';
import type { Session } from '../lib/session/session.ts';
import { clockTime } from './format.ts';
import { useTexts } from './language.ts';
import { RequestLink } from './request-link.tsx';
import { Sign } from './sign.tsx';

/** What is out of the ordinary about a request, and why. */
export function MarkNotes({ session, detail }: { session: Session; detail: CaptureShown }) {
  const { t, language } = useTexts();
  // A body that can't be read and a resend have places of their own.
  const marks = marksOf(detail.capture).filter(
    ({ text }) => text !== 'unreadableRow' && text !== 'resentMark',
  );
  if (marks.length === 0) return null;
  const { twice } = detail.capture;
  const other = twice?.of;
  const sentAt = session.related.value.requests[other ?? '']?.at;
  return (
    <ul class="notes">
      {marks.map((mark) => (
        <MarkNote key={mark.text} mark={mark}>
          {mark.text === 'twice' && other !== undefined && sentAt !== undefined && (
            <RequestLink session={session} capture={other}>
              {t('twiceOf', clockTime(sentAt, language))}
            </RequestLink>
          )}
        </MarkNote>
      ))}
    </ul>
  );
}

function MarkNote({ mark, children }: { mark: Mark; children?: ComponentChildren }) {
  const { t } = useTexts();
  return (
    <li>
      <span class={`mark ${mark.tone}`} aria-hidden="true">
        <Sign of={mark.sign} />
      </span>{' '}
      <strong>{t(mark.text)}:</strong>
      {mark.why.map((why) => (
        <span key={why.text}> {say(t, why)}</span>
      ))}{' '}
      {children}
    </li>
  );
}
