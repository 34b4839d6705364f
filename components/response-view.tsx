import type { BodyGap, Capture } from '../lib/capture/capture.ts';
import type { MessageId } from '../lib/language/translate.ts';
import type { CaptureShown } from '../lib/session/shown.ts';
import type { Session } from '../lib/session/session.ts';
import { AnswerComparison } from './answer-comparison.tsx';
import { BodyText } from './body-source.tsx';
import { Fact, Headers } from './facts.tsx';
import { useTexts } from './language.ts';
import { OBSERVER_TEXT } from './observer-text.ts';
import { Outcome } from './outcome.tsx';
import { MarkNotes } from './mark-notes.tsx';
import { Differences } from './testimonies.tsx';

interface ResponseViewProps {
  session: Session;
  detail: CaptureShown;
}

/** What the server said, as far as an observer saw it. */
export function ResponseView({ session, detail }: ResponseViewProps) {
  const { t } = useTexts();
  const { capture } = detail;
  const { status } = capture;
  return (
    <>
      {capture.departure && <MarkNotes session={session} detail={detail} />}
      <dl>
        <dt>{t('status')}</dt>
        <dd>
          <Outcome capture={capture} />
        </dd>
        <Fact name={t('error')} value={capture.error} />
        <Errors capture={capture} />
      </dl>
      <Differences capture={capture} />
      <AnswerComparison session={session} detail={detail} />
      {status === undefined ? (
        <p>{t('noAnswer')}</p>
      ) : (
        <>
          {!capture.departure && <p>{t(status < 300 ? 'accepted' : 'rejected')}</p>}
          <Headers title={t('responseHeaders')} headers={capture.responseHeaders} />
          <ResponseBody detail={detail} />
        </>
      )}
    </>
  );
}

/** The errors that observers name, where that is not the one that stands above. */
function Errors({ capture }: { capture: Capture }) {
  const { t } = useTexts();
  return (['network', 'page', 'devtools'] as const)
    .filter((by) => capture[by]?.error !== capture.error)
    .map((by) => (
      <Fact key={by} name={t('errorBy', t(OBSERVER_TEXT[by]))} value={capture[by]?.error} />
    ));
}

const GAP_TEXT: Partial<Record<BodyGap, MessageId>> = {
  'too-large': 'bodyGapTooLarge',
  cut: 'bodyGapCut',
  binary: 'bodyGapBinary',
};

function ResponseBody({ detail }: { detail: CaptureShown }) {
  const { t } = useTexts();
  const { responseBody } = detail.capture;
  if (responseBody?.kind === 'empty') return <p class="muted">{t('responseBodyEmpty')}</p>;
  if (responseBody?.kind !== 'bytes') {
    const gap = responseBody && GAP_TEXT[responseBody.reason];
    return <p class="muted">{t(gap ?? 'responseBodyNotSeen')}</p>;
  }
  return (
    <BodyText
      title={t('responseBody')}
      size={responseBody.size}
      text={detail.responseText}
      bytes={detail.responseBytes}
      secret={detail.batch?.key}
    />
  );
}
