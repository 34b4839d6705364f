import { launchChromium } from '../e2e/drivers/chromium.ts';
import type { Driver } from '../e2e/drivers/driver.ts';
import type { Browser } from '../e2e/drivers/find-browser.ts';
import { launchFirefox } from '../e2e/drivers/firefox.ts';

/** Starts a browser with the built extension; `npm run build` comes before. */
export function launchBrowser(browser: Browser, headless: boolean): Promise<Driver> {
  const title = 'Tracking';
  switch (browser) {
    case 'chromium':
      return launchChromium({ extension: '.output/chrome-mv3', title, headless });
    case 'firefox':
      return launchFirefox({ extension: '.output/firefox-mv3', title, headless });
  }
}
