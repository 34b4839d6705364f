/** Bytes as text, where they are UTF-8: the same bytes come of it again. */
export function utf8Of(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // It says by an exception that it is not.
    return undefined;
  }
}
