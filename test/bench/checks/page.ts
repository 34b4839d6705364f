/**
 * Runs in a page of the extension, where nothing may be compiled at run time (MV3 forbids `eval`). What
 * it has measured is then in `data-measured`.
 */
import { hostileCosts } from './hostile.ts';
import { measureChecks } from './measure.ts';

const { dataset } = document.documentElement;

/** Lets the page's other tasks have their turn. */
const pause = () => new Promise((resolve) => setTimeout(resolve));

async function measure(): Promise<void> {
  const { batches, rounds, warmUp } = Object.fromEntries(
    [...new URLSearchParams(location.search)].map(([name, value]) => [name, Number(value)]),
  );
  const plan = { batches: batches!, rounds: rounds!, warmUp: warmUp! };
  const steps = await measureChecks(plan, pause);
  dataset['measured'] = JSON.stringify({ steps, hostile: await hostileCosts(pause) });
}

measure().catch((error: unknown) => {
  dataset['failed'] = String(error);
});
