import { hiddenIn } from '../wire/keys.ts';

/** Bytes on one line. */
const WIDTH = 16;
const HIDDEN = '··';

/**
 * Bytes as a dump: where each line begins, its bytes, and their characters as far as they are ASCII. The
 * middles of keys are left out.
 *
 * @param secret a key that is not shown, wherever it stands
 */
export function hexDump(bytes: Uint8Array, secret?: string): string {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const hidden = hiddenBytes(text, secret);
  const lines: string[] = [];
  for (let start = 0; start < bytes.length; start += WIDTH) {
    const line = [...bytes.subarray(start, start + WIDTH)];
    const pairs = line.map((byte, at) =>
      hidden.has(start + at) ? HIDDEN : byte.toString(16).padStart(2, '0'),
    );
    const characters = line.map((byte, at) => (hidden.has(start + at) ? '·' : characterOf(byte)));
    const place = start.toString(16).padStart(6, '0');
    lines.push(`${place}  ${pairs.join(' ').padEnd(WIDTH * 3)} ${characters.join('')}`);
  }
  return lines.join('\n');
}

function hiddenBytes(text: string, secret: string | undefined): ReadonlySet<number> {
  const hidden = new Set<number>();
  for (const { start, end } of hiddenIn(text, secret)) {
    for (let at = start; at < end; at += 1) hidden.add(at);
  }
  return hidden;
}

function characterOf(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
}
