/** A field found in a record, with the name that it has there. */
export interface Field {
  name: string;
  value: unknown;
}

/** A name without its case style: `totalPrice`, `TotalPrice` and `total_price` are the same. */
export function plainName(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}

/** The field of that very name, else the first whose name differs in case style only; own fields alone. */
export function fieldOf(record: Record<string, unknown>, name: string): Field | undefined {
  if (Object.hasOwn(record, name)) return { name, value: record[name] };
  const plain = plainName(name);
  for (const other of Object.keys(record)) {
    if (plainName(other) === plain) return { name: other, value: record[other] };
  }
  return undefined;
}
