/** Characters of a text that is compared with others, and how many others. */
const MAX_COMPARED = 60;
const MAX_OTHERS = 50;
/** Slips beyond which a text was not meant. */
const MAX_SLIPS = 2;

/** The text that one was likely meant to be: the same without case and spaces, or a slip or two away. */
export function nearest(text: string, others: string[]): string | undefined {
  if (text.length > MAX_COMPARED) return undefined;
  const plain = text.trim().toLowerCase();
  let best: { other: string; distance: number } | undefined;
  for (const other of others.slice(0, MAX_OTHERS)) {
    if (other.length > MAX_COMPARED) continue;
    const distance = slips(plain, other.toLowerCase());
    if (!best || distance < best.distance) best = { other, distance };
  }
  // A third of a text, at most, may be wrong in it.
  return best && best.distance <= Math.min(MAX_SLIPS, plain.length / 3) ? best.other : undefined;
}

/** Characters to add, remove or replace (Levenshtein's distance), as far as these may be few. */
function slips(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > MAX_SLIPS) return Infinity;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  let next = row.map(() => Infinity);
  for (let i = 1; i <= a.length; i += 1) {
    const first = Math.max(1, i - MAX_SLIPS);
    const last = Math.min(b.length, i + MAX_SLIPS);
    next[first - 1] = first === 1 ? i : Infinity;
    for (let j = first; j <= last; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const above = j > i - 1 + MAX_SLIPS ? Infinity : row[j]!;
      next[j] = Math.min(next[j - 1]! + 1, above + 1, row[j - 1]! + same);
    }
    [row, next] = [next, row];
  }
  return row[b.length]!;
}
