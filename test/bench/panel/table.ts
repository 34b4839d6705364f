import type { Browser } from '../../e2e/drivers/find-browser.ts';
import { EVENTS_PER_BATCH } from '../checks/traffic.ts';
import { percentile } from '../percentile.ts';
import { measureLive } from './live.ts';
import { measurePanel, type Memory } from './measure.ts';

const SIZES = [1000, 10_000, 100_000];
const LIVE_BATCHES = 10_000;

const { format } = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** Prints what a panel costs that is opened on large sessions, and one that a page sends much into. */
export async function printPanel(browsers: readonly Browser[]): Promise<void> {
  console.log(
    'A panel that is opened on a session of so many events (ms; MB of its scripts / of the process):\n',
  );
  console.log(
    '| browser | events | first rows | ready | keystroke p50 | p95 | frames dropped | blank | nodes | heap |',
  );
  console.log('| -- | --: | --: | --: | --: | --: | --: | --: | --: | --: |');
  console.log('| aim | 100,000 | 300 | 3,000 | | 50 | 0 | 0 | | |');
  for (const browser of browsers) {
    for (const events of SIZES) {
      const cost = await measurePanel(browser, events / EVENTS_PER_BATCH);
      const { keystrokes, scroll } = cost;
      const figures = [
        ...[events, cost.firstRows, cost.ready].map(format),
        ...[0.5, 0.95].map((share) => format(percentile(keystrokes, share))),
        `${scroll.dropped} of ${scroll.frames}`,
        `${scroll.blank}`,
        format(cost.nodes),
        megabytes(cost.memory),
      ];
      console.log(`| ${[browser, ...figures].join(' | ')} |`);
    }
  }
  console.log(`\n${format(LIVE_BATCHES)} batches of 10 events sent into an open panel:\n`);
  console.log('| browser | batches a second | behind, ms | longest task, ms | heap, MB |');
  console.log('| -- | --: | --: | --: | --: |');
  console.log('| aim | 200 | 1,000 | 50 | 150 |');
  for (const browser of browsers) {
    const { rate, behind, longestTask, memory } = await measureLive(browser, LIVE_BATCHES);
    const figures = [...[rate, behind, longestTask].map(format), megabytes(memory)];
    console.log(`| ${[browser, ...figures].join(' | ')} |`);
  }
  console.log();
}

function megabytes({ heap, process }: Memory): string {
  return [heap, process].map((bytes) => format(bytes / 1_000_000)).join(' / ');
}
