import { below } from '../wire/pointer.ts';
import type { ComparisonShown } from './compared.ts';

/** A row of a comparison as it is drawn: a difference or, folded, those beside each other that are equal. */
export type ComparisonRow =
  | { kind: 'difference'; at: number; depth: number; path: string }
  | { kind: 'equal'; at: number; depth: number; count: number; isOpen: boolean };

/** @param open the first of each run of equal ones that is unfolded */
export function comparisonRows(
  { path, differences }: ComparisonShown,
  open: ReadonlySet<number>,
): ComparisonRow[] {
  const rows: ComparisonRow[] = [];

  // A tree has a bounded depth.
  function add(start: number, end: number, depth: number, around: string) {
    for (let at = start; at < end; at += 1) {
      let next = at;
      while (next < end && differences[next]!.change === 'equal') next += 1;
      if (next > at) {
        rows.push({ kind: 'equal', at, depth, count: next - at, isOpen: open.has(at) });
        if (!open.has(at)) {
          at = next - 1;
          continue;
        }
      }
      for (let one = at; one < Math.max(next, at + 1); one += 1) {
        const { name = '', children } = differences[one]!;
        const here = below(around, name);
        rows.push({ kind: 'difference', at: one, depth, path: here });
        if (children) add(children.start, children.end, depth + 1, here);
      }
      at = Math.max(next, at + 1) - 1;
    }
  }

  const [root] = differences;
  if (!root || root.change === 'equal') return [];
  if (root.change !== 'inside') rows.push({ kind: 'difference', at: 0, depth: 0, path });
  if (root.children) add(root.children.start, root.children.end, 0, path);
  return rows;
}
