/** Which of some rows are shown: `1` or `0` for each, in their order. There may be very many. */
export type Flags = string;

/** The flags of so few rows are the same texts each time: to compare them takes no time. */
const FEW = 12;
const known: Flags[][] = [['']];

/** Asks of each row whether it is shown. */
export function flagsOf<T>(rows: readonly T[], isShown: (row: T, at: number) => boolean): Flags {
  const { length } = rows;
  if (length > FEW) {
    return rows.map((row, at) => (isShown(row, at) ? '1' : '0')).join('');
  }
  let bits = 0;
  for (let at = 0; at < length; at += 1) bits = bits * 2 + (isShown(rows[at]!, at) ? 1 : 0);
  return ((known[length] ??= [])[bits] ??= bits.toString(2).padStart(length, '0'));
}

/** The flags of rows that are all shown. */
export function allShown(rows: number): Flags {
  return '1'.repeat(rows);
}

export function isShownAt(flags: Flags, at: number): boolean {
  return flags[at] === '1';
}

/** How many are shown: of all, or of those before one. */
export function countShown(flags: Flags, before = flags.length): number {
  let shown = 0;
  for (let at = 0; at < before; at += 1) if (flags[at] === '1') shown += 1;
  return shown;
}
