import type { Capture } from '../capture/capture.ts';

/** What an observer says became of a request. */
export interface Outcome {
  by: 'network' | 'page' | 'devtools';
  status?: number;
  error?: string;
}

/**
 * The words of the observers on the outcome where they are not the same, the network's first: that
 * one holds. Each browser has its own names for errors, so two errors are no difference.
 */
export function differencesOf({ network, page, devtools }: Capture): Outcome[] {
  if (!network) return [];
  const held = wordOf('network', network);
  if (!held) return [];
  const others = [wordOf('page', page), wordOf('devtools', devtools)].filter(
    (word) => word !== undefined && word.status !== held.status,
  );
  return others.length === 0 ? [] : [held, ...(others as Outcome[])];
}

function wordOf(
  by: Outcome['by'],
  part: { status?: number; error?: string } | undefined,
): Outcome | undefined {
  if (part?.error !== undefined) return { by, error: part.error };
  // 0 is how a page is told that there was no answer, or one that it may not read.
  return part?.status ? { by, status: part.status } : undefined;
}
