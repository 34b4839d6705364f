import { useEffect, useRef } from 'preact/hooks';
import type { ReadonlySignal } from '@preact/signals';
import { saysFull } from '../lib/log/quota.ts';
import type { PageNotes } from '../lib/messaging/devtools-channel.ts';
import type { Session } from '../lib/session/session.ts';
import type { Settings } from '../lib/settings/settings.ts';
import { AccessNotice, type MissingAccess } from './access-notice.tsx';
import type { OpenSource } from './call-stack.tsx';
import { Chips } from './chips.tsx';
import { CoverageDialog, type CoverageVerbs } from './coverage-dialog.tsx';
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
  /** The extension was reloaded or updated, and this panel is left over from before. */
  isLeftOver: ReadonlySignal<boolean>;
  notes: ReadonlySignal<PageNotes>;
  verbs: CoverageVerbs & {
    reloadPanel(): void;
    openSource: OpenSource;
    addEndpoint(url: string): void;
    openOptions(): void;
    setPreserveLog(on: boolean): void;
    resetSettings(): void;
  };
}

/** The whole panel: tools above, list and detail side by side, the state of things below. */
export function Panel(props: PanelProps) {
  const { session, settings, settingsFault, missing, isLeftOver, notes, verbs } = props;
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
      {isLeftOver.value && (
        <Notice text={t('extensionReplaced')}>
          <button onClick={verbs.reloadPanel}>{t('reloadPanel')}</button>
        </Notice>
      )}
      {settingsFault.value !== undefined && (
        <Notice text={t('settingsBroken', settingsFault.value)}>
          <button onClick={verbs.resetSettings}>{t('resetSettings')}</button>
        </Notice>
      )}
      {session.fault.value !== undefined && (
        <Notice
          text={saysFull(session.fault.value) ? t('logFull') : t('logBroken', session.fault.value)}
        >
          <button onClick={() => void session.resetLog()}>{t('resetLog')}</button>
        </Notice>
      )}
      {missing.value.length > 0 && (
        <AccessNotice
          missing={missing.value}
          limited={session.coverage.value.kind === 'limited'}
          allow={verbs.allow}
        />
      )}
      <Chips session={session} settings={settings.value} />
      <div class="split">
        <List
          session={session}
          settings={settings.value}
          notes={notes}
          addEndpoint={verbs.addEndpoint}
        />
        {session.selectedLine.value && session.detail.value && (
          <Detail
            session={session}
            settings={settings.value}
            detail={session.detail.value}
            openSource={verbs.openSource}
          />
        )}
      </div>
      <StatusBar session={session} />
      {session.coverageShown.value && (
        <CoverageDialog
          session={session}
          coverage={session.coverageShown.value}
          settings={settings.value}
          verbs={verbs}
        />
      )}
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
