import { MAX_CHECK_DEPTH } from './bounds.ts';
import { isObject } from './node.ts';
import type { Run } from './run.ts';

/**
 * The same text for equal values and no others: properties in order, no white space. `undefined`
 * where the run has no steps left for it, or the value is nested too deeply.
 */
export function canonical(value: unknown, run: Run, depth = 0): string | undefined {
  if (typeof value === 'string' && !run.spend(value.length >> 3)) return undefined;
  if (!run.spend(1)) return undefined;
  // -0 equals 0, and JSON writes both alike.
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (depth === MAX_CHECK_DEPTH) {
    run.cut = true;
    return undefined;
  }
  const parts: string[] = [];
  if (Array.isArray(value)) {
    for (const item of value) {
      const part = canonical(item, run, depth + 1);
      if (part === undefined) return undefined;
      parts.push(part);
    }
    return `[${parts.join()}]`;
  }
  if (!isObject(value)) return undefined;
  const names = Object.keys(value);
  if (!run.spend(names.length)) return undefined;
  for (const name of names.toSorted()) {
    const part = canonical(value[name], run, depth + 1);
    if (part === undefined) return undefined;
    parts.push(`${JSON.stringify(name)}:${part}`);
  }
  return `{${parts.join()}}`;
}
