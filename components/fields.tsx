import type { Issue } from '../lib/contract/issue.ts';
import { pointer } from '../lib/contract/issue.ts';
import { shortKey } from '../lib/session/keys.ts';
import { createOpener } from '../lib/wire/embedded.ts';
import { isKeyName } from '../lib/wire/names.ts';
import { IssueList } from './issue-view.tsx';
import { useTexts } from './language.ts';

/** Fields drawn of one object or list; nesting beyond the depth is not unfolded. */
const MAX_FIELDS = 200;
const MAX_DEPTH = 20;
/** Characters of a value that are drawn. */
const MAX_VALUE = 2000;

interface FieldsProps {
  value: unknown;
  /** JSON Pointer of the value in its batch. */
  path: string;
  /** Issues in this value, at any depth. */
  issues: Issue[];
  depth?: number;
}

/** An object's fields or a list's items, each with the issues that are about it. */
export function Fields({ value: came, path, issues, depth = 0 }: FieldsProps) {
  const { t } = useTexts();
  // An issue in JSON in a string stands on its field: the string is opened for it.
  const isOpened = issues.some((issue) => issue.path.startsWith(`${path}/`));
  const value = isOpened ? createOpener()(came) : came;
  const own = issues.filter((issue) => issue.path === path);
  if (typeof value !== 'object' || value === null) {
    return (
      <>
        <Value value={value} path={path} />
        <IssueList issues={own} />
      </>
    );
  }
  const entries = Object.entries(value);
  const absent = issues.filter((issue) => isAbsentIn(issue, path, value));
  return (
    <>
      <IssueList issues={own} />
      <ul class="fields">
        {entries.slice(0, MAX_FIELDS).map(([name, field]) => (
          <Field key={name} name={name} value={field} path={path} issues={issues} depth={depth} />
        ))}
        {absent.map((issue) => (
          <li key={issue.path}>
            <span class="name absent">
              <bdi>{issue.path.slice(path.length + 1)}</bdi>
            </span>
            <IssueList issues={[issue]} />
          </li>
        ))}
        {entries.length > MAX_FIELDS && (
          <li class="muted">{t('fieldsCut', entries.length - MAX_FIELDS)}</li>
        )}
      </ul>
    </>
  );
}

function Field({ name, value, path, issues, depth }: Required<FieldsProps> & { name: string }) {
  const here = path + pointer(name);
  const inside = issues.filter((issue) => issue.path === here || issue.path.startsWith(`${here}/`));
  const isNested = typeof value === 'object' && value !== null && depth < MAX_DEPTH;
  return (
    <li>
      <span class="name">
        <bdi>{name}</bdi>
      </span>{' '}
      {isNested && <span class="muted">{Array.isArray(value) ? `[${value.length}]` : '{}'}</span>}
      {isNested || typeof value !== 'object' || value === null ? (
        <Fields value={value} path={here} issues={inside} depth={depth + 1} />
      ) : (
        <span class="muted">…</span>
      )}
    </li>
  );
}

function Value({ value, path }: { value: unknown; path: string }) {
  const { t } = useTexts();
  const isKey = typeof value === 'string' && isKeyName(path.slice(path.lastIndexOf('/') + 1));
  const text = isKey ? `"${shortKey(value)}"` : JSON.stringify(value);
  return (
    <bdi class={`value ${typeof value}`}>
      {text.slice(0, MAX_VALUE)}
      {text.length > MAX_VALUE && <span class="muted">… {t('textCut', MAX_VALUE)}</span>}
    </bdi>
  );
}

/** An issue about a field of this very object that is not there. */
function isAbsentIn({ path: at }: Issue, path: string, value: object): boolean {
  if (!at.startsWith(`${path}/`)) return false;
  const name = at
    .slice(path.length + 1)
    .replaceAll('~1', '/')
    .replaceAll('~0', '~');
  return !at.slice(path.length + 1).includes('/') && !Object.hasOwn(value, name);
}
