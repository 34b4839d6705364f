/** Characters of a value that an issue quotes. */
const MAX_QUOTE = 80;

/** A value as an issue shows it. Objects are named, not quoted: they may be of any size and depth. */
export function quote(value: unknown): string {
  if (Array.isArray(value)) return `array (${value.length})`;
  if (typeof value === 'object' && value !== null) return 'object';
  if (typeof value === 'string' && value.length > MAX_QUOTE) return `${json(value)}…`;
  return json(value);
}

function json(value: unknown): string {
  const text = typeof value === 'string' ? value.slice(0, MAX_QUOTE) : value;
  return JSON.stringify(text) ?? 'undefined';
}

/** An issue's `actual`; nothing is said of what is not there. */
export function quoted(value: unknown): { actual?: string } {
  return value === undefined ? {} : { actual: quote(value) };
}
