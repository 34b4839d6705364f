import type { MessageId } from '../lib/language/translate.ts';
import type { CaptureDetail } from '../lib/session/rows.ts';
import type { Session, Tab } from '../lib/session/session.ts';
import type { Settings } from '../lib/settings/settings.ts';
import { BodySource } from './body-source.tsx';
import type { OpenSource } from './call-stack.tsx';
import { Fields } from './fields.tsx';
import { IssueList } from './issue-view.tsx';
import { useTexts } from './language.ts';
import { RequestView } from './request-view.tsx';
import { ResendState } from './resend-state.tsx';
import { ResponseView } from './response-view.tsx';

interface DetailProps {
  session: Session;
  settings: Settings;
  detail: CaptureDetail;
  openSource: OpenSource;
}

const TABS: { tab: Tab; text: MessageId }[] = [
  { tab: 'event', text: 'tabEvent' },
  { tab: 'batch', text: 'tabBatch' },
  { tab: 'request', text: 'tabRequest' },
  { tab: 'response', text: 'tabResponse' },
];

/** One event with its batch, its request and the response. */
export function Detail({ session, settings, detail, openSource }: DetailProps) {
  const { t } = useTexts();
  const { tab } = session;
  return (
    <section class="detail" aria-label={t('detail')}>
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
        <button onClick={session.confirmResend}>{t('resend')}</button>
        <button aria-label={t('close')} onClick={() => session.select(undefined)}>
          ✕
        </button>
      </div>
      <ResendState session={session} detail={detail} />
      <div
        id="tab-panel"
        class="tab-panel"
        role="tabpanel"
        aria-labelledby={`tab-${tab.value}`}
        tabIndex={0}
      >
        <TabContent session={session} settings={settings} detail={detail} openSource={openSource} />
      </div>
    </section>
  );
}

function TabContent({ session, settings, detail, openSource }: DetailProps) {
  const { batch, issues } = detail;
  const index = session.selectedLine.value?.row.index;
  const event = index === undefined ? undefined : batch?.events[index];
  switch (session.tab.value) {
    case 'event': {
      if (!event) return <BatchContent detail={detail} />;
      const own = issues.filter((issue) => issue.event === index);
      const rest = issues.filter((issue) => issue.event === undefined);
      return (
        <>
          <IssueList issues={rest} />
          <Fields value={event.value} path={event.path} issues={own} />
        </>
      );
    }
    case 'batch':
      return <BatchContent detail={detail} />;
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
  }
}

function BatchContent({ detail }: { detail: CaptureDetail }) {
  const { batch, issues } = detail;
  return (
    <>
      {batch ? (
        <Fields value={batch.value} path="" issues={issues} />
      ) : (
        <IssueList issues={issues} />
      )}
      <BodySource detail={detail} />
    </>
  );
}

function turnTabs(event: KeyboardEvent, { tab }: Session) {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (step === undefined) return;
  const at = TABS.findIndex((one) => one.tab === tab.value);
  tab.value = TABS[(at + step + TABS.length) % TABS.length]!.tab;
  document.getElementById(`tab-${tab.value}`)?.focus();
}
