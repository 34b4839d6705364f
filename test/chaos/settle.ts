import { setTimeout as sleep } from 'node:timers/promises';
import type { Panel } from '../e2e/drivers/driver.ts';
import type { Receiver } from '../receiver/receiver.ts';
import { arrivedOf } from './arrived.ts';
import { compare, type Comparison } from './compare.ts';
import { type Logged, readLogged } from './logged.ts';

/**
 * So long nothing may change before what is missing is lost, in milliseconds: the join waits 10 s, a message
 * without an answer is sent again after 10.
 */
const STILL = 25_000;
/** The same where few are looked at, and for what is only uncertain. */
export const STILL_SHORT = 12_000;
const ASK_EVERY = 250;

export interface Settled {
  comparison: Comparison;
  log: Logged[];
  /** When it was found to be as it is now, in milliseconds since the epoch. */
  at: number;
}

/** Compares again and again, until all is in the log with its outcome, or nothing changes any more. */
export async function settle(
  run: string,
  receiver: Receiver,
  panel: Panel,
  since: number,
  patience = STILL,
): Promise<Settled> {
  let last: (Settled & { text: string }) | undefined;
  for (;;) {
    const log = await readLogged(panel, since);
    const comparison = compare(run, arrivedOf(receiver.requests, run), log);
    const text = JSON.stringify(comparison);
    if (last?.text !== text) last = { comparison, log, text, at: Date.now() };
    const still = Date.now() - last.at;
    const { lost, open, doubled, uncertain } = comparison;
    const isThere = [lost, open, doubled].every(({ length }) => length === 0);
    const enough = isThere ? (uncertain.length > 0 ? STILL_SHORT : 4 * ASK_EVERY) : patience;
    if (still > enough) return last;
    await sleep(ASK_EVERY);
  }
}
