/** Lines drawn beyond each edge, so that a fast scroll shows no gap. */
const MARGIN = 10;

/**
 * Which lines of a list of equally high ones are to be drawn.
 *
 * @returns `from` (included) and `to` (excluded), as indices
 */
export function windowOf(
  count: number,
  lineHeight: number,
  top: number,
  height: number,
): { from: number; to: number } {
  const from = Math.max(0, Math.floor(top / lineHeight) - MARGIN);
  const to = Math.min(count, Math.ceil((top + height) / lineHeight) + MARGIN);
  return { from: Math.min(from, count), to };
}
