import type { RefObject } from 'preact';
import type { Session } from '../lib/session/session.ts';
import type { Settings } from '../lib/settings/settings.ts';
import { useTexts } from './language.ts';
import type { PanelProps } from './panel.tsx';

interface ToolbarProps {
  session: Session;
  settings: Settings;
  verbs: PanelProps['verbs'];
  filterField: RefObject<HTMLInputElement | null>;
}

export function Toolbar({ session, settings, verbs, filterField }: ToolbarProps) {
  const { t } = useTexts();
  const paused = session.status.value?.paused ?? false;
  return (
    <div class="toolbar">
      <button
        class={paused ? 'record paused' : 'record'}
        title={t(paused ? 'resumeRecording' : 'pauseRecording')}
        onClick={() => void session.pause()}
      >
        <span aria-hidden="true">{paused ? '❚❚' : '●'}</span> {t(paused ? 'paused' : 'recording')}
      </button>
      <button onClick={() => void session.clear()}>
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
      <input
        ref={filterField}
        class="filter"
        type="search"
        aria-label={t('filterLabel')}
        placeholder={t('filterPlaceholder')}
        value={session.filter.value.text}
        onInput={(event) => session.search(event.currentTarget.value)}
      />
      {session.isFiltered.value && (
        <button onClick={session.clearFilter}>{t('clearFilter')}</button>
      )}
      <button class="end" onClick={verbs.openOptions}>
        <span aria-hidden="true">⚙</span> {t('options')}
      </button>
    </div>
  );
}
