import { isObject, isSchema, type Schema } from './node.ts';

/** What a keyword's value has to be. */
export interface Shape<T> {
  /** In the words of the wire, the same in every language. */
  text: string;
  fits(value: unknown): value is T;
  /** The schemas in it, each with the way to it. Of a value that fits. */
  parts?(value: T): [way: (string | number)[], schema: unknown][];
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number';
const areTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);

export const TYPES = ['null', 'boolean', 'object', 'array', 'number', 'string', 'integer'];
const isType = (value: unknown): value is string => isText(value) && TYPES.includes(value);

export const ANY: Shape<unknown> = {
  text: 'value',
  fits: (value): value is unknown => value !== undefined,
};
export const LIST: Shape<unknown[]> = { text: 'array', fits: (value) => Array.isArray(value) };
export const FLAG: Shape<boolean> = {
  text: 'boolean',
  fits: (value) => typeof value === 'boolean',
};
export const NUMBER: Shape<number> = { text: 'number', fits: isNumber };
export const POSITIVE: Shape<number> = {
  text: 'number > 0',
  fits: (value): value is number => isNumber(value) && value > 0,
};
export const COUNT: Shape<number> = {
  text: 'integer ≥ 0',
  fits: (value): value is number => Number.isInteger(value) && Number(value) >= 0,
};
export const TEXT: Shape<string> = { text: 'string', fits: isText };
export const NAMES: Shape<string[]> = { text: 'array of string', fits: areTexts };
export const TYPE: Shape<string | string[]> = {
  text: TYPES.join(' | '),
  fits: (value): value is string | string[] =>
    isType(value) || (Array.isArray(value) && value.length > 0 && value.every(isType)),
};

export const SCHEMA: Shape<Schema> = {
  text: 'schema',
  fits: isSchema,
  parts: (value) => [[[], value]],
};
export const SCHEMAS: Shape<unknown[]> = {
  text: 'array of schemas',
  fits: (value): value is unknown[] => Array.isArray(value) && value.length > 0,
  parts: (value) => value.map((schema, index) => [[index], schema]),
};
export const SCHEMA_OR_SCHEMAS: Shape<Schema | unknown[]> = {
  text: 'schema | array of schemas',
  fits: (value): value is Schema | unknown[] => isSchema(value) || Array.isArray(value),
  parts: (value) =>
    Array.isArray(value) ? value.map((schema, index) => [[index], schema]) : [[[], value]],
};
export const SCHEMA_MAP: Shape<Record<string, unknown>> = {
  text: 'object of schemas',
  fits: isObject,
  parts: (value) => Object.keys(value).map((name) => [[name], value[name]]),
};
export const NAMES_MAP: Shape<Record<string, string[]>> = {
  text: 'object of arrays of string',
  fits: (value): value is Record<string, string[]> =>
    isObject(value) && Object.values(value).every(areTexts),
};
/** Draft 7's `dependencies`. */
export const DEPENDENCIES: Shape<Record<string, unknown>> = {
  text: 'object of schemas | arrays of string',
  fits: isObject,
  parts: (value) =>
    Object.keys(value)
      .filter((name) => !areTexts(value[name]))
      .map((name) => [[name], value[name]]),
};
