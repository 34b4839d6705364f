import type { Grade, Issue, Severity } from '../lib/contract/issue.ts';
import { say } from '../lib/language/said.ts';
import type { MessageId, Translate } from '../lib/language/translate.ts';
import { useTexts } from './language.ts';
import { SEVERITY_SIGN } from './line.tsx';

export const GRADE_TEXT: Record<Grade, MessageId> = {
  documented: 'gradeDocumented',
  inferred: 'gradeInferred',
  learned: 'gradeLearned',
};
export const SEVERITY_TEXT: Record<Severity, MessageId> = {
  error: 'severityError',
  warning: 'severityWarning',
  info: 'severityInfo',
};

/** Where an issue's rule comes from; a loaded contract has a name of its own. */
const CONTRACT_TEXT: Readonly<Record<string, MessageId>> = {
  'built-in': 'builtIn',
  settings: 'contractSettings',
  server: 'contractServer',
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
            [{contractName(t, issue.contract)}, {t(GRADE_TEXT[issue.grade])}]
          </span>
        </li>
      ))}
    </ul>
  );
}

function contractName(t: Translate, contract: string): string {
  return Object.hasOwn(CONTRACT_TEXT, contract) ? t(CONTRACT_TEXT[contract]!) : contract;
}
