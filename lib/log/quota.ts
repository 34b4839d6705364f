/** Which part of the log makes room where the disk, or the browser's quota, has none left. */
export const ROOM = 1 / 5;

export function isQuotaExceeded(error: unknown): boolean {
  return error instanceof Error && error.name === 'QuotaExceededError';
}

/** Whether a fault, as it is told in the browser's words, says that there was no room for the log. */
export function saysFull(fault: string): boolean {
  return fault.includes('QuotaExceededError');
}
