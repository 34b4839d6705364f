import type { Issue } from '../issue.ts';
import { pointer } from '../../wire/pointer.ts';
import { fixOf } from './fixes.ts';
import { nearest } from './nearest.ts';
import { isObject } from './node.ts';
import { quote, quoteList, shortened } from './quote.ts';
import type { Fault } from './run.ts';

type Told = Pick<Issue, 'message' | 'params' | 'expected'>;

const listOf = (wanted: unknown): unknown[] => (Array.isArray(wanted) ? wanted : [wanted]);
const limit =
  (message: Issue['message'], sign: string, unit = '') =>
  ({ wanted }: Fault): Told => ({ message, expected: `${sign} ${String(wanted)}${unit}` });

/** What is said of a fault, by the keyword that it is of. */
const TOLD: Record<string, (fault: Fault) => Told> = {
  type: ({ wanted }) => ({ message: 'issueWrongType', expected: listOf(wanted).join(' | ') }),
  enum: ({ wanted }) => ({ message: 'issueNotInEnum', expected: quoteList(listOf(wanted)) }),
  const: ({ wanted }) => ({ message: 'issueNotConst', expected: quote(wanted) }),
  minimum: limit('issueOutOfRange', '≥'),
  maximum: limit('issueOutOfRange', '≤'),
  exclusiveMinimum: limit('issueOutOfRange', '>'),
  exclusiveMaximum: limit('issueOutOfRange', '<'),
  multipleOf: limit('issueOutOfRange', 'n ×'),
  minLength: limit('issueWrongLength', '≥', ' characters'),
  maxLength: limit('issueWrongLength', '≤', ' characters'),
  minItems: limit('issueWrongCount', '≥', ' items'),
  maxItems: limit('issueWrongCount', '≤', ' items'),
  minProperties: limit('issueWrongCount', '≥', ' properties'),
  maxProperties: limit('issueWrongCount', '≤', ' properties'),
  pattern: ({ wanted }) => ({
    message: 'issueNoPattern',
    expected: `/${shortened(String(wanted))}/`,
  }),
  format: ({ wanted }) => ({ message: 'issueWrongFormat', expected: shortened(String(wanted)) }),
  uniqueItems: ({ wanted }) => ({ message: 'issueNotUnique', params: [Number(wanted)] }),
  contains: ({ wanted }) => ({ message: 'issueContains', expected: `${String(wanted)} items` }),
  maxContains: ({ wanted }) => ({ message: 'issueContains', expected: `${String(wanted)} items` }),
  propertyNames: () => ({ message: 'issueWrongName' }),
  not: () => ({ message: 'issueFitsForbidden' }),
  anyOf: ({ wanted }) => ({ message: 'issueFitsNone', params: [Number(wanted)] }),
  oneOf: ({ wanted }) => ({ message: 'issueFitsNone', params: [Number(wanted)] }),
  'oneOf/several': ({ wanted }) => ({ message: 'issueFitsSeveral', params: [Number(wanted)] }),
};

/** The rule that a fault breaks: the keyword that says so. */
export function ruleOf({ keyword }: Fault): string {
  return `schema/${keyword.split('/', 1)[0]}`;
}

/** @param around JSON Pointer to the value that was checked */
export function placeOf({ path }: Fault, around: string): string {
  return around + pointer(...path);
}

/** A fault as an issue. Only what the contract calls a format is less than an error. */
export function describe(fault: Fault, contract: string, around: string): Issue {
  const { keyword, value, missing } = fault;
  const path = placeOf(fault, around);
  const told = missing ? toldOfMissing(missing.schema) : (TOLD[keyword] ?? toldOfForbidden)(fault);
  const fix = fixOf(fault);
  return {
    severity: keyword === 'format' ? 'warning' : 'error',
    rule: ruleOf(fault),
    path,
    ...told,
    ...(value !== undefined && { actual: quote(value) }),
    grade: 'learned',
    contract,
    ...(fix && { fix: { path, value: fix.value } }),
  };
}

/** Of a property or an item that no schema allows: the known one that it may be meant for. */
function toldOfForbidden({ wanted, path }: Fault): Told {
  const known = isObject(wanted) ? Object.keys(wanted) : [];
  const meant = nearest(String(path.at(-1) ?? ''), known);
  const names = meant === undefined ? known : [meant];
  const message = 'issueForbidden';
  return names.length > 0 ? { message, expected: quoteList(names) } : { message };
}

function toldOfMissing(schema: unknown): Told {
  const message = 'issueMissingField';
  if (!isObject(schema)) return { message };
  const { type, enum: values } = schema;
  if (Object.hasOwn(schema, 'const')) return { message, expected: quote(schema['const']) };
  if (Array.isArray(values)) return { message, expected: quoteList(values) };
  return type === undefined ? { message } : { message, expected: listOf(type).join(' | ') };
}
