import { fitsFormat, MAX_FORMATTED } from '../formats.ts';
import type { Matcher } from '../pattern.ts';
import type { Run } from '../run.ts';
import { COUNT, TEXT } from '../shapes.ts';
import { keyword, type Keyword } from './keyword.ts';

/** Characters (code points), or `undefined` if there are no steps left to count them. */
function lengthOf(text: string, run: Run): number | undefined {
  if (!run.spend(text.length >> 4)) return undefined;
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/** Whether a pattern is found; true where there are no steps left to look. */
export function found(matcher: Matcher, text: string, run: Run): boolean {
  return !run.spend(1 + Math.ceil((text.length * matcher.size) / 4)) || matcher.test(text);
}

export const TEXTS: Record<string, Keyword> = {
  minLength: keyword(COUNT, (least, site) => (value, run) => {
    if (typeof value !== 'string' || value.length >= least * 2) return true;
    if ((lengthOf(value, run) ?? least) >= least) return true;
    return run.fail({ keyword: site.keyword, value, wanted: least });
  }),
  maxLength: keyword(COUNT, (most, site) => (value, run) => {
    if (typeof value !== 'string' || value.length <= most) return true;
    if (value.length <= most * 2 && (lengthOf(value, run) ?? most) <= most) return true;
    return run.fail({ keyword: site.keyword, value, wanted: most });
  }),
  pattern: keyword(
    TEXT,
    (pattern, site) => {
      const matcher = site.matcher(pattern);
      return (value, run) => {
        if (typeof value !== 'string' || found(matcher, value, run)) return true;
        return run.fail({ keyword: site.keyword, value, wanted: pattern });
      };
    },
    { patterns: (pattern) => [pattern] },
  ),
  format: keyword(TEXT, (format, site) => (value, run) => {
    if (!run.formats || typeof value !== 'string') return true;
    const length = Math.min(value.length, MAX_FORMATTED);
    if (!run.spend(length >> 3) || fitsFormat(format, value)) return true;
    return run.fail({ keyword: site.keyword, value, wanted: format });
  }),
};
