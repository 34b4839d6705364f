import { pageReady, type Scene, type Stage, until } from '../e2e/stage.ts';
import { type Letter, letterOf, runName, SENDERS } from './letters.ts';
import { type Occasion, post } from './post.ts';
import { pick, type Random, shuffled } from './seeded.ts';
import { settle, type Settled } from './settle.ts';

const OCCASIONS = ['pagehide', 'visibilitychange', 'beforeunload', 'click'] as const;
const WAYS = ['same-site', 'cross-site', 'reload'] as const;
type Way = (typeof WAYS)[number];

/** A page that is left: when it sends, where the user goes, and what it sends. */
export interface Journey {
  occasion: Occasion;
  way: Way;
  letters: Letter[];
}

export interface UnloadRun extends Settled {
  journeys: Journey[];
}

/** A link can't reload its page, so a click leads elsewhere. */
function journeyOf(random: Random, mark: string): Journey {
  const occasion = pick(random, OCCASIONS);
  const way =
    occasion === 'click' ? pick<Way>(random, ['same-site', 'cross-site']) : pick<Way>(random, WAYS);
  const letters = shuffled(random, SENDERS)
    .slice(0, 1 + Math.floor(random() * 5))
    .map((sender, i) => letterOf(random, `${mark}-${i}`, 0, [sender]));
  return { occasion, way, letters };
}

/** Goes from page to page in one tab; each page sends on its way out. */
export async function journeysOut(
  { receiver, shop }: Pick<Stage, 'receiver' | 'shop'>,
  { page, panel }: Scene,
  random: Random,
  count: number,
): Promise<UnloadRun> {
  const run = runName('unload');
  const since = Date.now();
  const journeys: Journey[] = [];
  for (let i = 0; i < count; i += 1) {
    const journey = journeyOf(random, `${run}-${i}`);
    journeys.push(journey);
    const here = new URL(await page.url());
    const there = new URL(`/faults?journey=${run}-${i}`, here);
    if (journey.way === 'cross-site') {
      there.hostname = here.hostname === 'localhost' ? new URL(shop.url).hostname : 'localhost';
    }
    const { letters, occasion } = journey;
    await page.evaluate(post, receiver.endpoint, letters, occasion, there.href);
    await page.evaluate(() => {
      document.documentElement.dataset['left'] = '';
    });
    if (occasion === 'click') await page.click('#leave');
    else await page.evaluate(leave, journey.way === 'reload' ? '' : there.href);
    await until(() => page.evaluate(() => !('left' in document.documentElement.dataset)));
    await pageReady(page);
  }
  return { journeys, ...(await settle(run, receiver, panel, since)) };
}

/** Runs in the page, and lets the call return before the page goes. */
function leave(there: string): void {
  setTimeout(() => {
    if (there) location.assign(there);
    else location.reload();
  });
}
