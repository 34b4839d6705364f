import type { FilterStore } from '../lib/session/filter-store.ts';
import { countOf, useTexts } from './language.ts';
import { focusList } from './list-focus.ts';

/** Parts that are listed. */
const MAX_PARTS = 10;

/** Which part of the filter excludes how many events; each can be taken out. */
export function ExcludedParts({ filter, total }: { filter: FilterStore; total: number }) {
  const { t } = useTexts();
  const parts = filter.excluded.value.filter(({ count }) => count > 0);
  if (parts.length === 0) return null;
  return (
    <>
      <ul class="excluded" aria-label={t('excludedParts')}>
        {parts.slice(0, MAX_PARTS).map(({ part, count }) => (
          <li key={part}>
            <code>
              <bdi>{part}</bdi>
            </code>{' '}
            {t('excludedCount', countOf(t, count, 'eventCount'))}{' '}
            <button
              aria-label={t('dropPartName', part)}
              onClick={() => {
                filter.drop(part);
                focusList();
              }}
            >
              {t('dropPart')}
            </button>
          </li>
        ))}
      </ul>
      {parts.length > MAX_PARTS && <p>{t('fieldsCut', parts.length - MAX_PARTS)}</p>}
      {parts.every(({ count }) => count < total) && <p>{t('excludedTogether')}</p>}
    </>
  );
}
