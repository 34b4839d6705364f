import { setTimeout as sleep } from 'node:timers/promises';
import type { Driver } from '../e2e/drivers/driver.ts';
import { type Scene, type Stage, until } from '../e2e/stage.ts';
import { type Letter, letterOf, runName } from './letters.ts';
import { post, type Posted, readPosted } from './post.ts';
import type { Random } from './seeded.ts';
import { settle, type Settled } from './settle.ts';

/** How a driver ends the background. */
export const KILL_METHOD = {
  chromium: 'Target.closeTarget on the service worker',
  firefox: 'terminateBackground() of the extension',
} as const;

/** In each round the page sends its share, and the background is killed once, in milliseconds. */
const ROUND = 300;
/** A background that does not run is waited for, in milliseconds. */
const PATIENCE = 5000;

export interface Kill {
  /** When it was asked for, and when the background was gone, in milliseconds since the epoch. */
  asked: number;
  gone: number;
}

export interface KillPlan {
  kills: number;
  requests: number;
  /** How long nothing may change at the end, in milliseconds. */
  patience?: number;
}

export interface KillRun extends Settled {
  kills: Kill[];
  letters: Letter[];
  posted: Posted[];
}

/** Kills the background at random moments while a page sends. */
export async function killWhileSending(
  { driver, receiver }: Pick<Stage, 'driver' | 'receiver'>,
  { page, panel }: Scene,
  random: Random,
  { kills: rounds, requests, patience }: KillPlan,
): Promise<KillRun> {
  const run = runName('kill');
  const since = Date.now();
  const letters: Letter[] = [];
  const kills: Kill[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const share: Letter[] = [];
    while (letters.length + share.length < (requests * round) / rounds) {
      const mark = `${run}-${letters.length + share.length}`;
      share.push(letterOf(random, mark, random() * ROUND));
    }
    letters.push(...share);
    await page.evaluate(post, receiver.endpoint, share);
    const roundEnds = sleep(ROUND);
    await sleep(random() * ROUND);
    kills.push(await kill(driver));
    await roundEnds;
  }
  await until(async () => (await page.evaluate(readPosted, run)).length === letters.length);
  const posted = await page.evaluate(readPosted, run);
  return { kills, letters, posted, ...(await settle(run, receiver, panel, since, patience)) };
}

/** Kills a background that runs: if it does not, the next request wakes it. */
async function kill(driver: Driver): Promise<Kill> {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const asked = Date.now();
    if (await driver.killBackground()) return { asked, gone: Date.now() };
    if (Date.now() > deadline) throw new Error('The background does not come back');
    await sleep(5);
  }
}

/** Where a request stands among the kills: milliseconds from it to the next, and from the one before. */
export function distances(at: number, kills: readonly Kill[]): { next: number; since: number } {
  const next = kills.find(({ gone }) => gone >= at);
  const before = kills.findLast(({ gone }) => gone < at);
  return {
    next: next ? next.asked - at : Infinity,
    since: before ? at - before.gone : Infinity,
  };
}
