import { useEffect, useRef } from 'preact/hooks';
import type { ReadonlySignal } from '@preact/signals';
import type { PageNotes } from '../lib/messaging/devtools-channel.ts';
import type { Session } from '../lib/session/session.ts';
import type { Settings } from '../lib/settings/settings.ts';
import { AccessNotice, type MissingAccess } from './access-notice.tsx';
import { Chips } from './chips.tsx';
import { Detail } from './detail.tsx';
import { List } from './list.tsx';
import { ResendDialog } from './resend-dialog.tsx';
import { StatusBar } from './status-bar.tsx';
import { Toolbar } from './toolbar.tsx';
import { useTexts } from './language.ts';

export interface PanelProps {
  session: Session;
  settings: ReadonlySignal<Settings>;
  /** Why the stored settings can't be read. */
  settingsFault: ReadonlySignal<string | undefined>;
  missing: ReadonlySignal<MissingAccess[]>;
  notes: ReadonlySignal<PageNotes>;
  verbs: {
    addEndpoint(url: string): void;
    allow(origins: string[]): void;
    openOptions(): void;
    setPreserveLog(on: boolean): void;
    resetSettings(): void;
  };
}

/** The whole panel: tools above, list and detail side by side, the state of things below. */
export function Panel({ session, settings, settingsFault, missing, notes, verbs }: PanelProps) {
  const { t } = useTexts();
  const filterField = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isField = event.target instanceof HTMLInputElement;
      const find = (event.ctrlKey || event.metaKey) && event.key === 'f';
      if (!find && (event.key !== '/' || isField)) return;
      event.preventDefault();
      filterField.current?.focus();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);

  return (
    <div class="panel">
      <Toolbar
        session={session}
        settings={settings.value}
        verbs={verbs}
        filterField={filterField}
      />
      {settingsFault.value !== undefined && (
        <Notice text={t('settingsBroken', settingsFault.value)}>
          <button onClick={verbs.resetSettings}>{t('resetSettings')}</button>
        </Notice>
      )}
      {session.fault.value !== undefined && (
        <Notice text={t('logBroken', session.fault.value)}>
          <button onClick={() => void session.resetLog()}>{t('resetLog')}</button>
        </Notice>
      )}
      {missing.value.length > 0 && <AccessNotice missing={missing.value} allow={verbs.allow} />}
      <Chips session={session} settings={settings.value} />
      <div class="split">
        <List
          session={session}
          settings={settings.value}
          notes={notes}
          addEndpoint={verbs.addEndpoint}
        />
        {session.selectedLine.value && session.detail.value && (
          <Detail session={session} settings={settings.value} detail={session.detail.value} />
        )}
      </div>
      <StatusBar session={session} />
      {session.confirming.value && (
        <ResendDialog
          session={session}
          settings={settings.value}
          detail={session.confirming.value}
        />
      )}
    </div>
  );
}

function Notice({ text, children }: { text: string; children: preact.ComponentChildren }) {
  return (
    <div class="notice fault" role="alert">
      <span>{text}</span>
      {children}
    </div>
  );
}
