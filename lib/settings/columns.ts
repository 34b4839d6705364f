import * as z from 'zod/mini';
import type { MessageId } from '../language/translate.ts';

/** Columns of the list that are chosen, and columns of fields that are among them. */
export const MAX_COLUMNS = 20;
/** Pixels. */
export const COLUMN_WIDTH = { least: 30, most: 800, ofField: 120 };

/** A column of the list that is there whatever the events; `width` is the usual one, in pixels. */
export interface BuiltInColumn {
  id: string;
  title: MessageId;
  width: number;
  /** Shown until the user chooses. */
  isUsual?: true;
  /** It comes and goes with what there is to see, whatever the user has chosen. */
  isAutomatic?: true;
}

export const BUILT_IN_COLUMNS = [
  { id: 'time', title: 'time', width: 84, isUsual: true },
  { id: 'key', title: 'keyLabel', width: 96, isUsual: true },
  { id: 'type', title: 'columnType', width: 140, isUsual: true },
  { id: 'brief', title: 'columnBrief', width: 200, isUsual: true },
  { id: 'outcome', title: 'columnStatus', width: 64, isUsual: true },
  { id: 'tab', title: 'columnTab', width: 70, isAutomatic: true },
  { id: 'page', title: 'page', width: 160 },
  { id: 'host', title: 'columnHost', width: 140 },
  { id: 'transport', title: 'transport', width: 80 },
  { id: 'size', title: 'columnSize', width: 70 },
  { id: 'duration', title: 'columnDuration', width: 70 },
] as const satisfies BuiltInColumn[];

export type BuiltInColumnId = (typeof BUILT_IN_COLUMNS)[number]['id'];

/** A chosen column: a built-in one, or `field:` with the names of a field, between dots. */
export const ColumnSetting = z.object({
  id: z.string().check(z.maxLength(300)),
  width: z.int().check(z.minimum(COLUMN_WIDTH.least), z.maximum(COLUMN_WIDTH.most)),
  /** The user has made it as wide: it is not narrowed where space is tight. */
  isChosen: z.optional(z.literal(true)),
});
export type ColumnSetting = z.infer<typeof ColumnSetting>;

export const USUAL_COLUMNS: ColumnSetting[] = BUILT_IN_COLUMNS.filter(
  (column: BuiltInColumn) => column.isUsual,
).map(({ id, width }) => ({ id, width }));

/** Columns that the user may choose. */
export const CHOOSABLE_COLUMNS = BUILT_IN_COLUMNS.filter(
  (column: BuiltInColumn) => !column.isAutomatic,
);

const FIELD = 'field:';

/** The column of a field, by the field's path. A dot in a name is written as `%2E`, and `%` as `%25`. */
export function fieldColumn(path: readonly string[]): string {
  const names = path.map((name) => name.replaceAll('%', '%25').replaceAll('.', '%2E'));
  return `${FIELD}${names.join('.')}`;
}

/** The path that a column is of; `undefined` of a built-in one. */
export function pathOfColumn(id: string): string[] | undefined {
  if (!id.startsWith(FIELD)) return undefined;
  const names = id.slice(FIELD.length).split('.');
  return names.map((name) => name.replaceAll('%2E', '.').replaceAll('%25', '%'));
}

export function builtInColumn(id: string): (typeof BUILT_IN_COLUMNS)[number] | undefined {
  return BUILT_IN_COLUMNS.find((column) => column.id === id);
}

/** The columns with one more, at its place among the built-in ones or at the end, or one less. */
export function toggledColumn(columns: readonly ColumnSetting[], id: string): ColumnSetting[] {
  if (columns.some((column) => column.id === id)) {
    return columns.filter((column) => column.id !== id);
  }
  const rank = (of: string) => {
    const at = BUILT_IN_COLUMNS.findIndex((column) => column.id === of);
    return at < 0 ? Infinity : at;
  };
  const width = builtInColumn(id)?.width ?? COLUMN_WIDTH.ofField;
  const before = columns.filter((column) => rank(column.id) <= rank(id)).length;
  return columns.toSpliced(before, 0, { id, width });
}

/** The columns that are shown: that of the tabs stands after the time, where more than one can be seen. */
export function shownColumns(
  columns: readonly ColumnSetting[],
  seesTabs: boolean,
): ColumnSetting[] {
  const chosen = columns.filter(({ id }) => id !== 'tab');
  const { id, width } = builtInColumn('tab')!;
  const after = chosen.findIndex((column) => column.id === 'time') + 1;
  return seesTabs ? chosen.toSpliced(after, 0, { id, width }) : chosen;
}

/** The columns with one of them as wide, within the bounds. */
export function resizedColumn(
  columns: readonly ColumnSetting[],
  id: string,
  width: number,
): ColumnSetting[] {
  const { least, most } = COLUMN_WIDTH;
  const bounded = Math.round(Math.max(least, Math.min(most, width)));
  return columns.map((column) =>
    column.id === id ? { ...column, width: bounded, isChosen: true } : column,
  );
}
