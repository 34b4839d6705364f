/** Texts longer than this, in characters, are not put right. */
const MAX_MENDED = 10_000;
/** Characters of a text that are searched. */
const MAX_SEARCHED = 100_000;

/** What Windows-1252 has at 0x80 to 0x9F, where ISO 8859-1 has control characters. */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

const CONTINUATION = `[\u0080-\u00bf${WINDOWS}]`;

/**
 * The first bytes of UTF-8 (C2, C3, and E2 with two more) read as Windows-1252 or ISO 8859-1, or the sign
 * for a character that was lost.
 */
const MOJIBAKE = new RegExp(`[ÂÃ]${CONTINUATION}|â[\u0080-\u0084€‚„†]${CONTINUATION}|\ufffd`);

/**
 * Whether a text was written as UTF-8 and read as something else; `meant` is what it was to be, where all
 * of it can be turned back.
 */
export function mojibakeIn(text: string): { meant?: string } | undefined {
  if (!MOJIBAKE.test(text.slice(0, MAX_SEARCHED))) return undefined;
  if (text.length > MAX_MENDED) return {};
  const meant = turnBack(text);
  return meant === undefined ? {} : { meant };
}

function turnBack(text: string): string | undefined {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) {
    const byte = byteOf(text.charCodeAt(index), text[index]!);
    if (byte === undefined) return undefined;
    bytes[index] = byte;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Part of it was right already: which is meant is not plain.
    return undefined;
  }
}

function byteOf(code: number, character: string): number | undefined {
  if (code < 256) return code;
  const index = WINDOWS.indexOf(character);
  return index < 0 ? undefined : index + 0x80;
}
