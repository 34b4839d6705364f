import type { Capture } from '../capture/capture.ts';
import { MAX_DRAFT } from '../resend/draft.ts';
import { keptHeaders } from '../resend/headers.ts';
import { isEncoding, type OwnHeader } from '../resend/own-headers.ts';
import { decode } from '../wire/decode.ts';
import { type Compression, inflate } from '../wire/inflate.ts';

/** A body's text, to be edited. */
export interface TextToEdit {
  capture: string;
  url: string;
  /** Those of the original that may be sent again. */
  headers: OwnHeader[];
  /** How its bytes were packed, and are packed again. */
  packing: Compression[];
  /** Absent where it can't be edited. */
  text?: string;
  /** Its bytes, unpacked, are not the text's in UTF-8. */
  isReencoded: boolean;
  why?: 'gone' | 'no-text' | 'too-large';
}

export function textToEdit(
  id: string,
  capture: Capture | undefined,
  bytes: Uint8Array<ArrayBuffer> | undefined,
): TextToEdit {
  const { url = '', requestHeaders = [] } = capture ?? {};
  const headers = keptHeaders(requestHeaders);
  const common = { capture: id, url, headers, packing: [] };
  const refused = (why: TextToEdit['why']): TextToEdit => ({
    ...common,
    isReencoded: false,
    ...(why && { why }),
  });
  if (!capture) return refused('gone');
  if (capture.body.kind === 'empty') {
    return { ...common, text: '', isReencoded: false };
  }
  if (!bytes || capture.body.kind !== 'bytes') return refused('no-text');
  if (capture.body.stored < capture.body.size) return refused('too-large');
  const facts = { headers: requestHeaders, url };
  const { text } = decode(bytes, facts);
  if (text === undefined) return refused('no-text');
  if (text.length > MAX_DRAFT) return refused('too-large');
  const { bytes: plain, from, fault } = inflate(bytes, facts);
  if (fault && from.length > 0) {
    // What it was packed to can't be known: it is sent as it reads.
    const unpacked = headers.filter((header) => !isEncoding(header));
    return { ...common, headers: unpacked, text, isReencoded: true };
  }
  const isReencoded = !isSame(new TextEncoder().encode(text), plain);
  return { ...common, packing: from, text, isReencoded };
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
