import type { IncomingMessage } from 'node:http';

/** The largest body that is kept, in bytes. */
export const bodyLimit = 64 * 1024 * 1024;

/**
 * The exact bytes of a request's body, or `too-large`. A body beyond the limit is read to
 * its end and thrown away, for a client that is still sending would not see the answer.
 * Throws when the client goes away before the end.
 */
export async function readBody(request: IncomingMessage): Promise<Uint8Array | 'too-large'> {
  let chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size <= bodyLimit) chunks.push(chunk);
    else chunks = [];
  }
  return size > bodyLimit ? 'too-large' : new Uint8Array(Buffer.concat(chunks));
}
