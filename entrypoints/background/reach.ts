import type { browser as Browser } from 'wxt/browser';
import { isEndpoint } from '../../lib/capture/endpoints.ts';
import { isCovered } from '../../lib/capture/origins.ts';
import type { Reach } from '../../lib/capture/whereabouts.ts';
import { unlessEnding } from './unless-ending.ts';
import type { Watching } from './watching.ts';

export type ReachOfObservers = ReturnType<typeof watchReach>;

/** Knows which addresses the network observer has access to, and since when it listens to them. */
export function watchReach(browser: typeof Browser, watching: Watching) {
  let granted: string[] = [];
  /** Endpoints of the user's own, since when they are listened to. */
  let endpoints: { endpoint: string; since: number }[] = [];

  async function read() {
    granted = (await browser.permissions.getAll()).origins ?? [];
  }
  const ready = read();
  browser.permissions.onAdded.addListener(() => unlessEnding(read()));
  browser.permissions.onRemoved.addListener(() => unlessEnding(read()));

  return {
    ready,

    /** What is known of it now; it changes with permissions and settings. */
    reach(): Reach {
      const restartedAt = watching.restartedAt();
      return {
        hasAccess: (url) => isCovered(url, granted),
        listeningSince: (url) => {
          // Receivers are listened to from the start, and their requests wake the background.
          if (isEndpoint('POST', url, [])) return 0;
          const own = endpoints.find(({ endpoint }) => isEndpoint('POST', url, [endpoint]));
          return own?.since ?? (endpoints.length === 0 ? Infinity : 0);
        },
        watchedSince: watching.watchedSince,
        inspectedSince: watching.inspectedSince,
        ...(restartedAt !== undefined && { restartedAt }),
      };
    },

    listensTo(own: readonly string[]): void {
      const since = Date.now();
      endpoints = own.map(
        (endpoint) => endpoints.find((one) => one.endpoint === endpoint) ?? { endpoint, since },
      );
    },
  };
}
