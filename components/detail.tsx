import { useRef } from 'preact/hooks';
import type { Issue } from '../lib/contract/issue.ts';
import type { MessageId } from '../lib/language/translate.ts';
import type { CaptureShown } from '../lib/session/shown.ts';
import type { Tab } from '../lib/session/looking.ts';
import type { Session } from '../lib/session/session.ts';
import type { Layout, Settings } from '../lib/settings/settings.ts';
import { BodySource } from './body-source.tsx';
import type { OpenSource } from './call-stack.tsx';
import { CompareMenu, CopyMenu, LayoutMenu } from './detail-menus.tsx';
import { useDetailVerbs } from './detail-verbs.ts';
import { EventView } from './event-view.tsx';
import { Fields } from './fields.tsx';
import { type DetailVerbs, IssueList } from './issue-view.tsx';
import { IssueStepButtons } from './issue-step-buttons.tsx';
import { useIssueSteps } from './issue-steps.ts';
import { COMPARISON } from './comparison.tsx';
import { useFocusHandedOn } from './list-focus.ts';
import { useTexts } from './language.ts';
import { RequestView } from './request-view.tsx';
import { ResendState } from './resend-state.tsx';
import { ResponseView } from './response-view.tsx';

interface DetailProps {
  session: Session;
  settings: Settings;
  detail: CaptureShown;
  openSource: OpenSource;
  copy: DetailVerbs['copy'];
  setLayout(layout: Layout): void;
}

const TABS: { tab: Tab; text: MessageId }[] = [
  { tab: 'event', text: 'tabEvent' },
  { tab: 'batch', text: 'tabBatch' },
  { tab: 'request', text: 'tabRequest' },
  { tab: 'response', text: 'tabResponse' },
  { tab: 'source', text: 'tabSource' },
];

/** One event with its batch, its request and the response. */
export function Detail(props: DetailProps) {
  const { session, settings, detail, copy, setLayout } = props;
  const { t } = useTexts();
  const { tab } = session;
  const box = useRef<HTMLElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const { verbs, said } = useDetailVerbs(session, copy);
  useIssueSteps(session, content);
  useFocusHandedOn(box, COMPARISON);
  return (
    <section ref={box} class="detail" aria-label={t('detail')}>
      <h2 class="unseen">{t('detail')}</h2>
      <div class="detail-head">
        <div
          role="tablist"
          aria-label={t('detail')}
          onKeyDown={(event) => turnTabs(event, session)}
        >
          {TABS.map((one) => (
            <button
              key={one.tab}
              role="tab"
              id={`tab-${one.tab}`}
              aria-controls="tab-panel"
              aria-selected={one.tab === tab.value}
              tabIndex={one.tab === tab.value ? 0 : -1}
              onClick={() => (tab.value = one.tab)}
            >
              {t(one.text)}
            </button>
          ))}
        </div>
        <CopyMenu session={session} detail={detail} verbs={verbs} />
        <CompareMenu session={session} />
        {!session.scopes.isReadOnly.value && (
          <>
            <button onClick={session.resendSelection}>{t('resend')}</button>
            <button onClick={() => session.drafts.edit(detail.capture.id)}>{t('draftEdit')}</button>
          </>
        )}
        <IssueStepButtons session={session} issues={issuesOf(detail)} />
        <LayoutMenu layout={settings.layout} setLayout={setLayout} />
        <button aria-label={t('close')} onClick={session.selection.leave}>
          ✕
        </button>
      </div>
      <p class="said" role="status">
        {said}
      </p>
      <ResendState session={session} detail={detail} />
      <div
        ref={content}
        id="tab-panel"
        class="tab-panel"
        role="tabpanel"
        aria-labelledby={`tab-${tab.value}`}
        tabIndex={0}
      >
        <TabContent {...props} verbs={verbs} />
      </div>
    </section>
  );
}

/** Of the event that is shown, and of its batch as a whole; of all of a batch that is looked at itself. */
function issuesOf({ event, issues }: CaptureShown): Issue[] {
  if (!event) return issues;
  return issues.filter((issue) => issue.event === undefined || issue.event === event.index);
}

type TabContentProps = DetailProps & { verbs: DetailVerbs };

function TabContent(props: TabContentProps) {
  const { session, settings, detail, openSource, verbs } = props;
  const { event } = detail;
  const tree = session.trees.event.value;
  switch (session.tab.value) {
    case 'event':
      if (!event || !tree) return <BatchContent {...props} />;
      return (
        <EventView session={session} detail={detail} event={event} tree={tree} verbs={verbs} />
      );
    case 'batch':
      return <BatchContent {...props} />;
    case 'request':
      return (
        <RequestView
          session={session}
          detail={detail}
          settings={settings}
          openSource={openSource}
        />
      );
    case 'response':
      return <ResponseView session={session} detail={detail} />;
    case 'source':
      return <BodySource session={session} detail={detail} />;
  }
}

function BatchContent({ session, detail, verbs }: TabContentProps) {
  const { t } = useTexts();
  const { issues, issuesLeft } = detail;
  const tree = session.trees.batch.value;
  return (
    <>
      {tree ? (
        <Fields tree={tree} issues={issues} label={t('tabBatch')} verbs={verbs} />
      ) : (
        <>
          <IssueList issues={issues} verbs={verbs} />
          <BodySource session={session} detail={detail} />
        </>
      )}
      {issuesLeft > 0 && <p class="muted">{t('issuesLeft', issuesLeft)}</p>}
    </>
  );
}

function turnTabs(event: KeyboardEvent, { tab }: Session) {
  const at = TABS.findIndex((one) => one.tab === tab.value);
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: TABS.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  tab.value = TABS[(to + TABS.length) % TABS.length]!.tab;
  document.getElementById(`tab-${tab.value}`)?.focus();
}
