import type { Dropped } from '../lib/log/reading.ts';
import { countOf, useTexts } from './language.ts';

/** Says what the log had to drop, as it was over its limits. */
export function DroppedNotice({ captures, visits }: Dropped) {
  const { t } = useTexts();
  const requests = countOf(t, captures, 'requestCount');
  return (
    <span class="warning">
      <span aria-hidden="true">⚠</span>{' '}
      {visits > 0
        ? t('droppedVisits', countOf(t, visits, 'visitCount'), requests)
        : t('droppedRequests', requests)}
    </span>
  );
}
