import type { Filter } from '../../../lib/filter/filter.ts';
import { parse } from '../../../lib/filter/parse.ts';

/** A filter that is known to be one. */
export function filterOf(text: string): Filter {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.faults[0]?.message}`);
  return parsed.filter;
}
