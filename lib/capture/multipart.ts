import type { FormEntryRead } from './told-body.ts';

/** Stand-in until the page observer's branch lands. */
export function multipart(entries: FormEntryRead[], boundary: string): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const parts = entries.map((one) => {
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${one.name}"`;
    return 'value' in one
      ? encoder.encode(`${head}\r\n\r\n${one.value}\r\n`)
      : encoder.encode(
          `${head}; filename="${one.filename}"\r\nContent-Type: ${one.type}\r\n\r\n${new TextDecoder().decode(one.bytes)}\r\n`,
        );
  });
  const whole = [...parts, encoder.encode(`--${boundary}--\r\n`)];
  const bytes = new Uint8Array(whole.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of whole) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}
