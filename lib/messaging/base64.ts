/** A call takes so many arguments. */
const CHUNK = 32 * 1024;

/** Bytes for messages that carry JSON alone. */
export function toBase64(bytes: Uint8Array): string {
  const chunks: string[] = [];
  for (let at = 0; at < bytes.length; at += CHUNK) {
    chunks.push(String.fromCharCode(...bytes.subarray(at, at + CHUNK)));
  }
  return btoa(chunks.join(''));
}
