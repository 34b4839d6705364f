import { GAPS } from './gaps.ts';
import type { Row } from './row.ts';

export interface Line {
  row: Row;
  /** A text for each column, or nothing where the row does not exist. */
  cells: (string | undefined)[];
}

/** The matrix as Markdown, with a legend of the reasons that occur in it. */
export function tableOf(columns: readonly string[], lines: readonly Line[]): string {
  const rows = [
    ['sender', ...columns],
    ['------', ...columns.map(() => '---')],
    ...lines.map(({ row, cells }) => [row.title, ...cells.map((cell) => cell ?? '–')]),
  ];
  const widths = rows[0]!.map((_, at) => Math.max(...rows.map((cells) => cells[at]!.length)));
  const table = rows.map(
    (cells, index) =>
      `| ${cells.map((cell, at) => cell.padEnd(widths[at]!, index === 1 ? '-' : ' ')).join(' | ')} |`,
  );
  const text = lines.flatMap(({ cells }) => cells).join('\n');
  const legend = Object.entries(GAPS)
    .filter(([id]) => new RegExp(`(^|[ ,])${id}($|[ ,])`, 'm').test(text))
    .map(([id, { why }]) => `- \`${id}\`: ${why}`);
  return [...table, '', ...legend].join('\n');
}
