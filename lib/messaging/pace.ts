/** Messages handed over at once where the background does not keep up, or is often gone before it has written them. */
const LEAST = 25;
/** A background that takes longer than this, in milliseconds, has too much to do. */
const SLOW = 2000;

/**
 * How many messages go at once: the busier the background is, the more of them wait with us. Of what there is in a
 * flood, browsers tell it most themselves, and what they tell has nowhere to wait.
 */
export function createPace(most: number) {
  let size = most;

  function slowDown() {
    size = Math.max(Math.ceil(size / 2), LEAST);
  }

  return {
    size: (): number => size,

    /** They were taken, so many milliseconds after they had been handed over. */
    taken(after: number): void {
      if (after > SLOW) slowDown();
      else size = Math.min(2 * size, most);
    },

    failed: slowDown,
  };
}
