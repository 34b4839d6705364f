import { gunzipSync, inflateSync } from 'node:zlib';
import { bodyLimit } from './read-body.ts';

/** The bytes behind a `Content-Encoding`; nothing when it is unknown, broken or too big. */
export function decompress(body: Uint8Array, encoding: string | undefined): Uint8Array | undefined {
  const limits = { maxOutputLength: bodyLimit };
  try {
    switch (encoding?.trim().toLowerCase() ?? 'identity') {
      case 'identity':
        return body;
      case 'gzip':
        return gunzipSync(body, limits);
      case 'deflate':
        return inflateSync(body, limits);
      default:
        return undefined;
    }
  } catch {
    return undefined;
  }
}
