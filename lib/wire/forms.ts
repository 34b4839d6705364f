import type { FormField } from './batch.ts';
import { beginsLikeJson } from './embedded.ts';

/** Fields of a form that are read. */
const MAX_FIELDS = 1000;
/** Bytes of the headers of a part. */
const MAX_PART_HEADERS = 10_000;

const LINE_END = '\r\n';
const PLAIN_FIELD = /^[\w.[\]-]{1,100}=/;

/** The fields of `application/x-www-form-urlencoded` (WHATWG URL, section 5). */
export function urlencodedFields(text: string): FormField[] {
  const fields: FormField[] = [];
  for (const [name, value] of new URLSearchParams(text)) {
    if (fields.length >= MAX_FIELDS) break;
    fields.push({ name, value });
  }
  return fields;
}

/** A field that is sent as text, `name=` before JSON, without saying so; `undefined` where it is not. */
export function plainField(text: string): Required<FormField> | undefined {
  const start = PLAIN_FIELD.exec(text)?.[0].length;
  if (start === undefined) return undefined;
  const value = text.slice(start);
  return beginsLikeJson(value) ? { name: text.slice(0, start - 1), value, byte: start } : undefined;
}

/**
 * The boundary of a multipart body: the one of the content type, where it is in the body, else that
 * of its first line. `undefined` for any other body.
 */
export function boundaryIn(bytes: Uint8Array, contentType: string): string | undefined {
  const [, quoted, plain] =
    /^\s*multipart\/[\w-]+\s*;.*?\bboundary=(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(
      contentType,
    ) ?? [];
  const said = quoted ?? plain;
  if (said !== undefined && characters(bytes).includes(`--${said}`)) return said;
  if (bytes[0] !== 0x2d || bytes[1] !== 0x2d) return undefined;
  const head = characters(bytes.subarray(0, 300));
  return /^--(\S{1,200})\r\ncontent-disposition:/i.exec(head)?.[1];
}

/**
 * The fields of `multipart/form-data` (RFC 7578) that are text in UTF-8, files too; what is no text is
 * left out. Of a cut body, the parts that are whole.
 */
export function multipartFields(bytes: Uint8Array, boundary: string): FormField[] {
  const body = characters(bytes);
  const delimiter = `--${boundary}`;
  const fields: FormField[] = [];
  let at = body.startsWith(delimiter)
    ? 0
    : body.indexOf(`${LINE_END}${delimiter}`) + LINE_END.length;
  while (fields.length < MAX_FIELDS) {
    const headers = at + delimiter.length + LINE_END.length;
    const headersEnd = body.indexOf(LINE_END + LINE_END, headers - LINE_END.length);
    if (headersEnd < 0 || headersEnd - headers > MAX_PART_HEADERS) break;
    const start = headersEnd + 2 * LINE_END.length;
    const end = body.indexOf(`${LINE_END}${delimiter}`, start - LINE_END.length);
    if (end < 0) break;
    const value = utf8(bytes.subarray(start, Math.max(start, end)));
    const name = nameIn(new TextDecoder().decode(bytes.subarray(headers, headersEnd)));
    if (name !== undefined && value !== undefined) fields.push({ name, value, byte: start });
    at = end + LINE_END.length;
  }
  return fields;
}

/** An object of a form's fields; a name that comes more than once has a list of its values. */
export function formValue(fields: readonly FormField[]): Record<string, unknown> {
  const byName = Map.groupBy(fields, ({ name }) => name);
  return Object.fromEntries(
    [...byName].map(([name, all]): [string, unknown] => {
      const values = all.map(({ value }) => value);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
}

function nameIn(headers: string): string | undefined {
  const disposition = /^content-disposition:(.*)$/im.exec(headers)?.[1] ?? '';
  const name = /;\s*name="([^"]*)"/i.exec(disposition)?.[1];
  return name?.replaceAll('%22', '"').replaceAll('%0D', '\r').replaceAll('%0A', '\n');
}

/** Each byte as one character, so that places are the same. */
function characters(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // A file that is no text.
    return undefined;
  }
}
