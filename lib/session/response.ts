import type { Capture } from '../capture/capture.ts';
import { headerValue } from '../capture/headers.ts';
import { indentJson } from './indent.ts';

/** A response's body as it is shown: text, or its first bytes where it is none. */
export interface ResponseShown {
  responseText?: string;
  responseBytes?: Uint8Array;
}

/** Bytes of a response that are read for showing. */
const MAX_READ = 256 * 1024;
/** Bytes shown where it is no text. */
const SHOWN_BYTES = 4096;

/** Reads a response's body by its charset; JSON is indented. */
export function readResponse(capture: Capture, bytes: Uint8Array | undefined): ResponseShown {
  if (!bytes || capture.responseBody?.kind !== 'bytes') return {};
  const read = bytes.subarray(0, MAX_READ);
  const text = textOf(read, read.length < capture.responseBody.size, charsetOf(capture));
  if (text === undefined) return { responseBytes: read.slice(0, SHOWN_BYTES) };
  return { responseText: indentJson(text) };
}

function charsetOf({ responseHeaders }: Capture): string {
  const type = headerValue(responseHeaders, 'content-type') ?? '';
  return /charset="?([\w-]{1,40})/i.exec(type)?.[1] ?? 'utf-8';
}

/** `undefined` if the bytes are no text of that charset; a cut one may end within a character. */
function textOf(bytes: Uint8Array, isCut: boolean, charset: string): string | undefined {
  try {
    const text = new TextDecoder(charset, { fatal: true }).decode(bytes, { stream: isCut });
    return text.includes('\0') ? undefined : text;
  } catch {
    // Not of that charset, or a charset that nobody knows.
    return undefined;
  }
}
