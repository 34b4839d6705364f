import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  BUILT_IN_COLUMNS,
  CHOOSABLE_COLUMNS,
  COLUMN_WIDTH,
  ColumnSetting,
  fieldColumn,
  pathOfColumn,
  resizedColumn,
  shownColumns,
  toggledColumn,
  USUAL_COLUMNS,
} from '../../../lib/settings/columns.ts';

const idsOf = (columns: ColumnSetting[]) => columns.map(({ id }) => id);

test('a column that is chosen stands at its place among the built-in ones, and a field behind them', () => {
  const without = toggledColumn(USUAL_COLUMNS, 'type');
  expect(idsOf(without)).toEqual(['time', 'key', 'brief', 'outcome']);
  const withField = toggledColumn(without, fieldColumn(['lines', 'productId']));
  expect(idsOf(withField).at(-1)).toBe('field:lines.productId');
  expect(idsOf(toggledColumn(withField, 'type'))).toEqual([
    ...idsOf(USUAL_COLUMNS),
    'field:lines.productId',
  ]);
});

test('a column knows the path that it is of, whatever is in the names', () => {
  const name = fc.oneof(fc.string(), fc.stringMatching(/^[.%2E5a]*$/));
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), (path) => {
      expect(pathOfColumn(fieldColumn(path))).toEqual(path);
    }),
  );
});

test('the column of the tabs is shown where more than one can be seen, and chosen by nobody', () => {
  expect(idsOf(shownColumns(USUAL_COLUMNS, false))).toEqual(idsOf(USUAL_COLUMNS));
  const [, ...others] = idsOf(USUAL_COLUMNS);
  expect(idsOf(shownColumns(USUAL_COLUMNS, true))).toEqual(['time', 'tab', ...others]);
  const withoutTime = toggledColumn(USUAL_COLUMNS, 'time');
  expect(idsOf(shownColumns(withoutTime, true))).toEqual(['tab', ...others]);
  expect(CHOOSABLE_COLUMNS.map(({ id }) => id as string)).not.toContain('tab');
});

test('a column that is chosen twice is as it was, and all can be stored', () => {
  const id = fc.oneof(
    fc.constantFrom(...BUILT_IN_COLUMNS.map((column) => column.id as string)),
    fc.array(fc.stringMatching(/^[a-z]{1,5}$/), { minLength: 1, maxLength: 3 }).map(fieldColumn),
  );
  fc.assert(
    fc.property(fc.array(id, { maxLength: 10 }), id, fc.integer(), (ids, one, width) => {
      const columns = ids.reduce(toggledColumn, USUAL_COLUMNS);
      const again = toggledColumn(toggledColumn(columns, one), one);
      expect(idsOf(again).toSorted()).toEqual(idsOf(columns).toSorted());
      for (const column of resizedColumn(columns, one, width)) {
        expect(ColumnSetting.safeParse(column).success).toBe(true);
      }
    }),
  );
});

test('a width is kept within its bounds', () => {
  const widthAt = (width: number) => resizedColumn(USUAL_COLUMNS, 'key', width)[1]!.width;
  expect([widthAt(-5), widthAt(100.4), widthAt(1e9)]).toEqual([
    COLUMN_WIDTH.least,
    100,
    COLUMN_WIDTH.most,
  ]);
});

test('the column of a field knows its path', () => {
  expect(pathOfColumn(fieldColumn(['lines', 'productId']))).toEqual(['lines', 'productId']);
  expect(pathOfColumn('time')).toBeUndefined();
});
