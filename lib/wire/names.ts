/** Names whose form is remembered, and the characters of a name that is worth it. */
const MAX_REMEMBERED = 10_000;
const MAX_NAME = 100;

/** Names of one record among which another style of a name is looked for. */
const MAX_SEARCHED = 10_000;

const remembered = new Map<string, string>();

/** With so many names, to list them takes so long that it is done once. */
const MANY = 1000;
const namesOfLarge = new WeakMap<object, readonly string[]>();
/** The last one of them: to be asked about others costs nothing. */
let lastLarge: WeakRef<object> | undefined;

/** The names of a record that does not change any more, in order. */
export function namesOf(record: object): readonly string[] {
  const known = lastLarge?.deref() === record ? namesOfLarge.get(record) : undefined;
  if (known) return known;
  const names = Object.keys(record);
  if (names.length >= MANY) {
    namesOfLarge.set(record, names);
    lastLarge = new WeakRef(record);
  }
  return names;
}

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
 * `_`, among the first ten thousand. Own properties only.
 */
export function fieldOf(record: Record<string, unknown>, name: string): Field | undefined {
  if (Object.hasOwn(record, name)) return { name, value: record[name] };
  const wanted = plainName(name);
  const names = namesOf(record);
  for (let at = 0; at < names.length && at < MAX_SEARCHED; at += 1) {
    const own = names[at]!;
    if (plainName(own) === wanted) return { name: own, value: record[own] };
  }
  return undefined;
}

/** The values of several properties of JSON, each found as {@link fieldOf} does, in one pass. */
export function valuesOf(names: readonly string[]) {
  const places = new Map(names.map((name, at) => [plainName(name), at]));
  return (record: Record<string, unknown>): unknown[] => {
    const values: unknown[] = names.map((name) =>
      Object.hasOwn(record, name) ? record[name] : undefined,
    );
    const all = namesOf(record);
    for (let at = 0; at < all.length && at < MAX_SEARCHED; at += 1) {
      const place = places.get(plainName(all[at]!));
      if (place !== undefined && values[place] === undefined) values[place] = record[all[at]!];
    }
    return values;
  };
}

/** Names of an instrumentation key, the first choice first. */
export const KEY_NAMES = ['instrumentationKey', 'iKey', 'apiKey', 'writeKey'] as const;
const PLAIN_KEY_NAMES: ReadonlySet<string> = new Set(KEY_NAMES.map(plainName));

/** Whether a property of this name holds an instrumentation key, which is not shown whole. */
export function isKeyName(name: string): boolean {
  return PLAIN_KEY_NAMES.has(plainName(name));
}
