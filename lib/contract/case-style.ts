import type * as z from 'zod/mini';
import { isRecord } from '../wire/decode.ts';
import { namesOf, plainName } from '../wire/names.ts';

/** Names that are remembered of one schema; what comes beyond is looked up each time. */
const MAX_KNOWN = 1000;

/** Gives a value the very names of its schema, where its own differ in case style only. */
export type Restyle = (value: unknown) => unknown;

const asItIs: Restyle = (value) => value;

/**
 * A schema compares names exactly, a sender may write them in another case style. A value that has the
 * names already is handed on as it is, and no value is changed.
 */
export function restyleFor(schema: z.core.$ZodType): Restyle {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === 'object') return restyleRecord(def.shape);
  if (def.type === 'array') return restyleItems(restyleFor(def.element));
  return def.type === 'optional' ? restyleFor(def.innerType) : asItIs;
}

function restyleItems(item: Restyle): Restyle {
  if (item === asItIs) return asItIs;
  return (value) => {
    if (!Array.isArray(value)) return value;
    const items = value.map(item);
    return items.some((one, index) => one !== value[index]) ? items : value;
  };
}

function restyleRecord(shape: Readonly<Record<string, z.core.$ZodType>>): Restyle {
  const names = Object.keys(shape);
  const byPlainName = new Map(names.map((name) => [plainName(name), name]));
  const inner = names
    .map((name) => [name, restyleFor(shape[name]!)] as const)
    .filter(([, restyle]) => restyle !== asItIs);
  /** What the schema calls a name that it does not have; empty: nothing. */
  const others = new Map<string, string>();

  function nameOf(name: string): string | undefined {
    const found = others.get(name);
    if (found !== undefined) return found || undefined;
    const known = Object.hasOwn(shape, name) ? undefined : byPlainName.get(plainName(name));
    if (others.size < MAX_KNOWN) others.set(name, known ?? '');
    return known;
  }

  return (value) => {
    if (!isRecord(value)) return value;
    let styled: Record<string, unknown> | undefined;
    for (const name of namesOf(value)) {
      const known = nameOf(name);
      if (known === undefined || Object.hasOwn(styled ?? value, known)) continue;
      styled ??= { ...value };
      styled[known] = value[name];
    }
    for (const [name, restyle] of inner) {
      const own = (styled ?? value)[name];
      const restyled = restyle(own);
      if (restyled !== own) (styled ??= { ...value })[name] = restyled;
    }
    return styled ?? value;
  };
}
