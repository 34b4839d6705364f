/** Lines drawn beyond each edge, so that a fast scroll shows no gap. */
const MARGIN = 10;

/** Pixels: Firefox lays out no element that is higher than 17.8 million of them. */
export const MAX_HEIGHT = 15_000_000;

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

/** Lines that are drawn at most where so much is in view. */
export function mostDrawn(lineHeight: number, height: number): number {
  return Math.ceil(height / lineHeight) + 1 + 2 * MARGIN;
}

/** How far a list is scrolled, and where its lines are: a list may be higher than an element can be. */
export interface Scale {
  /** Of the element that is scrolled. */
  height: number;
  /** Pixels of the list above what is in view, where the element is scrolled so far. */
  top(scrolled: number): number;
  /** How far the element is to be scrolled, for so many pixels of the list to be above. */
  scroll(top: number): number;
}

/** @param view height of what is in view */
export function scaleOf(count: number, lineHeight: number, view: number): Scale {
  const whole = count * lineHeight;
  const height = Math.min(whole, MAX_HEIGHT);
  const factor = whole > height ? (whole - view) / (height - view) : 1;
  return {
    height,
    top: (scrolled) => scrolled * factor,
    scroll: (top) => top / factor,
  };
}
