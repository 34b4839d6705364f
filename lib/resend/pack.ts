import type { Compression } from '../wire/inflate.ts';

/** Puts compressions around bytes, the outermost first, as `inflate` names those that it takes off. */
export async function packed(
  bytes: Uint8Array<ArrayBuffer>,
  packing: readonly Compression[],
): Promise<Uint8Array<ArrayBuffer>> {
  let whole = bytes;
  for (const format of packing.toReversed()) {
    const stream = new Blob([whole]).stream().pipeThrough(new CompressionStream(format));
    whole = new Uint8Array(await new Response(stream).arrayBuffer());
  }
  return whole;
}
