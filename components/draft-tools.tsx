import type { Signal } from '@preact/signals';
import { EXAMPLE_TYPES } from '../lib/resend/examples.ts';
import type { OpenDraft } from '../lib/session/drafts.ts';
import type { Session } from '../lib/session/session.ts';
import type { Settings } from '../lib/settings/settings.ts';
import { keyName } from './keys.tsx';
import { useTexts } from './language.ts';

/** Events that have a button each. */
const MAX_EVENTS = 50;

interface DraftToolsProps {
  session: Session;
  settings: Settings;
  draft: OpenDraft;
  /** Whether the difference from the original is shown. */
  compares: Signal<boolean>;
}

/** Where it is sent, with which key, which of its events, and what makes new ones of them. */
export function DraftTools({ session, settings, draft, compares }: DraftToolsProps) {
  const { t } = useTexts();
  const { drafts } = session;
  const checked = drafts.checked.value;
  const events = checked?.events ?? [];
  return (
    <div class="draft-tools">
      <label>
        {t('draftUrl')}{' '}
        <input
          type="text"
          list="draft-urls"
          value={draft.url}
          onInput={(event) => drafts.setUrl(event.currentTarget.value)}
        />
      </label>
      <datalist id="draft-urls">
        {knownUrls(session, settings).map((url) => (
          <option key={url} value={url} />
        ))}
      </datalist>
      {checked?.keySpan && (
        <label>
          {t('draftKey')}{' '}
          <select
            value={checked.key}
            onChange={(event) => drafts.setKey(event.currentTarget.value)}
          >
            {knownKeys(session, settings, checked.key).map((key) => (
              <option key={key} value={key}>
                {keyName(t, settings, key)}
              </option>
            ))}
          </select>
        </label>
      )}
      {events.some(({ id, time }) => id ?? time) && (
        <button title={t('draftFreshHint')} onClick={() => drafts.refresh()}>
          {t('draftFresh')}
        </button>
      )}
      {draft.original === undefined && <Examples session={session} />}
      {draft.before !== undefined && (
        <label>
          <input
            type="checkbox"
            checked={compares.value}
            onChange={(event) => (compares.value = event.currentTarget.checked)}
          />{' '}
          {t('draftCompare')}
        </label>
      )}
      {draft.wasPacked.packing.length > 0 && (
        <label>
          <input
            type="checkbox"
            checked={draft.packing.length > 0}
            onChange={(event) => drafts.pack(event.currentTarget.checked)}
          />{' '}
          {t('draftPacked', draft.wasPacked.packing.join(', '))}
        </label>
      )}
      {events.length > 1 && (
        <details>
          <summary>{t('draftEvents')}</summary>
          {events.slice(0, MAX_EVENTS).map(({ type }, index) => (
            <button key={index} onClick={() => drafts.removeEvent(index)}>
              {t('draftRemoveEvent', index + 1, type ?? t('noType'))}
            </button>
          ))}
        </details>
      )}
    </div>
  );
}

function Examples({ session }: { session: Session }) {
  const { t } = useTexts();
  const { drafts, filter } = session;
  const key = filter.keys.choices.value.find(({ value }) => value !== '')?.value ?? '';
  return (
    <select
      aria-label={t('composeExample')}
      value=""
      onChange={(event) => {
        const { value } = event.currentTarget;
        if (value === '') return;
        drafts.begin(value, key);
      }}
    >
      <option value="">{t('composeExample')}</option>
      {EXAMPLE_TYPES.map((type) => (
        <option key={type} value={type}>
          {type}
        </option>
      ))}
    </select>
  );
}

function knownUrls(session: Session, { endpoints }: Settings): string[] {
  return [
    ...new Set([...session.endpoints.value, ...endpoints.filter((one) => !one.includes('*'))]),
  ].slice(0, 50);
}

function knownKeys(session: Session, { keys }: Settings, current = ''): string[] {
  const seen = session.filter.keys.choices.value.map(({ value }) => value);
  return [...new Set([current, ...seen, ...keys.map(({ key }) => key)])].filter(
    (key) => key !== '',
  );
}
