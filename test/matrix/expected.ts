import type { Browser, Column, Mode, Row } from './row.ts';
import type { From } from './site/task.ts';

/** What the log is to hold of a row, one entry of `outcomes` for each capture. */
export interface Expected {
  column: Column;
  outcomes: string[];
  departure: string;
  seen: string;
  gaps: readonly NonNullable<NonNullable<Row['gaps']>[Column]>[number][];
  /** Sent by a document of its own, inside the page. */
  inFrame: boolean;
}

const SEEN: Record<Mode, string> = { full: 'npd', limited: 'd' };

export function expectedOf(row: Row, browser: Browser, mode: Mode): Expected {
  const column: Column = `${browser} ${mode}`;
  return {
    column,
    outcomes: outcomesOf(row, browser),
    departure: mode === 'full' ? (by(browser, row.departure) ?? '') : '',
    seen: row.seen?.[column] ?? SEEN[mode],
    gaps: row.gaps?.[column] ?? [],
    inFrame: isFrame(row.from ?? 'page'),
  };
}

export function receivedOf({ received, times = 1 }: Row, browser: Browser): number {
  return by(browser, received) ?? times;
}

/** Whether the browser has lost the request, as it may. */
export function isLost({ lossy }: Row, browser: Browser, received: readonly unknown[]): boolean {
  return lossy === browser && received.length === 0;
}

export function runsIn({ only }: Row, browser: Browser): boolean {
  return only === undefined || only === browser;
}

function outcomesOf({ outcome, times = 1 }: Row, browser: Browser): string[] {
  if (Array.isArray(outcome)) return outcome;
  return Array.from({ length: times }, () => by(browser, outcome) ?? '202');
}

/** What holds in a browser, of what may be said for both or for each. */
function by<T extends string | number>(
  browser: Browser,
  said: T | Partial<Record<Browser, T>> | undefined,
): T | undefined {
  return typeof said === 'object' ? said[browser] : said;
}

function isFrame(from: From): boolean {
  return from.endsWith('-frame');
}
