import type { Grade, Issue, Severity } from '../lib/contract/issue.ts';
import { say } from '../lib/language/said.ts';
import type { MessageId } from '../lib/language/translate.ts';
import { useTexts } from './language.ts';
import { SEVERITY_SIGN } from './line.tsx';

const GRADE_TEXT: Record<Grade, MessageId> = {
  documented: 'gradeDocumented',
  inferred: 'gradeInferred',
  learned: 'gradeLearned',
};
const SEVERITY_TEXT: Record<Severity, MessageId> = {
  error: 'severityError',
  warning: 'severityWarning',
  info: 'severityInfo',
};

/** Issues where they belong: what is wrong, what was expected, what came, which rule says so. */
export function IssueList({ issues }: { issues: Issue[] }) {
  const { t } = useTexts();
  if (issues.length === 0) return null;
  return (
    <ul class="issues">
      {issues.map((issue) => (
        <li key={`${issue.rule} ${issue.path}`} class={`issue ${issue.severity}`}>
          <span role="img" aria-label={t(SEVERITY_TEXT[issue.severity])}>
            {SEVERITY_SIGN[issue.severity]}
          </span>{' '}
          {say(t, { text: issue.message, params: issue.params ?? [] })}
          {issue.expected !== undefined && <>: {t('expected', issue.expected)}</>}
          {issue.actual !== undefined && (
            <>
              , <bdi>{t('gotValue', issue.actual)}</bdi>
            </>
          )}{' '}
          <span class="grade">
            [{issue.contract === 'built-in' ? t('builtIn') : issue.contract},{' '}
            {t(GRADE_TEXT[issue.grade])}]
          </span>
        </li>
      ))}
    </ul>
  );
}
