import type { ReadonlySignal } from '@preact/signals';
import type { Lookalike } from '../lib/capture/lookalikes.ts';
import type { PageNotes } from '../lib/messaging/devtools-channel.ts';
import type { Session } from '../lib/session/session.ts';
import { countOf, useTexts } from './language.ts';
import { PageCoverage } from './page-coverage.tsx';

interface EmptyListProps {
  session: Session;
  notes: ReadonlySignal<PageNotes>;
  addEndpoint(url: string): void;
}

/** Why there is nothing in the list: the filter, or nothing that was an endpoint's. */
export function EmptyList({ session, notes, addEndpoint }: EmptyListProps) {
  const { t } = useTexts();
  const hidden = session.total.value;
  return (
    <div class="empty" role="row">
      <div role="gridcell">
        <strong>{t(hidden > 0 ? 'nothingMatches' : 'emptyTitle')}</strong>
        {hidden > 0 ? (
          <p>{t('nothingMatchesHint', countOf(t, hidden, 'eventCount'))}</p>
        ) : (
          <>
            <Unmatched notes={notes.value} addEndpoint={addEndpoint} />
            <PageCoverage session={session} />
          </>
        )}
      </div>
    </div>
  );
}

/** What the page did send, and which of it may be tracking. */
function Unmatched({
  notes: { others, lookalikes },
  addEndpoint,
}: {
  notes: PageNotes;
  addEndpoint(url: string): void;
}) {
  const { t } = useTexts();
  return (
    <>
      <p>{t('emptyHint')}</p>
      {others > 0 && <p>{t('noneMatched', countOf(t, others, 'requestCount'))}</p>}
      {lookalikes.length > 0 && (
        <ul class="lookalikes" aria-label={t('lookalikes')}>
          {lookalikes.map((one) => (
            <li key={one.url}>
              <LookalikeText lookalike={one} />{' '}
              <button onClick={() => addEndpoint(one.url)}>{t('addAsEndpoint')}</button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function LookalikeText({ lookalike: { url, sign } }: { lookalike: Lookalike }) {
  const { t } = useTexts();
  return (
    <span>
      POST <bdi>{url.replace(/^https?:\/\//, '')}</bdi>{' '}
      {t(sign.kind === 'key' ? 'lookalikeKey' : 'lookalikeEvents')} <code>{sign.name}</code>
    </span>
  );
}
