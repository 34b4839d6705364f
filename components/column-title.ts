import type { Translate } from '../lib/language/translate.ts';
import { builtInColumn, type ColumnSetting, pathOfColumn } from '../lib/settings/columns.ts';

export interface ColumnVerbs {
  setColumns(columns: ColumnSetting[]): void;
}

/** What a column is headed by: a field's is what its events call it. */
export function columnTitle(t: Translate, id: string): string {
  const builtIn = builtInColumn(id);
  return builtIn ? t(builtIn.title) : (pathOfColumn(id)?.join('.') ?? id);
}
