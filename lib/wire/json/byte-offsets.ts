import { byteLength } from './position.ts';

/** Characters between two known offsets. */
const STEP = 4096;

/** Tells for a character of a text the byte at which it begins in UTF-8. */
export function byteOffsets(text: string): (offset: number) => number {
  const known = [0];
  return (offset) => {
    const step = Math.floor(offset / STEP);
    while (known.length <= step) {
      const last = known.length - 1;
      known.push(known[last]! + byteLength(text, last * STEP, (last + 1) * STEP));
    }
    return known[step]! + byteLength(text, step * STEP, offset);
  };
}
