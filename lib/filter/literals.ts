/** Shorter pieces are in most texts anyway. */
const MIN_LENGTH = 2;

/**
 * Pieces that every text has in which the pattern is found, whatever the case: to look for them is many
 * times quicker than to look for the pattern. Empty where none is plain, as of a pattern with groups.
 */
export function literalsOf(pattern: string): string[] {
  // A group or an alternative may make optional what stands in it.
  if (/[|()]/.test(pattern)) return [];
  const pieces: string[] = [];
  let piece = '';
  const end = () => {
    if (piece.length >= MIN_LENGTH) pieces.push(piece.toLowerCase());
    piece = '';
  };
  for (let at = 0; at < pattern.length; at += 1) {
    const unit = pattern[at]!;
    if (unit === '\\') {
      end();
      // What it stands for may be written on over several characters: nothing behind it is plain.
      if (!/[dDwWsSbB.\-/]/.test(pattern[at + 1] ?? '')) break;
      at += 1;
    } else if (unit === '[') {
      end();
      const closed = endOfClass(pattern, at);
      if (closed === undefined) break;
      at = closed;
    } else if (unit === '{') {
      piece = piece.slice(0, -1);
      end();
      const closed = pattern.indexOf('}', at);
      if (closed < 0) break;
      at = closed;
    } else if (unit === '*' || unit === '?') {
      piece = piece.slice(0, -1);
      end();
    } else if (/[a-zA-Z0-9 _"':,@#%&=<>!;~`-]/.test(unit)) {
      piece += unit;
    } else {
      end();
    }
  }
  end();
  return pieces;
}

/** Where the bracket stands that ends a class. */
function endOfClass(pattern: string, from: number): number | undefined {
  for (let at = from + 1; at < pattern.length; at += 1) {
    if (pattern[at] === '\\') at += 1;
    else if (pattern[at] === ']' && at > from + 1 && pattern.slice(from + 1, at) !== '^') return at;
  }
  return undefined;
}

/** Whether a text in lower case may have the pieces: `ſ` is an `s` to a pattern that ignores case. */
export function mayHave(text: string, literals: readonly string[]): boolean {
  for (const literal of literals) {
    if (!text.includes(literal) && !(literal.includes('s') && text.includes('ſ'))) return false;
  }
  return true;
}
