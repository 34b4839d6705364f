import type { RefObject } from 'preact';
import type { Session } from '../lib/session/session.ts';
import type { Settings } from '../lib/settings/settings.ts';
import { FilterField } from './filter-field.tsx';
import { useTexts } from './language.ts';
import type { PanelProps } from './panel.tsx';
import { ScopeMenu } from './scope-menu.tsx';

interface ToolbarProps {
  session: Session;
  settings: Settings;
  verbs: PanelProps['verbs'];
  filterField: RefObject<HTMLInputElement | null>;
  showShortcuts(): void;
}

export function Toolbar(props: ToolbarProps) {
  const { session, settings, verbs, filterField, showShortcuts } = props;
  const { t } = useTexts();
  return (
    <div class="toolbar">
      <RecordButton session={session} />
      <ScopeMenu session={session} />
      <button disabled={session.scopes.isReadOnly.value} onClick={() => void session.clear()}>
        <span aria-hidden="true">⊘</span> {t('clear')}
      </button>
      <label title={t('preserveLogHint')}>
        <input
          type="checkbox"
          checked={settings.preserveLog}
          onChange={(event) => verbs.setPreserveLog(event.currentTarget.checked)}
        />
        {t('preserveLog')}
      </label>
      <label title={t('byBatchHint')}>
        <input
          type="checkbox"
          checked={settings.listMode === 'batches'}
          onChange={(event) =>
            verbs.setListMode(event.currentTarget.checked ? 'batches' : 'events')
          }
        />
        {t('byBatch')}
      </label>
      <label class="overview-choice" title={t('overviewShowHint')}>
        <input
          type="checkbox"
          checked={settings.overview}
          onChange={(event) => verbs.setOverview(event.currentTarget.checked)}
        />
        {t('overviewShow')}
      </label>
      <FilterField filter={session.filter} field={filterField} />
      {session.filter.text.value !== '' && (
        <button
          onClick={() => {
            session.filter.clear();
            filterField.current?.focus();
          }}
        >
          {t('clearFilter')}
        </button>
      )}
      <button onClick={() => void session.drafts.compose()}>{t('compose')}</button>
      <button
        class="end"
        aria-label={t('shortcuts')}
        title={`${t('shortcuts')} (?)`}
        onClick={showShortcuts}
      >
        ?
      </button>
      <button title={t('options')} onClick={verbs.openOptions}>
        <span aria-hidden="true">⚙</span> <span class="word">{t('options')}</span>
      </button>
    </div>
  );
}

/** Whether the tab is recorded, as far as the background has said. */
function RecordButton({ session }: { session: Session }) {
  const { t } = useTexts();
  const status = session.status.value;
  if (!status || session.isCutOff.value) return <button disabled>{t('connecting')}</button>;
  const { paused } = status;
  return (
    <button
      class={paused ? 'record paused' : 'record'}
      title={t(paused ? 'resumeRecording' : 'pauseRecording')}
      onClick={() => void session.pause()}
    >
      <span aria-hidden="true">{paused ? '❚❚' : '●'}</span> {t(paused ? 'paused' : 'recording')}
    </button>
  );
}
