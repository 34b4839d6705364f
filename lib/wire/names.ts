/** Names whose form is remembered, and the characters of a name that is worth it. */
const MAX_REMEMBERED = 10_000;
const MAX_NAME = 100;

const remembered = new Map<string, string>();

export interface Field {
  /** As it is written in the record. */
  name: string;
  value: unknown;
}

/** A name without case and `_`: `TotalPrice`, `total_price` and `totalPrice` are one name. */
export function plainName(name: string): string {
  const known = remembered.get(name);
  if (known !== undefined) return known;
  const plain = name.replaceAll('_', '').toLowerCase();
  if (name.length <= MAX_NAME && remembered.size < MAX_REMEMBERED) remembered.set(name, plain);
  return plain;
}

/**
 * A property by its name: by the very name first, else the first of the same name without case and
 * `_`. Own properties only.
 */
export function fieldOf(record: Record<string, unknown>, name: string): Field | undefined {
  if (Object.hasOwn(record, name)) return { name, value: record[name] };
  const wanted = plainName(name);
  for (const own of Object.keys(record)) {
    if (plainName(own) === wanted) return { name: own, value: record[own] };
  }
  return undefined;
}

/** Names of an instrumentation key, the first choice first. */
export const KEY_NAMES = ['instrumentationKey', 'iKey', 'apiKey', 'writeKey'] as const;
const PLAIN_KEY_NAMES: ReadonlySet<string> = new Set(KEY_NAMES.map(plainName));

/** Whether a property of this name holds an instrumentation key, which is not shown whole. */
export function isKeyName(name: string): boolean {
  return PLAIN_KEY_NAMES.has(plainName(name));
}
