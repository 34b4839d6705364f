import type { EventTracker } from './event-tracker.ts';

/**
 * Tracks clicks on the products of a list. The click also leaves the page, so the event
 * is sent while the page goes away.
 */
export function trackProductClicks(tracker: EventTracker, origin: Record<string, string>): void {
  const links = document.querySelectorAll<HTMLAnchorElement>('main a[data-product]');
  for (const [i, link] of links.entries()) {
    link.addEventListener('click', () => {
      const productId = link.dataset['product'];
      tracker.track({ eventType: 'ProductClicked', productId, position: i + 1, ...origin });
    });
  }
}
