import * as z from 'zod/mini';
import { MAX_STACK } from './bounds.ts';

/** Frames and stacks beneath one another that are told. */
const MAX_FRAMES = 50;
const MAX_STACKS = 10;

const place = { url: z.string(), lineNumber: z.number() };
const Place = z.object(place);
const Frame = z.object({ ...place, functionName: z.string(), columnNumber: z.number() });
const Stack = z.object({
  callFrames: z.array(z.unknown()),
  description: z.optional(z.string()),
  parent: z.optional(z.unknown()),
});
const Initiator = z.object({ stack: z.optional(z.unknown()) });

/**
 * What sent a request, as lines like those of an `Error`'s stack: Chromium tells the call stack, what
 * it was scheduled from beneath it, or the place in a document. Lines count from 1.
 *
 * @param own what URLs of the extension begin with: the page observer's frames are not the page's
 */
export function initiatorStack(initiator: unknown, own: string): string | undefined {
  const lines: string[] = [];
  let next = Initiator.safeParse(initiator).data?.stack;
  for (let depth = 0; next !== undefined && depth < MAX_STACKS; depth += 1) {
    const stack = Stack.safeParse(next).data;
    if (!stack) break;
    if (depth > 0) lines.push(`    at (${stack.description ?? 'async'})`);
    for (const frame of stack.callFrames.slice(0, MAX_FRAMES)) {
      const told = Frame.safeParse(frame).data;
      if (told && !told.url.startsWith(own)) lines.push(lineOf(told));
    }
    next = stack.parent;
  }
  const document = Place.safeParse(initiator).data;
  if (lines.length === 0 && document) {
    lines.push(`    at ${document.url}:${document.lineNumber + 1}`);
  }
  return lines.length > 0 ? lines.join('\n').slice(0, MAX_STACK) : undefined;
}

function lineOf({ functionName, url, lineNumber, columnNumber }: z.infer<typeof Frame>): string {
  const where = `${url}:${lineNumber + 1}:${columnNumber + 1}`;
  return functionName ? `    at ${functionName} (${where})` : `    at ${where}`;
}
