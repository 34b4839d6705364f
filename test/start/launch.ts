import { launchChromium } from '../e2e/drivers/chromium.ts';
import type { Driver } from '../e2e/drivers/driver.ts';
import type { Browser } from '../e2e/drivers/find-browser.ts';
import { launchFirefox } from '../e2e/drivers/firefox.ts';

/** Where `npm run build` puts the extension. */
export const BUILT: Readonly<Record<Browser, string>> = {
  chromium: '.output/chrome-mv3',
  firefox: '.output/firefox-mv3',
};

/** Starts a browser with the extension that is in a folder; `npm run build` comes before. */
export function launchBrowser(
  browser: Browser,
  headless: boolean,
  extension = BUILT[browser],
): Promise<Driver> {
  const options = { extension, title: 'Tracking', headless };
  switch (browser) {
    case 'chromium':
      return launchChromium(options);
    case 'firefox':
      return launchFirefox(options);
  }
}
