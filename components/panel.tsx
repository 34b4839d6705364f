import { useRef } from 'preact/hooks';
import { type ReadonlySignal, useSignal } from '@preact/signals';
import type { PageNotes } from '../lib/messaging/devtools-channel.ts';
import type { ListMode } from '../lib/session/lines.ts';
import type { Session } from '../lib/session/session.ts';
import type { Layout, Settings } from '../lib/settings/settings.ts';
import type { MissingAccess } from './access-notice.tsx';
import type { OpenSource } from './call-stack.tsx';
import { Chips } from './chips.tsx';
import type { ColumnVerbs } from './column-title.ts';
import { Comparison } from './comparison.tsx';
import { useCloseOnEscape } from './close-on-escape.ts';
import { CoverageDialog, type CoverageVerbs } from './coverage-dialog.tsx';
import { Detail } from './detail.tsx';
import { DraftDialog } from './draft-dialog.tsx';
import { List } from './list.tsx';
import { Notices } from './notices.tsx';
import { Overview } from './overview.tsx';
import { useOwnKeys } from './own-keys.ts';
import { RecordingsDialog } from './recordings-dialog.tsx';
import { ResendDialog } from './resend-dialog.tsx';
import { usePanelShortcuts } from './shortcuts.ts';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import { Split } from './splitter.tsx';
import { ResendProgress } from './resend-progress.tsx';
import { StatusBar } from './status-bar.tsx';
import { Toolbar } from './toolbar.tsx';
import { useTexts } from './language.ts';
import { TREE_SEARCH } from './tree-search.tsx';

export interface PanelProps {
  session: Session;
  settings: ReadonlySignal<Settings>;
  /** Why the stored settings can't be read. */
  settingsFault: ReadonlySignal<string | undefined>;
  missing: ReadonlySignal<MissingAccess[]>;
  /** The extension was reloaded or updated, and this panel is left over from before. */
  isLeftOver: ReadonlySignal<boolean>;
  notes: ReadonlySignal<PageNotes>;
  verbs: CoverageVerbs &
    ColumnVerbs & {
      reloadPanel(): void;
      openSource: OpenSource;
      /** Whether it could be copied. */
      copy(text: string): Promise<boolean>;
      addEndpoint(url: string): void;
      openOptions(): void;
      setLayout(layout: Layout): void;
      setPreserveLog(on: boolean): void;
      setListMode(mode: ListMode): void;
      setOverview(isShown: boolean): void;
      resetSettings(): void;
    };
}

/** The whole panel: tools above, list and detail beside or below each other, the state of things below. */
export function Panel(props: PanelProps) {
  const { session, settings, notes, verbs } = props;
  const { t } = useTexts();
  const filterField = useRef<HTMLInputElement>(null);
  const isHelpOpen = useSignal(false);
  useOwnKeys();
  useCloseOnEscape();
  usePanelShortcuts({
    filter: () => filterField.current?.focus(),
    find: (target) => {
      const ofDetail = target.closest('.detail') && document.getElementById(TREE_SEARCH);
      const field = (ofDetail || filterField.current) as HTMLInputElement | null;
      field?.focus();
      field?.select();
    },
    previousIssue: () => session.stepIssue(-1),
    nextIssue: () => session.stepIssue(1),
    compare: () => (session.isPair.value ? session.comparePair() : session.compareWithPrevious()),
    compareBase: session.compareWithBase,
    help: () => void (isHelpOpen.value = true),
    close: session.closeOne,
  });
  const isComparing = session.comparing.shown.value !== undefined;
  const comparison = <Comparison session={session} copy={verbs.copy} />;
  const detail = session.detail.value && (
    <Detail
      session={session}
      settings={settings.value}
      detail={session.detail.value}
      openSource={verbs.openSource}
      copy={verbs.copy}
      setLayout={verbs.setLayout}
    />
  );

  return (
    <div class="panel">
      <header>
        <h1 class="unseen">{t('extensionName')}</h1>
        <Toolbar
          session={session}
          settings={settings.value}
          verbs={verbs}
          filterField={filterField}
          showShortcuts={() => (isHelpOpen.value = true)}
        />
        <Chips session={session} settings={settings.value} copy={verbs.copy} />
        {settings.value.overview && <Overview session={session} />}
      </header>
      <Notices {...props} />
      <Split
        layout={settings.value.layout}
        setLayout={verbs.setLayout}
        list={<List session={session} settings={settings.value} notes={notes} verbs={verbs} />}
        detail={isComparing ? comparison : detail}
      />
      <ResendProgress resending={session.resending} />
      <StatusBar session={session} openOptions={verbs.openOptions} />
      {session.coverageShown.value && (
        <CoverageDialog
          session={session}
          coverage={session.coverageShown.value}
          settings={settings.value}
          verbs={verbs}
        />
      )}
      {session.scopes.areAsked.value && <RecordingsDialog scopes={session.scopes} />}
      {isHelpOpen.value && <ShortcutsDialog closed={() => (isHelpOpen.value = false)} />}
      {session.drafts.draft.value && (
        <DraftDialog
          key={session.drafts.draft.value.id}
          session={session}
          settings={settings.value}
          draft={session.drafts.draft.value}
        />
      )}
      {session.resending.asked.value && (
        <ResendDialog resending={session.resending} settings={settings.value} />
      )}
    </div>
  );
}
