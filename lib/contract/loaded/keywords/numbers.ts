import { isMultiple } from '../decimal.ts';
import { NUMBER, POSITIVE } from '../shapes.ts';
import { keyword, type Keyword } from './keyword.ts';

function bound(holds: (value: number, limit: number) => boolean): Keyword {
  return keyword(NUMBER, (limit, site) => (value, run) => {
    if (typeof value !== 'number' || holds(value, limit)) return true;
    return run.fail({ keyword: site.keyword, value, wanted: limit });
  });
}

export const NUMBERS: Record<string, Keyword> = {
  minimum: bound((value, limit) => value >= limit),
  maximum: bound((value, limit) => value <= limit),
  exclusiveMinimum: bound((value, limit) => value > limit),
  exclusiveMaximum: bound((value, limit) => value < limit),
  multipleOf: keyword(POSITIVE, (step, site) => (value, run) => {
    if (typeof value !== 'number' || !run.spend(8) || isMultiple(value, step)) return true;
    return run.fail({ keyword: site.keyword, value, wanted: step });
  }),
};
