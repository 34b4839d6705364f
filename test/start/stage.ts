import type { Browser } from '../e2e/drivers/find-browser.ts';
import type { Stage } from '../e2e/stage.ts';
import { startReceiver } from '../receiver/receiver.ts';
import { startShop } from '../shop/shop.ts';
import { launchBrowser } from './launch.ts';

/**
 * Starts receiver, shop and a headless browser with the extension, and ends them when all is done on them.
 *
 * @param extension the folder of a built one, if it is not the usual
 */
export async function onStage<T>(
  browser: Browser,
  run: (stage: Stage) => Promise<T>,
  extension?: string,
): Promise<T> {
  await using started = new AsyncDisposableStack();
  const receiver = await startReceiver();
  started.defer(() => receiver.close());
  const shop = await startShop({ receiver: receiver.endpoint });
  started.defer(() => shop.close());
  const driver = await launchBrowser(browser, true, extension);
  started.defer(() => driver.close());
  return await run({ driver, receiver, shop });
}
