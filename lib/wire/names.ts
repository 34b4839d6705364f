/** A name without case and `_`: `TotalPrice`, `total_price` and `totalPrice` are one name. */
function plainName(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}

/**
 * A property by its name: by the very name first, else the first of the same name without case and
 * `_`. Own properties only.
 */
export function fieldOf(
  record: Record<string, unknown>,
  name: string,
): { name: string; value: unknown } | undefined {
  if (Object.hasOwn(record, name)) return { name, value: record[name] };
  const own = Object.keys(record).find((other) => plainName(other) === plainName(name));
  return own === undefined ? undefined : { name: own, value: record[own] };
}
