const MINUTE = 60_000;
/** Offsets of the world's time zones are whole quarters, up to 14 hours. */
const QUARTER = 15 * MINUTE;
const MOST_OFFSET = 56 * QUARTER;
/** A local time this close to the request, but for an offset, is of its moment. */
const CLOSE = 2 * MINUTE;

/**
 * The offset that makes a local time that of its request, where there is one.
 *
 * @param local ISO 8601 without an offset
 * @param at milliseconds since the epoch
 */
export function offsetBy(local: string, at: number | undefined): string | undefined {
  const utc = Date.parse(`${local.replace(' ', 'T').replace(',', '.')}Z`);
  return at === undefined || Number.isNaN(utc) ? undefined : offsetText(utc - at);
}

/** An offset as ISO 8601 writes it; `undefined` for milliseconds that are none of a time zone. */
export function offsetText(ahead: number): string | undefined {
  const offset = Math.round(ahead / QUARTER) * QUARTER;
  if (Math.abs(offset) > MOST_OFFSET || Math.abs(ahead - offset) > CLOSE) return undefined;
  if (offset === 0) return 'Z';
  const minutes = Math.abs(offset) / MINUTE;
  const parts = [Math.floor(minutes / 60), minutes % 60].map((part) =>
    String(part).padStart(2, '0'),
  );
  return `${offset < 0 ? '-' : '+'}${parts.join(':')}`;
}
