import type { ReadonlySignal } from '@preact/signals';
import type { Lookalike } from '../lib/capture/lookalikes.ts';
import type { MessageId } from '../lib/language/translate.ts';
import type { PageNotes } from '../lib/messaging/devtools-channel.ts';
import type { Session } from '../lib/session/session.ts';
import { type Waiting as WaitingFor, waitingFor } from '../lib/session/waiting.ts';
import { ExcludedParts } from './excluded-parts.tsx';
import { countOf, useTexts } from './language.ts';
import { focusList } from './list-focus.ts';
import { PageCoverage } from './page-coverage.tsx';

interface EmptyListProps {
  session: Session;
  notes: ReadonlySignal<PageNotes>;
  addEndpoint(url: string): void;
  reloadPage(): void;
}

const WAITING_TEXT: Record<WaitingFor, MessageId> = {
  resume: 'pausedHint',
  access: 'emptyAccessHint',
  reload: 'emptyReloadHint',
  events: 'emptyHint',
};

/** Why there is nothing in the list, and what to do: the filter, or nothing that was an endpoint's. */
export function EmptyList(props: EmptyListProps) {
  const { session } = props;
  const { t } = useTexts();
  const hidden = session.total.value;
  return (
    <div class="empty" role="row">
      <div role="gridcell">
        {hidden > 0 ? (
          <>
            <h2>{t('nothingMatches')}</h2>
            <p>{t('nothingMatchesHint', countOf(t, hidden, 'eventCount'))}</p>
            <ExcludedParts filter={session.filter} total={hidden} />
            <button
              onClick={() => {
                session.filter.clear();
                focusList();
              }}
            >
              {t('clearFilter')}
            </button>
          </>
        ) : session.scopes.choice.value.kind === 'tab' ? (
          <Waiting {...props} />
        ) : (
          <EmptyScope session={session} />
        )}
      </div>
    </div>
  );
}

/** Nothing is recorded of what the user has chosen instead of this tab. */
function EmptyScope({ session }: { session: Session }) {
  const { t } = useTexts();
  return (
    <>
      <h2>{t('scopeEmpty')}</h2>
      <button
        class="primary"
        onClick={() => {
          session.scopes.choose({ kind: 'tab' });
          focusList();
        }}
      >
        {t('scopeBack')}
      </button>
    </>
  );
}

/** Nothing has been recorded: what has to happen for that. */
function Waiting({ session, notes, addEndpoint, reloadPage }: EmptyListProps) {
  const { t } = useTexts();
  const isPaused = session.status.value?.paused ?? false;
  const waiting = waitingFor(isPaused, session.coverage.value);
  return (
    <>
      <h2>{t(waiting === 'resume' ? 'pausedTitle' : 'emptyTitle')}</h2>
      <p>{t(WAITING_TEXT[waiting])}</p>
      {waiting === 'resume' && (
        <button class="primary" onClick={() => void session.pause()}>
          {t('resumeRecording')}
        </button>
      )}
      {waiting === 'reload' && (
        <button class="primary" onClick={reloadPage}>
          {t('reloadPage')}
        </button>
      )}
      {waiting !== 'resume' && <Unmatched notes={notes.value} addEndpoint={addEndpoint} />}
      <PageCoverage session={session} />
    </>
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
      {others > 0 && (
        <p class="muted">
          {t('noneMatched', countOf(t, others, 'requestCount'))} {t('noneMatchedHint')}
        </p>
      )}
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
