import { say } from '../lib/language/said.ts';
import { departureOf } from '../lib/session/departures.ts';
import { isRefusal } from '../lib/session/outcome.ts';
import type { CaptureSummary } from '../lib/session/summary.ts';
import { useTexts } from './language.ts';

/** What became of a request, in a word or a number. */
export function Outcome({ capture }: { capture: CaptureSummary }) {
  const { t } = useTexts();
  const { state, status, error, departure } = capture;
  if (departure?.kind === 'never-left') {
    const { text, why } = departureOf(capture);
    const title = [...why.map((one) => say(t, one)), ...(error === undefined ? [] : [error])];
    return (
      <span class="error" title={title.join('\n')}>
        {t(text)}
      </span>
    );
  }
  switch (state) {
    case 'pending':
      return <span class="muted">{status ?? t('pending')}</span>;
    case 'unknown':
      return (
        <span class="warning" title={t('unknownOutcomeHint')}>
          {t('unknownOutcome')}
        </span>
      );
    case 'failed':
      return (
        <span class="error" title={error}>
          {t('failed')}
        </span>
      );
    case 'done':
      if (departure) {
        return (
          <span class="warning" title={t(departureOf(capture).text)}>
            {status}
          </span>
        );
      }
      return <span class={isRefusal(status) ? 'error' : 'fine'}>{status}</span>;
  }
}
