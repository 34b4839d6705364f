import { MAX_STACK } from '../bounds.ts';
import type { Natives } from './natives.ts';

/** Frames asked for: ours are on top of the page's. */
const FRAMES = 50;

/** First line in V8 of an error without a message. */
const HEADING = 'Error';

type Text = Pick<Natives, 'indexOf' | 'slice'>;

/**
 * A stack as the browser writes it, without its heading (V8) and without the frames of `own`, the
 * URL of our script. Cut to {@link MAX_STACK} characters at the end of a line.
 */
export function withoutOwnFrames(stack: string, own: string, text: Text): string {
  const { indexOf, slice } = text;
  let kept = '';
  let rest = stack;
  while (rest !== '') {
    const end = indexOf(rest, '\n');
    const line = end < 0 ? rest : slice(rest, 0, end);
    rest = end < 0 ? '' : slice(rest, end + 1);
    if (line === '' || line === HEADING || (own !== '' && indexOf(line, own) >= 0)) continue;
    if (kept.length + 1 + line.length > MAX_STACK) break;
    kept = kept === '' ? line : `${kept}\n${line}`;
  }
  return kept;
}

/** The script on top of a stack as its lines name it, without line and column; empty if there is none. */
export function topScript(stack: string): string {
  return /(?:\(|@|at )([^()@\s][^()@\n]*?):\d+:\d+\)?$/m.exec(stack)?.[1] ?? '';
}

/**
 * Reads the stack of the page's call. In V8 a page may have a say in how stacks are written
 * (`Error.prepareStackTrace`, `Error.stackTraceLimit`): for this one reading they are put aside, in one
 * breath, so that nothing of the page runs; where they can't be, there is no stack.
 */
export function createCallerStack(natives: Natives): () => string | undefined {
  const { bare, defineProperty, errorStack, getOwnPropertyDescriptor, apply } = natives;
  const { Error } = natives;

  function read(): unknown {
    const error = new Error();
    return errorStack
      ? apply(errorStack, error, [])
      : getOwnPropertyDescriptor(error, 'stack') && error.stack;
  }

  /** Gives a property of `Error` a value for now; returns how to undo it, or `undefined` if it can't be. */
  function put(name: string, value: unknown): (() => void) | undefined {
    const before = getOwnPropertyDescriptor(Error, name);
    if (!before) return () => {};
    if (!before.writable) return undefined;
    if (!defineProperty(Error, name, bare({ value }))) return undefined;
    return () => void defineProperty(Error, name, bare({ value: before.value as unknown }));
  }

  function stack(): string | undefined {
    const prepared = put('prepareStackTrace', undefined);
    if (!prepared) return undefined;
    const limited = put('stackTraceLimit', FRAMES);
    try {
      const text = read();
      return typeof text === 'string' ? text : undefined;
    } finally {
      prepared();
      limited?.();
    }
  }

  const own = topScript(stack() ?? '');
  return () => {
    const text = stack();
    return text === undefined ? undefined : withoutOwnFrames(text, own, natives) || undefined;
  };
}
