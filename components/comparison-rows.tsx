import type { Change } from '../lib/compare/compare.ts';
import type { MessageId } from '../lib/language/translate.ts';
import type { ComparisonShown, DifferenceShown, ValueShown } from '../lib/session/compared.ts';
import type { ComparisonRow } from '../lib/session/comparison-rows.ts';
import { cutAt } from '../lib/wire/halves.ts';
import { inertText } from './inert-text.ts';
import { countOf, useTexts } from './language.ts';

/** Rows that are drawn, and characters of a value. */
const MAX_ROWS = 1000;
const MAX_VALUE = 500;

/** A change's sign, so that colour is not the only one; without a text where it needs none. */
const SIGNS: Record<Change, { sign: string; text?: MessageId }> = {
  equal: { sign: '=', text: 'changeEqual' },
  inside: { sign: '' },
  written: { sign: '≈', text: 'changeWritten' },
  changed: { sign: '≠', text: 'changeChanged' },
  added: { sign: '+', text: 'changeAdded' },
  removed: { sign: '−', text: 'changeRemoved' },
  moved: { sign: '⇄', text: 'changeMoved' },
};

interface ComparisonRowsProps {
  comparison: ComparisonShown;
  rows: readonly ComparisonRow[];
  /** Folds or unfolds the equal ones that begin there. */
  toggle(at: number): void;
}

export function ComparisonRows({ comparison, rows, toggle }: ComparisonRowsProps) {
  const { t } = useTexts();
  return (
    <tbody>
      {rows.slice(0, MAX_ROWS).map((row) =>
        row.kind === 'equal' ? (
          <tr key={`equal ${row.at}`}>
            <td colSpan={3} style={indent(row)}>
              <button class="link" aria-expanded={row.isOpen} onClick={() => toggle(row.at)}>
                <span aria-hidden="true">{row.isOpen ? '▾' : '▸'}</span>{' '}
                {countOf(t, row.count, 'equalCount')}
              </button>{' '}
              <bdi class="muted">{namesFrom(comparison, row)}</bdi>
            </td>
          </tr>
        ) : (
          <DifferenceRow key={row.at} row={row} difference={comparison.differences[row.at]!} />
        ),
      )}
      {rows.length > MAX_ROWS && (
        <tr>
          <td colSpan={3} class="muted">
            {t('fieldsCut', rows.length - MAX_ROWS)}
          </td>
        </tr>
      )}
    </tbody>
  );
}

/** Equal fields of which the names are said, and characters of one. */
const NAMED = 3;
const MAX_NAME = 40;

function namesFrom(
  { differences }: ComparisonShown,
  { at, count }: Extract<ComparisonRow, { kind: 'equal' }>,
): string {
  const names = differences
    .slice(at, at + Math.min(count, NAMED))
    .map(({ name = '' }) => String(name).slice(0, MAX_NAME));
  return `${names.join(', ')}${count > NAMED ? ', …' : ''}`;
}

interface DifferenceRowProps {
  row: Extract<ComparisonRow, { kind: 'difference' }>;
  difference: DifferenceShown;
}

function DifferenceRow({ row, difference }: DifferenceRowProps) {
  const { t } = useTexts();
  const { change, name, a, b } = difference;
  const { sign, text } = SIGNS[change];
  const isBehind = change === 'changed' && !!a?.left && !!b?.left && a.source === b.source;
  return (
    <tr class={change}>
      <th scope="row" style={indent(row)} title={row.path}>
        {text && (
          <span class="sign" role="img" aria-label={t(text)} title={t(text)}>
            {sign}
          </span>
        )}{' '}
        <bdi class="name">{name}</bdi>
        {change === 'moved' && <span class="muted"> {t('movedFrom', a?.name ?? '')}</span>}
      </th>
      <td>{a && <ValueOf value={a} />}</td>
      <td>
        {b && <ValueOf value={b} />}
        {isBehind && <p class="muted">{t('differsBehind')}</p>}
      </td>
    </tr>
  );
}

function ValueOf({ value }: { value: ValueShown }) {
  const { t } = useTexts();
  const { source, kind, holds, size = 0, before = 0, left = 0 } = value;
  if (source === undefined) {
    return <span class="muted">{(holds ?? kind) === 'array' ? `[${size}]` : `{${size}}`}</span>;
  }
  const end = cutAt(source, Math.min(source.length, MAX_VALUE));
  const after = left + source.length - end;
  return (
    <bdi class={`value ${kind}`}>
      {before > 0 && <span class="muted">{t('textLeftBefore', before)} …</span>}
      {inertText(source.slice(0, end))}
      {after > 0 && <span class="muted">… {t('textLeftAfter', after)}</span>}
    </bdi>
  );
}

function indent({ depth }: ComparisonRow) {
  return { paddingLeft: `${depth * 12}px` };
}
