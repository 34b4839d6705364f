import type { Capture } from '../lib/capture/capture.ts';
import { withoutKeys } from '../lib/wire/keys.ts';
import type { ResponseShown } from '../lib/session/response.ts';
import type { Session } from '../lib/session/session.ts';
import type { CaptureShown } from '../lib/session/shown.ts';
import { clockTime, milliseconds } from './format.ts';
import { inertText } from './inert-text.ts';
import { useTexts } from './language.ts';
import { Outcome } from './outcome.tsx';

/** Characters of an answer that are compared. */
const MAX_TEXT = 5000;

/** The answers to an original and to its resend, beside each other. */
export function AnswerComparison({ session, detail }: { session: Session; detail: CaptureShown }) {
  const { t, language } = useTexts();
  const { resendOf } = detail.capture;
  const { otherAnswer } = session;
  const { requests, copies } = session.related.value;
  const original =
    resendOf !== undefined && requests[resendOf] !== undefined ? resendOf : undefined;
  const other = otherAnswer.other.value;
  const isOriginal = other?.capture.id === original;
  if (original === undefined && copies.length === 0) return null;
  return (
    <section aria-label={t('compareAnswers')}>
      <div class="row">
        {original !== undefined && (
          <button onClick={() => otherAnswer.compare(original)}>{t('compareOriginal')}</button>
        )}
        {copies.map((copy) => (
          <button key={copy} onClick={() => otherAnswer.compare(copy)}>
            {t('compareResend', clockTime(requests[copy]?.at ?? 0, language))}
          </button>
        ))}
      </div>
      {other && (
        <table class="answers">
          <thead>
            <tr>
              <td />
              <th scope="col">{t('compareThis')}</th>
              <th scope="col">{t(isOriginal ? 'compareOfOriginal' : 'compareOfResend')}</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{t('status')}</th>
              <td>
                <Outcome capture={detail.capture} />
              </td>
              <td>
                <Outcome capture={other.capture} />
              </td>
            </tr>
            <tr>
              <th scope="row">{t('compareTime')}</th>
              <td>{tookOf(detail.capture)}</td>
              <td>{tookOf(other.capture)}</td>
            </tr>
            <tr>
              <th scope="row">{t('responseBody')}</th>
              <td>{textOf(detail)}</td>
              <td>{textOf(other)}</td>
            </tr>
          </tbody>
        </table>
      )}
    </section>
  );

  function tookOf({ at, ended }: Capture) {
    return ended === undefined ? '' : milliseconds(ended - at, language);
  }

  function textOf({ responseText, responseBytes }: ResponseShown) {
    if (responseText) {
      const text = withoutKeys(responseText.slice(0, MAX_TEXT), detail.batch?.key);
      return <pre>{inertText(text)}</pre>;
    }
    const text = responseBytes ? 'compareNoText' : 'responseBodyNotSeen';
    return <span class="muted">{t(responseText === '' ? 'responseBodyEmpty' : text)}</span>;
  }
}
