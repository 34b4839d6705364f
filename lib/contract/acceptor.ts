import type * as z from 'zod/mini';
import { namesOf, plainName } from '../wire/names.ts';
import { isRecord } from '../wire/record.ts';

/**
 * Whether a value surely satisfies a schema by its very names. `false` only means that the schema has to be
 * asked, which takes several times as long.
 */
export type Acceptor = (value: unknown) => boolean;

/** Names that are remembered of one schema; what comes beyond is looked up each time. */
const MAX_KNOWN = 1000;

const never: Acceptor = () => false;

/**
 * A quick test of what most values are: right. Zod would compile one of its own, which an extension may not
 * (MV3), and without it makes a result of each field.
 */
export function acceptorFor(schema: z.core.$ZodType): Acceptor {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === 'optional') return acceptorFor(def.innerType);
  const checks = def.checks ?? [];
  if (def.type === 'string') return textAcceptor(checks);
  if (checks.length > 0) return never;
  if (def.type === 'number') return Number.isFinite;
  if (def.type === 'array') return listAcceptor(acceptorFor(def.element));
  return def.type === 'object' && !def.catchall ? recordAcceptor(def.shape) : never;
}

function listAcceptor(accepts: Acceptor): Acceptor {
  return (value) => Array.isArray(value) && value.every(accepts);
}

function textAcceptor(checks: readonly z.core.$ZodCheck[]): Acceptor {
  const tests = checks.map(textTest);
  return (value) => {
    if (typeof value !== 'string') return false;
    for (const test of tests) if (!test(value)) return false;
    return true;
  };
}

function textTest(check: z.core.$ZodCheck): (text: string) => boolean {
  const { def } = (check as z.core.$ZodChecks)._zod;
  if (def.check === 'min_length') return ({ length }) => length >= def.minimum;
  const pattern = def.check === 'string_format' ? def.pattern : undefined;
  // With `g` or `y` a pattern would remember where it was.
  if (!pattern || pattern.global || pattern.sticky) return never;
  return (text) => pattern.test(text);
}

interface Field {
  accepts: Acceptor;
  isRequired: boolean;
}

/** Of a name that the schema has in another case style. */
const OTHER_STYLE: Field = { accepts: never, isRequired: false };
/** Of a name that the schema does not have. */
const UNKNOWN: Field = { accepts: () => true, isRequired: false };

function recordAcceptor(shape: Readonly<Record<string, z.core.$ZodType>>): Acceptor {
  const names = Object.keys(shape);
  const plainNames = new Set(names.map(plainName));
  const known = new Map<string, Field>();
  let required = 0;
  for (const name of names) {
    const { type } = (shape[name] as z.core.$ZodTypes)._zod.def;
    const isRequired = type !== 'optional';
    if (isRequired) required += 1;
    known.set(name, { accepts: acceptorFor(shape[name]!), isRequired });
  }

  function fieldOf(name: string): Field {
    const found = known.get(name);
    if (found) return found;
    const field = plainNames.has(plainName(name)) ? OTHER_STYLE : UNKNOWN;
    if (known.size < MAX_KNOWN) known.set(name, field);
    return field;
  }

  return (value) => {
    if (!isRecord(value)) return false;
    let missing = required;
    for (const name of namesOf(value)) {
      const { accepts, isRequired } = fieldOf(name);
      if (!accepts(value[name])) return false;
      if (isRequired) missing -= 1;
    }
    return missing === 0;
  };
}
