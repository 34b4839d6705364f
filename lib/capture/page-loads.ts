import type { HarEntry } from './har.ts';

/** Loads of pages that are remembered, the latest. */
const MAX_LOADS = 50;

/**
 * When the pages began that DevTools counts, as far as it has told of their requests: an entry names its page, and the
 * first of a page is most often that of its document.
 */
export function createPageLoads() {
  const began = new Map<string, number>();

  return {
    /** @returns the start of the earliest request of the same page, in milliseconds since the epoch */
    since({ pageref, startedDateTime }: Pick<HarEntry, 'pageref' | 'startedDateTime'>) {
      const at = Date.parse(startedDateTime);
      if (pageref === undefined || Number.isNaN(at)) return undefined;
      const earliest = Math.min(at, began.get(pageref) ?? at);
      began.set(pageref, earliest);
      if (began.size > MAX_LOADS) began.delete(began.keys().next().value!);
      return earliest;
    },
  };
}
