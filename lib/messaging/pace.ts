/** Messages handed over at once, at the least, to a background that does not keep up. */
const SLOWLY = 100;
/** And to one that is often gone before it has written them. */
const CAUTIOUSLY = 25;
/** Of what waits no less than this part goes, as what is told too late is not known any more: of 20,000, 200 each few seconds. */
const PART = 1 / 100;
/** A background that takes longer than this, in milliseconds, has too much to do. */
const SLOW = 2000;

/**
 * How many messages go at once: the busier the background is, the more of them wait with us. Of what there is in a
 * flood, browsers tell it most themselves, and what they tell has nowhere to wait.
 */
export function createPace(most: number) {
  let size = most;

  return {
    size: (waiting: number): number => Math.max(size, Math.ceil(waiting * PART)),

    /** They were taken, so many milliseconds after they had been handed over. */
    taken(after: number): void {
      if (after <= SLOW) size = Math.min(2 * size, most);
      else size = Math.min(size, Math.max(Math.ceil(size / 2), SLOWLY));
    },

    failed(): void {
      size = Math.max(Math.ceil(size / 2), CAUTIOUSLY);
    },
  };
}

/** How many of the first that wait, and at most so many, fit into one delivery of so many characters; at least one. */
export function fitting(
  waiting: readonly { size: number }[],
  most: number,
  characters: number,
): number {
  let size = 0;
  const cut = waiting.slice(0, most).findIndex((one) => {
    size += one.size;
    return size > characters;
  });
  return cut < 0 ? most : Math.max(cut, 1);
}
