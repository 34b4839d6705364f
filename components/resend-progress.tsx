import type { ResendFault, ResendJob } from '../lib/resend/job.ts';
import type { Resending } from '../lib/session/resending.ts';
import type { MessageId, Translate } from '../lib/language/translate.ts';
import { coarseTime } from './format.ts';
import { useTexts } from './language.ts';

const STATE_TEXT: Record<ResendJob['state'], MessageId> = {
  running: 'resendRunning',
  paused: 'resendPaused',
  interrupted: 'resendInterrupted',
  cancelled: 'resendCancelled',
  done: 'resendDone',
};

/** How far the requests that are sent again are, and what can be done about it. */
export function ResendProgress({ resending }: { resending: Resending }) {
  const { t } = useTexts();
  const job = resending.job.value;
  const fault = resending.fault.value;
  if (!job && fault === undefined) return null;
  return (
    <section class="resend-progress" aria-label={t('resendProgress')}>
      {job && <JobView resending={resending} job={job} />}
      {fault !== undefined && (
        <p class="error" role="alert">
          {t('resendNotStarted', fault)}
        </p>
      )}
      {!resending.isBusy.value && (
        <button aria-label={t('resendClose')} onClick={() => resending.close()}>
          ✕
        </button>
      )}
    </section>
  );
}

function JobView({ resending, job }: { resending: Resending; job: ResendJob }) {
  const { t, language } = useTexts();
  const { state, counts, fault, waitUntil } = job;
  const { sent, failed, unknown } = counts;
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const control = (action: 'pause' | 'resume' | 'cancel') => () => void resending.control(action);
  return (
    <>
      <p role="status">
        {t(STATE_TEXT[state])} {t('resendCounts', sent, total)}
        {failed > 0 && <span class="error"> · ✖ {t('resendFailures', failed)}</span>}
        {unknown > 0 && <span class="warning"> · ⚠ {t('resendUnknown', unknown)}</span>}
        {counts.unsent > 0 && state !== 'running' && <> · {t('resendUnsent', counts.unsent)}</>}
        {waitUntil !== undefined && state === 'running' && (
          <> · {t('resendWaits', coarseTime(waitUntil, language))}</>
        )}
      </p>
      {total > 1 && (
        <progress
          aria-label={t('resendProgress')}
          max={total}
          value={total - counts.unsent - counts.sending}
        />
      )}
      {fault && <p class="error">{faultText(t, fault)}</p>}
      {state === 'running' && counts.unsent > 0 && (
        <button onClick={control('pause')}>{t('resendPause')}</button>
      )}
      {(state === 'paused' || state === 'interrupted') && (
        <button onClick={control('resume')}>{t('resendResume')}</button>
      )}
      {resending.isBusy.value && counts.unsent > 0 && (
        <button onClick={control('cancel')}>{t('resendCancel')}</button>
      )}
    </>
  );
}

function faultText(t: Translate, { reason, detail = '' }: ResendFault): string {
  switch (reason) {
    case 'no-body':
      return t('resendNoBody');
    case 'cut-body':
      return t('resendCutBody');
    case 'gone':
      return t('resendGone');
    case 'no-access':
      return t('resendNoAccess', detail);
    case 'failed':
      return t('resendFailed', detail);
    case 'page-gone':
      return t('resendPageGone', detail);
    case 'tab-gone':
      return t('resendTabGone', detail);
    case 'policy':
      return t('resendPolicy', detail);
    case 'locked':
      return t('resendLocked', detail);
    case 'no-endpoint':
      return t('draftNoEndpoint');
    case 'no-secret':
      return t('resendNoSecret');
    case 'unconfirmed':
      return t('resendUnconfirmed');
    case 'wait':
      return t('resendWaitTooLong');
  }
}
