import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Session } from '../lib/session/session.ts';

/** Takes the steps from issue to issue that are asked for, through those that are drawn. */
export function useIssueSteps(session: Session, content: RefObject<HTMLElement | null>) {
  const pending = session.issueStep;
  const wanted = pending.value;
  const detail = session.detail.value;
  useEffect(() => {
    if (!wanted || !content.current) return;
    const issues = [...content.current.querySelectorAll<HTMLElement>('.issue')];
    const at = wanted.isArriving
      ? -1
      : issues.findIndex((one) => one.contains(document.activeElement));
    const next = at < 0 ? issues.at(wanted.step > 0 ? 0 : -1) : issues[at + wanted.step];
    pending.value = undefined;
    if (next) next.focus();
    else if (!wanted.isArriving) session.stepIssueOn(wanted.step);
  }, [wanted, detail]);
}
