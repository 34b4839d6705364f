/** Date and time of ISO 8601 as it is sent, with the offset that makes it a moment. */
const WITH_OFFSET =
  /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d)?)(?:[.,](\d{1,9}))?\s?(Z|z|[+-]\d\d(?::?\d\d)?)$/;
/** As `Date` writes it, and every engine reads it. */
const CANONICAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const EPOCH = /^\d{9,13}(?:\.\d{1,9})?$/;

/** From 1973 to 5138 in seconds; in milliseconds, the same numbers are before 1973. */
const MIN_SECONDS = 1e8;
const MIN_MILLISECONDS = 1e11;
const MAX_MILLISECONDS = 1e14;

/** A moment in milliseconds since the epoch, from ISO 8601 with offset or epoch seconds or milliseconds. */
export function timeOf(value: unknown): number | undefined {
  if (typeof value === 'number') return ofEpoch(value);
  if (typeof value !== 'string' || value.length > 40) return undefined;
  if (CANONICAL.test(value)) return parsed(value);
  const [, date, clock, fraction, offset] = WITH_OFFSET.exec(value) ?? [];
  if (date === undefined || clock === undefined || offset === undefined) {
    return EPOCH.test(value) ? ofEpoch(Number(value)) : undefined;
  }
  // Engines differ in all but this form (ECMA-262, Date Time String Format).
  const seconds = clock.length === 5 ? `${clock}:00` : clock;
  const milliseconds = (fraction ?? '').slice(0, 3).padEnd(3, '0');
  return parsed(`${date}T${seconds}.${milliseconds}${plainOffset(offset)}`);
}

function parsed(text: string): number | undefined {
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}

function plainOffset(offset: string): string {
  if (offset === 'Z' || offset === 'z') return 'Z';
  const digits = offset.slice(1).replace(':', '').padEnd(4, '0');
  return `${offset[0]}${digits.slice(0, 2)}:${digits.slice(2)}`;
}

function ofEpoch(value: number): number | undefined {
  if (value >= MIN_SECONDS && value < MIN_MILLISECONDS) return value * 1000;
  return value >= MIN_MILLISECONDS && value < MAX_MILLISECONDS ? value : undefined;
}
