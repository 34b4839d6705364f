import { someAt } from '../filter/fields.ts';
import type { Path } from '../filter/filter.ts';

/** Values of one field that are shown, and characters of them. */
const MAX_VALUES = 3;
const MAX_TEXT = 120;

/** What an event has in a field, in short; empty where it has none. */
export function fieldText(roots: readonly unknown[], path: Path): string {
  const values: unknown[] = [];
  const take = (value: unknown) => values.push(value) > MAX_VALUES;
  if (!roots.some((root) => someAt(root, path, take) || values.length > 0)) return '';
  const texts = values.slice(0, MAX_VALUES).map(textOf);
  const more = values.length > MAX_VALUES ? ['…'] : [];
  return [...texts, ...more].join(' · ').slice(0, MAX_TEXT);
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.length}]`;
  if (typeof value === 'object' && value !== null) return '{}';
  return String(value).slice(0, MAX_TEXT);
}
