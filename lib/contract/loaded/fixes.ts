import { fieldOf } from '../../wire/names.ts';
import { hasType } from './keywords/values.ts';
import { nearest } from './nearest.ts';
import { isObject } from './node.ts';
import type { Fault } from './run.ts';

/** A value that would be right where there is a plain one; of arrays and objects there is none. */
export function fixOf(fault: Fault): { value: unknown } | undefined {
  const fix = candidate(fault);
  const isPlain = fix && (typeof fix.value !== 'object' || fix.value === null);
  return isPlain && fix.value !== fault.value ? fix : undefined;
}

function candidate({ keyword, value, wanted, missing }: Fault): { value: unknown } | undefined {
  if (missing) return missingValue(String(wanted), missing);
  switch (keyword) {
    case 'const':
      return { value: wanted };
    case 'enum':
      return ofList(value, Array.isArray(wanted) ? wanted : []);
    case 'type':
      return converted(value, Array.isArray(wanted) ? wanted : []);
    default:
      return undefined;
  }
}

/** What the property is called otherwise, or the only value that it may have. */
function missingValue(
  name: string,
  { schema, beside }: NonNullable<Fault['missing']>,
): { value: unknown } | undefined {
  const other = fieldOf(beside, name);
  if (other) return { value: other.value };
  if (!isObject(schema)) return undefined;
  if (Object.hasOwn(schema, 'const')) return { value: schema['const'] };
  const values = schema['enum'];
  if (Array.isArray(values) && values.length === 1) return { value: values[0] };
  return Object.hasOwn(schema, 'default') ? { value: schema['default'] } : undefined;
}

function ofList(value: unknown, values: unknown[]): { value: unknown } | undefined {
  if (values.length === 1) return { value: values[0] };
  if (typeof value === 'string') {
    const found = nearest(
      value,
      values.filter((one) => typeof one === 'string'),
    );
    if (found !== undefined) return { value: found };
  }
  // An object of the page's may have a `toString` of its own: only plain values become text.
  const text = plainText(value);
  const same = text === undefined ? undefined : values.find((one) => plainText(one) === text);
  return same === undefined ? undefined : { value: same };
}

/** The same value as it was likely meant: a number in a string, a string that came as a number. */
function converted(value: unknown, types: unknown[]): { value: unknown } | undefined {
  const values: unknown[] = [];
  if (typeof value === 'string') {
    const text = value.trim();
    if (/^-?\d{1,15}(?:\.\d{1,15})?$/.test(text)) values.push(Number(text));
    if (/^(?:true|false)$/i.test(text)) values.push(text.toLowerCase() === 'true');
  }
  if (isExact(value) || typeof value === 'boolean') values.push(String(value));
  const found = values.find((one) => types.some((type) => hasType(one, String(type))));
  return found === undefined ? undefined : { value: found };
}

/** Of an integer beyond what a number holds, the digits that came are not known. */
function isExact(value: unknown): boolean {
  return typeof value === 'number' && (!Number.isInteger(value) || Number.isSafeInteger(value));
}

function plainText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
