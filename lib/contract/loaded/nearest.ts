/** Characters of a text that is compared with others, and how many others. */
const MAX_COMPARED = 60;
const MAX_OTHERS = 500;

/** The text that one was likely meant to be: the same without case and spaces, or a slip or two away. */
export function nearest(text: string, others: string[]): string | undefined {
  if (text.length > MAX_COMPARED) return undefined;
  const plain = text.trim().toLowerCase();
  let best: { other: string; distance: number } | undefined;
  for (const other of others.slice(0, MAX_OTHERS)) {
    const distance = slips(plain, other.toLowerCase());
    if (!best || distance < best.distance) best = { other, distance };
  }
  // A third of a text, at most, may be wrong in it.
  return best && best.distance <= Math.min(2, plain.length / 3) ? best.other : undefined;
}

/** Characters to add, remove or replace (Levenshtein's distance). */
function slips(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return Infinity;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + same));
    }
    row = next;
  }
  return row[b.length]!;
}
