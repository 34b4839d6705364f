/** Longest wait that a job obeys by itself, in milliseconds. */
export const MAX_WAIT = 5 * 60_000;
/** The wait where a receiver that has had too much does not say how long, in milliseconds. */
const USUAL_WAIT = 5000;

/** Statuses by which a receiver says that it has had too much for now. */
const ASKS_TO_WAIT: ReadonlySet<number> = new Set([429, 503]);

/**
 * How long a receiver asks to be left alone, in milliseconds; `undefined` where it does not ask.
 * Source: RFC 9110, 10.2.3 (seconds or a date).
 */
export function waitAskedFor(
  status: number,
  retryAfter: string | undefined,
  now: number,
): number | undefined {
  if (!ASKS_TO_WAIT.has(status)) return undefined;
  const text = retryAfter?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  if (Number.isFinite(date)) return Math.max(0, date - now);
  return status === 429 ? USUAL_WAIT : undefined;
}
