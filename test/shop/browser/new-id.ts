/** A random id of 32 hex digits; `crypto.randomUUID` is missing at plain http host names. */
export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
