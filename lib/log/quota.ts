/** Which part of the log makes room where the disk, or the browser's quota, has none left. */
export const ROOM = 1 / 5;

/**
 * What browsers say where there is no room. Firefox has a quota for a full disk as well; Chromium says
 * what it could not write: a large value, which it keeps in a file, or its own log, and then it
 * closes the connection.
 */
const FULL = /^QuotaExceededError|^DataError: Failed to write blobs|FILE_ERROR_NO_SPACE/;

export function isFull(error: unknown): boolean {
  return saysFull(String(error));
}

/** Whether a fault, as it is told in the browser's words, says that there was no room for the log. */
export function saysFull(fault: string): boolean {
  return FULL.test(fault);
}
