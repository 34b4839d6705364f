/** Chromium's word to a background that it is ending. */
const ENDING = 'No SW';

/**
 * A step that nobody waits for. What a background is refused that is being ended it can't mend, and most of it the next
 * one does as it starts; whatever else goes wrong is heard of as an unhandled rejection.
 */
export function unlessEnding(step: Promise<unknown>): void {
  void step.catch((error: unknown) => {
    if (!String(error).includes(ENDING)) throw error;
  });
}
