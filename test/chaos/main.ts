/**
 * `npm run chaos [-- kills|burst|unload] [--browser chromium] [--kills 200] [--requests 2000] [--seed 1]`:
 * holds the log against what a receiver got, while the background is killed at random moments, in a
 * burst, or while pages are left. Fails if a request is lost or doubled.
 */
import { parseArgs } from 'node:util';
import type { Browser } from '../e2e/drivers/find-browser.ts';
import { onPage, type Scene, type Stage } from '../e2e/stage.ts';
import { onStage } from '../start/stage.ts';
import { burst } from './burst.ts';
import { journeysOut } from './unload.ts';
import { killWhileSending } from './kills.ts';
import { reportBurst, reportKills, reportUnload } from './report.ts';
import { seeded } from './seeded.ts';

const BROWSERS = ['chromium', 'firefox'] as const satisfies Browser[];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    browser: { type: 'string' },
    kills: { type: 'string', default: '200' },
    requests: { type: 'string' },
    journeys: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
  },
});
const seed = Number(values.seed);

/** Each returns whether nothing was lost or doubled. */
const RUNS: Record<string, (stage: Stage, scene: Scene) => Promise<boolean>> = {
  async kills({ driver, receiver }, scene) {
    const plan = { kills: Number(values.kills), requests: Number(values.requests ?? 2000) };
    const run = await killWhileSending({ driver, receiver }, scene, seeded(seed), plan);
    return reportKills(driver.name, run);
  },
  async burst(stage, scene) {
    return reportBurst(await burst(stage, scene, seeded(seed), Number(values.requests ?? 1000)));
  },
  async unload(stage, scene) {
    return reportUnload(await journeysOut(stage, scene, seeded(seed), Number(values.journeys)));
  },
};

const [kind = 'kills'] = positionals;
const run = RUNS[kind];
const browsers = BROWSERS.filter((name) => (values.browser ?? name) === name);
if (!run || browsers.length === 0) {
  console.error('Say kills, burst or unload, and --browser chromium or firefox.');
  process.exit(2);
}
let whole = true;
for (const browser of browsers) {
  console.log(`\n${browser}, ${kind}, seed ${seed}\n`);
  if (!(await inBrowser(browser, run))) whole = false;
}
process.exit(whole ? 0 : 1);

function inBrowser(
  browser: Browser,
  act: (stage: Stage, scene: Scene) => Promise<boolean>,
): Promise<boolean> {
  return onStage(browser, async (stage) => {
    let ok = false;
    await onPage(stage, '/faults', async (scene) => {
      ok = await act(stage, scene);
    });
    for (const [error, times] of Map.groupBy(stage.driver.errors, (text) => text)) {
      console.log(`  error in the extension, ${times.length} times: ${error}`);
    }
    return ok;
  });
}
