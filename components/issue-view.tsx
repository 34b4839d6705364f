import type { EventPlace, Grade, Issue, Severity } from '../lib/contract/issue.ts';
import { RULES } from '../lib/contract/rules/table.ts';
import type { Filter } from '../lib/filter/filter.ts';
import { say } from '../lib/language/said.ts';
import type { MessageId, Translate } from '../lib/language/translate.ts';
import { shortKey } from '../lib/wire/keys.ts';
import type { TreeStore } from '../lib/session/tree-store.ts';
import { isKeyName } from '../lib/wire/names.ts';
import { CopyButton } from './copy-button.tsx';
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
const RULE_TITLES = new Map(RULES.map(({ id, title }) => [id, title]));

/** Issues drawn in one place. */
const MAX_ISSUES = 100;
/** Characters of a suggested value that are drawn. */
const MAX_FIX = 500;

/** What a user can do with what the detail shows. */
export interface DetailVerbs {
  /** Whether it could be copied. */
  copy(text: string): Promise<boolean>;
  /** Says whether something could be copied. */
  sayCopied(done: boolean): void;
  /** Copies a field's value as it is written, whatever is in it. */
  copyNode(store: TreeStore, node: number): void;
  /** Whether a tree is of an event, of whose fields a filter knows. */
  isOfEvent(store: TreeStore): boolean;
  filterBy(filter: Filter): void;
  whereIs(place: EventPlace): 'shown' | 'filtered' | 'gone';
  showEvent(place: EventPlace): void;
}

interface IssueListProps {
  issues: Issue[];
  verbs: DetailVerbs;
}

/** Issues where they belong: what is wrong, what was expected, what came, which rule says so. */
export function IssueList({ issues, verbs }: IssueListProps) {
  const { t } = useTexts();
  if (issues.length === 0) return null;
  return (
    <ul class="issues">
      {issues.slice(0, MAX_ISSUES).map((issue, index) => (
        <li key={index} class={`issue ${issue.severity}`} title={issue.rule} tabIndex={-1}>
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
            [{contractName(t, issue.contract)}, {t(GRADE_TEXT[issue.grade])}
            {ruleTitle(t, issue)}]
          </span>
          {issue.fix && <Suggestion issue={issue} fix={issue.fix} copy={verbs.copy} />}
          {issue.original && <OriginalLink place={issue.original} verbs={verbs} />}
        </li>
      ))}
      {issues.length > MAX_ISSUES && (
        <li class="muted">{t('issuesLeft', issues.length - MAX_ISSUES)}</li>
      )}
    </ul>
  );
}

interface SuggestionProps extends Pick<DetailVerbs, 'copy'> {
  issue: Issue;
  fix: NonNullable<Issue['fix']>;
}

/** A value that would be right, to be copied. */
function Suggestion({ issue, fix, copy }: SuggestionProps) {
  const { t } = useTexts();
  const isKey = isKeyName(fix.path.slice(fix.path.lastIndexOf('/') + 1));
  const value =
    isKey && typeof fix.value === 'string'
      ? JSON.stringify(shortKey(fix.value))
      : (JSON.stringify(fix.value) ?? '');
  return (
    <div class="fix">
      {fix.path === issue.path ? t('fixSuggested') : t('fixSuggestedAt', fix.path)}{' '}
      <bdi class="value">{value.slice(0, MAX_FIX)}</bdi>
      {value.length > MAX_FIX && <span class="muted">… {t('textCut', MAX_FIX)}</span>}
      {!isKey && <CopyButton text={value} copy={copy} />}
    </div>
  );
}

/** Leads to the event that one repeats, as far as that is in the list. */
function OriginalLink({ place, verbs }: { place: EventPlace; verbs: DetailVerbs }) {
  const { t } = useTexts();
  const where = verbs.whereIs(place);
  return (
    <div>
      {where === 'shown' ? (
        <button class="link" onClick={() => verbs.showEvent(place)}>
          {t('showOriginal')}
        </button>
      ) : (
        <span class="muted">{t(where === 'filtered' ? 'originalFiltered' : 'originalGone')}</span>
      )}
    </div>
  );
}

/** The title of an issue's rule, where its message is another. */
function ruleTitle(t: Translate, { rule, message }: Issue): string {
  const title = RULE_TITLES.get(rule);
  return title === undefined || title === message ? '' : ` · ${t(title)}`;
}

function contractName(t: Translate, contract: string): string {
  return Object.hasOwn(CONTRACT_TEXT, contract) ? t(CONTRACT_TEXT[contract]!) : contract;
}
