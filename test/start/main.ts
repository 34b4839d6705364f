/**
 * `npm start [-- --browser firefox]`: the demo shop, a receiver, and a browser with the extension.
 * Without a display it watches a customer's journey, and fails if the panel missed an event.
 */
import { parseArgs } from 'node:util';
import type { Browser } from '../e2e/drivers/find-browser.ts';
import { summarize } from '../receiver/summary.ts';
import { hasDisplay } from './display.ts';
import { interrupted } from './interrupted.ts';
import { launchBrowser } from './launch.ts';
import { startServers } from './servers.ts';
import { watchByHand } from './watch-by-hand.ts';
import { watchJourney } from './watch-journey.ts';

const { values } = parseArgs({ options: { browser: { type: 'string', default: 'chromium' } } });
const { browser } = values;

if (browser === 'chromium' || browser === 'firefox') {
  // At once, whatever still waits for the browser that has been closed.
  process.exit(await run(browser));
}
console.error(`--browser must be chromium or firefox, and not "${browser}".`);
process.exitCode = 2;

/** The exit code, once all that was started has ended. */
async function run(browser: Browser): Promise<number> {
  const interruption = interrupted();
  const byHand = hasDisplay();
  if (!byHand) console.log('There is no display, so a customer without one buys something.\n');

  await using started = new AsyncDisposableStack();
  const servers = await startServers((request) => console.log(summarize(request)));
  started.defer(() => servers.close());
  const driver = await launchBrowser(browser, !byHand);
  started.defer(() => driver.close());

  const watch = async (): Promise<number> => {
    if (!byHand) return (await watchJourney(driver, servers)) ? 0 : 1;
    await watchByHand(driver, servers);
    return 0;
  };
  return await Promise.race([watch(), interruption.then(() => (byHand ? 0 : 130))]);
}
