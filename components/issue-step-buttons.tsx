import { type Issue, worstOf } from '../lib/contract/issue.ts';
import type { Session } from '../lib/session/session.ts';
import { countOf, useTexts } from './language.ts';
import { SEVERITY_SIGN } from './line.tsx';

interface IssueStepButtonsProps {
  session: Session;
  /** Of what the detail shows. */
  issues: Issue[];
}

/** How many issues there are, and the way to the previous and the next one, in this row or another. */
export function IssueStepButtons({ session, issues }: IssueStepButtonsProps) {
  const { t } = useTexts();
  const worst = worstOf(issues);
  if (!worst) return null;
  return (
    <span
      class="issue-steps"
      role="group"
      aria-label={countOf(t, issues.length, 'issueCount')}
      // The focus stays on the issue from which the next step goes on.
      onMouseDown={(event) => event.preventDefault()}
    >
      <span class={worst} aria-hidden="true">
        {SEVERITY_SIGN[worst]} {issues.length}
      </span>
      <button
        aria-label={t('keyPreviousIssue')}
        title={`${t('keyPreviousIssue')} ([)`}
        onClick={() => session.stepIssue(-1)}
      >
        ↑
      </button>
      <button
        aria-label={t('keyNextIssue')}
        title={`${t('keyNextIssue')} (])`}
        onClick={() => session.stepIssue(1)}
      >
        ↓
      </button>
    </span>
  );
}
