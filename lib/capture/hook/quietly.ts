/** Runs our own part of a wrapped call: whatever goes wrong in it stays out of the page. */
export function quietly<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    // The page may hand over objects that throw when they are read: its call must go on.
    return undefined;
  }
}
