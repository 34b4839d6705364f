import { canonical } from '../canonical.ts';
import { isObject } from '../node.ts';
import type { Run } from '../run.ts';
import { ANY, LIST, TYPE } from '../shapes.ts';
import { keyword, type Keyword } from './keyword.ts';

/** A value is of one of these types, in the words of JSON Schema. */
export function hasType(value: unknown, type: string): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

const isPlain = (value: unknown) => typeof value !== 'object' || value === null;

/** Looks a value up among others; true where there are no steps left to compare it. */
function oneOf(values: unknown[]): (value: unknown, run: Run) => boolean {
  const plain = new Set(values.filter(isPlain));
  const composed = values.filter((value) => !isPlain(value));
  // What is in the contract is compared with each value anew: it is small, and the value may be cut.
  return (value, run) => {
    if (isPlain(value)) return plain.has(value);
    if (composed.length === 0) return false;
    const own = canonical(value, run);
    return composed.some((one) => {
      const other = canonical(one, run);
      return run.cut || other === own;
    });
  };
}

export const VALUES: Record<string, Keyword> = {
  type: keyword(TYPE, (type, site) => {
    const types = [...new Set(typeof type === 'string' ? [type] : type)];
    return (value, run) =>
      types.some((one) => hasType(value, one)) ||
      run.fail({ keyword: site.keyword, value, wanted: types });
  }),
  enum: keyword(LIST, (values, site) => {
    const isIn = oneOf(values);
    return (value, run) =>
      isIn(value, run) || run.fail({ keyword: site.keyword, value, wanted: values });
  }),
  const: keyword(ANY, (constant, site) => {
    const isIn = oneOf([constant]);
    return (value, run) =>
      isIn(value, run) || run.fail({ keyword: site.keyword, value, wanted: constant });
  }),
};
