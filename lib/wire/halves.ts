/** Whether a unit is one of the two of a character, and the other one is there. */
export function isHalf(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  const other = text.charCodeAt(isLow(code) ? at - 1 : at + 1);
  return isLow(code) ? isHigh(other) : isHigh(code) && isLow(other);
}

/** Where a text may be cut: at a place, or before it where that is within a character of two units. */
export function cutAt(text: string, at: number): number {
  return isLow(text.charCodeAt(at)) && isHalf(text, at) ? at - 1 : at;
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}
