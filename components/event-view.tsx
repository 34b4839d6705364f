import type { CaptureShown, EventShown } from '../lib/session/shown.ts';
import type { Session } from '../lib/session/session.ts';
import { SOURCE_EVENT } from './body-source.tsx';
import type { DetailTree } from '../lib/session/detail-trees.ts';
import { Fields } from './fields.tsx';
import { type DetailVerbs, IssueList } from './issue-view.tsx';
import { useTexts } from './language.ts';

interface EventViewProps {
  session: Session;
  detail: CaptureShown;
  event: EventShown;
  tree: DetailTree;
  verbs: DetailVerbs;
}

/** One event as it is written, with its issues and those of its batch, and where it stands in the body. */
export function EventView({ session, detail, event, tree, verbs }: EventViewProps) {
  const { t } = useTexts();
  const { index } = event;
  const own = detail.issues.filter((issue) => issue.event === index);
  const rest = detail.issues.filter((issue) => issue.event === undefined);
  return (
    <>
      <IssueList issues={rest} verbs={verbs} />
      <Fields tree={tree} issues={own} label={t('tabEvent')} verbs={verbs} />
      <Place session={session} detail={detail} event={event} />
    </>
  );
}

function Place({ session, detail, event: { bytes } }: Omit<EventViewProps, 'tree' | 'verbs'>) {
  const { t } = useTexts();
  const isFound = detail.source !== undefined && detail.source.event !== '';
  function showSource() {
    session.tab.value = 'source';
    // The source is drawn first.
    requestAnimationFrame(() => {
      document.querySelector(SOURCE_EVENT)?.scrollIntoView({ block: 'center' });
      document.querySelector<HTMLElement>('[role=tabpanel]')?.focus({ preventScroll: true });
    });
  }
  return (
    <p class="place muted">
      {bytes
        ? t('eventBytes', bytes.start, bytes.end - 1, bytes.end - bytes.start)
        : t('eventNoBytes')}{' '}
      {isFound && (
        <button class="link" onClick={showSource}>
          {t('showInSource')}
        </button>
      )}
    </p>
  );
}
