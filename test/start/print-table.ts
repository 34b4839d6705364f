/** Prints rows of the same fields under their names, in columns. */
export function printTable<T extends Record<keyof T, string>>(rows: readonly T[]): void {
  const [first] = rows;
  if (!first) return;
  const names = Object.keys(first) as (keyof T & string)[];
  const widths = names.map((name) =>
    Math.max(...[name, ...rows.map((row) => row[name])].map(length)),
  );
  const print = (cells: string[]) =>
    console.log(`  ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd());
  print(names);
  print(widths.map((width) => '─'.repeat(width)));
  for (const row of rows) print(names.map((name) => row[name]));
}

const length = (text: string) => text.length;
