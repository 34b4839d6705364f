import type { FormEntryRead } from './told-body.ts';

/**
 * A form as a browser sends it, byte for byte, once the boundary is known from the request's
 * headers. Source: HTML, "multipart/form-data encoding algorithm".
 */
export function multipart(
  entries: readonly FormEntryRead[],
  boundary: string,
): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const parts = entries.flatMap((entry) => [
    encoder.encode(`--${boundary}\r\n${headerOf(entry)}\r\n\r\n`),
    'bytes' in entry ? entry.bytes : encoder.encode(withNewlines(entry.value)),
    encoder.encode('\r\n'),
  ]);
  return joined([...parts, encoder.encode(`--${boundary}--\r\n`)]);
}

/** The boundary that a Content-Type names; `undefined` where it is of no form. */
export function boundaryOf(contentType: string): string | undefined {
  const [, quoted, plain] =
    /^\s*multipart\/form-data\s*;.*?\bboundary=(?:"([^"]+)"|([^\s;"]+))/i.exec(contentType) ?? [];
  return quoted ?? plain;
}

function headerOf(entry: FormEntryRead): string {
  const disposition = `Content-Disposition: form-data; name="${escaped(withNewlines(entry.name))}"`;
  if (!('bytes' in entry)) return disposition;
  const type = entry.type || 'application/octet-stream';
  return `${disposition}; filename="${escaped(entry.filename)}"\r\nContent-Type: ${type}`;
}

/** Every kind of line end as CRLF; a file's name keeps its own. */
function withNewlines(text: string): string {
  return text.replaceAll(/\r\n|\r|\n/g, '\r\n');
}

function escaped(name: string): string {
  return name.replaceAll('\n', '%0A').replaceAll('\r', '%0D').replaceAll('"', '%22');
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
