import { useComputed, useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { say } from '../lib/language/said.ts';
import type { Translate } from '../lib/language/translate.ts';
import type { DraftChecked } from '../lib/session/draft-check.ts';
import type { Drafts, OpenDraft } from '../lib/session/drafts.ts';
import type { Session } from '../lib/session/session.ts';
import type { Settings } from '../lib/settings/settings.ts';
import { DraftTools } from './draft-tools.tsx';
import type { Marked } from './editor/code-editor.ts';
import { LazyEditor } from './editor/lazy-editor.tsx';
import { clockTime } from './format.ts';
import { countOf, useTexts } from './language.ts';
import { OwnHeaders } from './own-headers.tsx';

interface DraftDialogProps {
  session: Session;
  settings: Settings;
  draft: OpenDraft;
}

/** A batch that is edited before it is sent. It is kept as it is typed. */
export function DraftDialog({ session, settings, draft }: DraftDialogProps) {
  const { t, language } = useTexts();
  const { drafts } = session;
  const dialog = useRef<HTMLDialogElement>(null);
  const compares = useSignal(false);
  useLayoutEffect(() => {
    const opened = dialog.current;
    opened?.showModal();
    // Once its batch is sent it goes by itself: closed before that, it returns the focus to where it was.
    return () => opened?.close();
  }, []);
  const marks = useComputed(() => marksOf(t, drafts.checked.value));
  const isNew = draft.original === undefined;
  return (
    <dialog
      ref={dialog}
      class="draft"
      aria-labelledby="draft-title"
      onClose={(event) => {
        if (event.target === dialog.current) drafts.close();
      }}
    >
      <h2 id="draft-title" tabIndex={-1} autofocus>
        {t(isNew ? 'composeTitle' : 'draftTitle')}
      </h2>
      {draft.keptSince !== undefined && (
        <p class="muted">
          {t('draftKept', clockTime(draft.keptSince, language))}{' '}
          {draft.before !== undefined && (
            <button onClick={() => drafts.replace(draft.before ?? '')}>{t('draftAnew')}</button>
          )}
        </p>
      )}
      {draft.isReencoded && <p class="muted">{t('draftReencoded')}</p>}
      <DraftTools session={session} settings={settings} draft={draft} compares={compares} />
      <OwnHeaders drafts={drafts} />
      <LazyEditor
        text={draft.text}
        marks={marks.value}
        changes={drafts.changes.value}
        before={compares.value ? draft.before : undefined}
        write={drafts.write}
      />
      <State drafts={drafts} />
      <div class="buttons">
        <button onClick={() => dialog.current?.close()}>{t('draftClose')}</button>
        <button class="primary" disabled={!maySend(drafts)} onClick={() => drafts.send()}>
          {t('draftSend')}
        </button>
      </div>
    </dialog>
  );
}

/** What stands in the way of sending it, and what is wrong with it. */
function State({ drafts }: { drafts: Drafts }) {
  const { t } = useTexts();
  const checked = drafts.checked.value;
  return (
    <p role="status">
      {drafts.isTooLarge.value && <span class="error">{t('draftTooLarge')} </span>}
      {!drafts.isEndpoint.value && <span class="error">{t('draftNoEndpoint')} </span>}
      {hasHeaderFault(drafts) && <span class="error">{t('draftHeaderFault')} </span>}
      {drafts.fault.value !== undefined && (
        <span class="error">{t('draftNotKept', drafts.fault.value)} </span>
      )}
      {checked && checked.kind !== 'batch' && (
        <span class="warning">
          {t(checked.kind === 'other' ? 'draftNoBatch' : 'draftMalformed')}{' '}
        </span>
      )}
      {checked && (
        <span>
          {countOf(t, checked.total, 'eventCount')},{' '}
          {countOf(t, checked.issues.length, 'issueCount')}
        </span>
      )}
    </p>
  );
}

/** One that is no JSON may be sent as well, to see what the receiver says of it. */
function maySend(drafts: Drafts): boolean {
  const { isEndpoint, isTooLarge, isChecked } = drafts;
  return isEndpoint.value && !isTooLarge.value && isChecked.value && !hasHeaderFault(drafts);
}

function hasHeaderFault({ headerFaults }: Drafts): boolean {
  return headerFaults.value.some((fault) => fault !== undefined);
}

function marksOf(t: Translate, checked: DraftChecked | undefined): Marked[] {
  return (checked?.issues ?? []).map(({ issue, span }) => ({
    from: span.start,
    to: span.end,
    severity: issue.severity,
    message: [
      say(t, { text: issue.message, params: issue.params ?? [] }),
      ...(issue.expected === undefined ? [] : [t('expected', issue.expected)]),
      ...(issue.actual === undefined ? [] : [t('gotValue', issue.actual)]),
    ].join(', '),
  }));
}
