import { useEffect, useRef } from 'preact/hooks';
import type { Session } from '../lib/session/session.ts';
import {
  CHOOSABLE_COLUMNS,
  type ColumnSetting,
  fieldColumn,
  MAX_COLUMNS,
  pathOfColumn,
  toggledColumn,
  USUAL_COLUMNS,
} from '../lib/settings/columns.ts';
import { columnTitle, type ColumnVerbs } from './column-title.ts';
import { useTexts } from './language.ts';

/** Fields that are offered as columns. */
const MAX_FIELDS = 60;

interface ColumnDialogProps {
  session: Session;
  columns: ColumnSetting[];
  verbs: ColumnVerbs;
  close(): void;
}

/** Which columns the list has: its own, and fields of the events. */
export function ColumnDialog({ session, columns, verbs, close }: ColumnDialogProps) {
  const { t } = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const chosen = columns.map(({ id }) => id);
  const fields = new Set([
    ...chosen.filter(pathOfColumn),
    ...session.filter.words.value.fields.slice(0, MAX_FIELDS).map(fieldColumn),
  ]);
  const choice = (id: string) => (
    <li key={id}>
      <label>
        <input
          type="checkbox"
          checked={chosen.includes(id)}
          disabled={!chosen.includes(id) && chosen.length >= MAX_COLUMNS}
          onChange={() => verbs.setColumns(toggledColumn(columns, id))}
        />{' '}
        <bdi>{columnTitle(t, id)}</bdi>
      </label>
    </li>
  );
  return (
    <dialog ref={dialog} aria-labelledby="columns-title" onClose={close}>
      <h2 id="columns-title" tabIndex={-1} autofocus>
        {t('columnsTitle')}
      </h2>
      <ul class="column-choices">{CHOOSABLE_COLUMNS.map(({ id }) => choice(id))}</ul>
      {fields.size > 0 && (
        <>
          <h3>{t('columnsFields')}</h3>
          <ul class="column-choices">{[...fields].map(choice)}</ul>
        </>
      )}
      <div class="buttons">
        <button onClick={() => verbs.setColumns(USUAL_COLUMNS)}>{t('columnsUsual')}</button>
        <button onClick={() => dialog.current?.close()}>{t('close')}</button>
      </div>
    </dialog>
  );
}
