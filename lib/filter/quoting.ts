/** Characters that a field of one line can't hold, or that are not seen: a text with them stands in quotes. */
const UNSEEN = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;
const SHORT: Record<string, string> = { '\n': 'n', '\r': 'r', '\t': 't' };
const ESCAPE = /\\(?:(["\\])|([nrt])|u\{([0-9a-fA-F]{1,6})\})/g;
const MEANT = new Map(Object.entries(SHORT).map(([unit, short]) => [short, unit]));
const LAST_CODE_POINT = 0x10ffff;

/** Whether a text can stand in a filter only in quotes, whatever it is read as. */
export function wantsQuotes(text: string): boolean {
  return text.search(UNSEEN) >= 0;
}

/** A text in quotes, which {@link unquoted} reads. */
export function quoted(text: string): string {
  const inside = text
    .replace(/["\\]/g, '\\$&')
    .replace(UNSEEN, (unit) => `\\${SHORT[unit] ?? `u{${unit.charCodeAt(0).toString(16)}}`}`);
  return `"${inside}"`;
}

/**
 * What stands between quotes: a backslash before a quote or a backslash, `\n`, `\r`, `\t` and `\u{202e}`; any other
 * backslash is one itself.
 */
export function unquoted(text: string): string {
  return text.replace(ESCAPE, (escape, itself?: string, short?: string, code?: string) => {
    if (itself !== undefined) return itself;
    if (short !== undefined) return MEANT.get(short)!;
    const point = parseInt(code!, 16);
    return point <= LAST_CODE_POINT ? String.fromCodePoint(point) : escape;
  });
}
