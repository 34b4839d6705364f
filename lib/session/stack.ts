/** A place in a call stack. */
export interface Frame {
  /** Empty for code outside of any function. */
  name: string;
  /** Absent where the browser names no source; line and column count from 1. */
  source?: { url: string; line: number; column: number };
}

/** Frames that are kept; what is further down has little to tell. */
export const MAX_FRAMES = 50;
/** Characters of a frame's line that are read: the page may have written it. */
const MAX_LINE = 2000;
/** Characters of a function's name. */
const MAX_NAME = 200;

const V8_FRAME = /^\s*at /;
const PLACE = /:(\d{1,9})(?::(\d{1,9}))?$/;

/**
 * The frames of a call stack, innermost first, as V8 (`at name (url:line:column)`) or Firefox
 * (`name@url:line:column`) writes it. Lines that are neither, such as the error's message, are left out.
 */
export function parseStack(stack: string): Frame[] {
  const frames: Frame[] = [];
  for (const line of stack.split('\n')) {
    if (frames.length === MAX_FRAMES) break;
    const frame = parseFrame(line.slice(0, MAX_LINE));
    if (frame) frames.push(frame);
  }
  return frames;
}

function parseFrame(line: string): Frame | undefined {
  if (V8_FRAME.test(line)) return v8Frame(line.trim().slice('at '.length));
  const at = line.indexOf('@');
  if (at >= 0) return frame(line.slice(0, at), sourceOf(line.slice(at + 1)));
  // DevTools may know the place alone.
  const source = sourceOf(line.trim());
  return source && frame('', source);
}

function v8Frame(text: string): Frame {
  const open = text.lastIndexOf(' (');
  const evaluated = text.indexOf(' (eval at ');
  if (evaluated >= 0) {
    // The place of the eval: that of the code in it is in no file.
    const place = text.slice(open + 2).split(')', 1)[0]!;
    return frame(text.slice(0, evaluated), sourceOf(place));
  }
  if (open >= 0 && text.endsWith(')')) {
    return frame(text.slice(0, open), sourceOf(text.slice(open + 2, -1)));
  }
  const source = sourceOf(text.replace(/^async /, ''));
  return source ? frame('', source) : frame(text, undefined);
}

function frame(name: string, source: Frame['source']): Frame {
  return { name: name.trim().slice(0, MAX_NAME), ...(source && { source }) };
}

function sourceOf(text: string): Frame['source'] {
  // Code of an eval: Firefox writes where the eval stands before where in it.
  const plain = text.replace(/ line \d{1,9} > .{0,200}$/, (whole) => `:${/\d+/.exec(whole)![0]}:1`);
  const place = PLACE.exec(plain);
  const url = plain.slice(0, place?.index);
  if (!place || !URL.canParse(url)) return undefined;
  return { url, line: Number(place[1]), column: Number(place[2] ?? 1) };
}
