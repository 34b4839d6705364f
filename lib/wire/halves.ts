/** Where a text may be cut: at a place, or before it where that is within a character of two units. */
export function cutAt(text: string, at: number): number {
  const isWithin = isLow(text.charCodeAt(at)) && isHigh(text.charCodeAt(at - 1));
  return isWithin ? at - 1 : at;
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}
