import { type Scene, type Stage, until } from '../e2e/stage.ts';
import { type Letter, letterOf, runName } from './letters.ts';
import { post, readPosted } from './post.ts';
import type { Random } from './seeded.ts';
import { settle, type Settled } from './settle.ts';

const SECOND = 1000;
/** Beacons and `keepalive` have 64 KB for all that is under way: in a burst they would be refused. */
const BURST_SENDERS = ['fetch', 'fetch-buffer', 'fetch-blob', 'xhr', 'xhr-blob'] as const;

export interface BurstRun extends Settled {
  letters: Letter[];
  /** From the first request to the last, in milliseconds. */
  sending: number;
  /** From the first request until all were in the log with their outcome, in milliseconds. */
  untilLogged: number;
}

/** Sends so many requests spread over a second. */
export async function burst(
  { receiver }: Pick<Stage, 'receiver'>,
  { page, panel }: Scene,
  random: Random,
  requests: number,
): Promise<BurstRun> {
  const run = runName('burst');
  const since = Date.now();
  const letters: Letter[] = Array.from({ length: requests }, (_, i) =>
    letterOf(random, `${run}-${i}`, (SECOND * i) / requests, BURST_SENDERS),
  );
  await page.evaluate(post, receiver.endpoint, letters);
  await until(async () => (await page.evaluate(readPosted, run)).length === letters.length);
  const times = (await page.evaluate(readPosted, run)).map(({ at }) => at);
  const first = Math.min(...times);
  const settled = await settle(run, receiver, panel, since);
  return {
    ...settled,
    letters,
    sending: Math.max(...times) - first,
    untilLogged: settled.at - first,
  };
}
