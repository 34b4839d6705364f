import { isObject } from './node.ts';

/** Characters of a value, or of a list of them, that an issue quotes. */
const MAX_QUOTE = 80;
/** Values that are listed. */
const MAX_LISTED = 6;

/** A value as JSON, bounded; arrays and objects are named, for they may be of any size and depth. */
export function quote(value: unknown): string {
  if (Array.isArray(value)) return `array (${value.length})`;
  if (isObject(value)) return 'object';
  if (typeof value !== 'string') return String(value);
  if (value.length <= MAX_QUOTE) return shortened(JSON.stringify(value));
  return `${JSON.stringify(value.slice(0, MAX_QUOTE))}…`;
}

export function quoteList(values: unknown[]): string {
  const listed = values.slice(0, MAX_LISTED).map(quote).join(' | ');
  return shortened(listed) + (values.length > MAX_LISTED ? ` | … (${values.length})` : '');
}

export function shortened(text: string): string {
  return text.length > MAX_QUOTE ? `${text.slice(0, MAX_QUOTE)}…` : text;
}
