/** Characters without a look of their own that change the direction of what stands around them. */
const DIRECTIONS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A text in which these are named: one of them would turn around what follows, and a value would read as another. */
export function inertText(text: string): string {
  return text.replace(
    DIRECTIONS,
    (character) => `‹U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}›`,
  );
}
