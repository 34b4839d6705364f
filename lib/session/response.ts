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
  const isCut = read.length < capture.responseBody.size;
  const { charset, isSupposed } = charsetOf(capture);
  const own = textOf(read, isCut, charset);
  const text = own ?? (isSupposed ? oldTextOf(read) : undefined);
  if (text === undefined) return { responseBytes: read.slice(0, SHOWN_BYTES) };
  return { responseText: indentJson(text) };
}

/** The charset that is named; of what is said to be text without one, it is only supposed. */
function charsetOf({ responseHeaders }: Capture): { charset: string; isSupposed: boolean } {
  const type = headerValue(responseHeaders, 'content-type') ?? '';
  const named = /charset="?([\w-]{1,40})/i.exec(type)?.[1];
  return {
    charset: named ?? 'utf-8',
    isSupposed: named === undefined && /^\s*text\//i.test(type),
  };
}

/** Text as older servers write it; whatever the bytes are, they are some, so signs of others must be missing. */
function oldTextOf(bytes: Uint8Array): string | undefined {
  const text = new TextDecoder('windows-1252').decode(bytes);
  return /[^\P{Cc}\t\r\n]/u.test(text) ? undefined : text;
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
