import type { browser as Browser } from 'wxt/browser';
import { originPattern } from '../../lib/capture/origins.ts';

/** Which of these origins the extension has no access to. */
export async function missingOrigins(
  browser: typeof Browser,
  origins: string[],
): Promise<string[]> {
  const held = await Promise.all(
    origins.map((origin) =>
      browser.permissions.contains({ origins: [originPattern(origin)] }).catch(() => true),
    ),
  );
  return origins.filter((_, index) => !held[index]);
}

/** Opens the extension's own page that asks: a panel in Firefox may not, nor may the background. */
export async function requestAccess(browser: typeof Browser, origins: string[]): Promise<null> {
  const query = new URLSearchParams(origins.map((origin) => ['origin', origin]));
  await browser.tabs.create({
    url: browser.runtime.getURL(`/access.html?${query}` as '/access.html'),
  });
  return null;
}
