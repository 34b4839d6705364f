import type { Row } from '../row.ts';

const KEEPALIVE = { keepalive: true };

/** When it is sent: as the page goes away, or after it has come back. */
export const momentRows: readonly Row[] = [
  { id: 'pagehide-beacon', title: 'at pagehide, beacon', by: 'beacon', when: 'pagehide' },
  {
    id: 'pagehide-beacon-blob',
    title: 'at pagehide, beacon of a Blob',
    by: 'beacon',
    body: 'blob',
    when: 'pagehide',
  },
  {
    id: 'pagehide-beacon-form',
    title: 'at pagehide, beacon of FormData',
    by: 'beacon',
    body: 'form',
    when: 'pagehide',
  },
  { id: 'pagehide-keepalive', title: 'at pagehide, keepalive', when: 'pagehide', init: KEEPALIVE },
  {
    id: 'pagehide-keepalive-blob',
    title: 'at pagehide, keepalive, Blob',
    body: 'blob',
    when: 'pagehide',
    init: KEEPALIVE,
  },
  {
    id: 'pagehide-frame',
    title: 'at pagehide, beacon of a frame of another origin',
    from: 'cross-frame',
    by: 'beacon',
    when: 'pagehide',
  },
  {
    id: 'pagehide-three',
    title: 'at pagehide, three equal beacons',
    by: 'beacon',
    when: 'pagehide',
    times: 3,
  },
  { id: 'hidden-beacon', title: 'at visibilitychange, beacon', by: 'beacon', when: 'hidden' },
  {
    id: 'hidden-keepalive-blob',
    title: 'at visibilitychange, keepalive, Blob',
    body: 'blob',
    when: 'hidden',
    init: KEEPALIVE,
  },
  {
    id: 'beforeunload-beacon',
    title: 'at beforeunload, beacon',
    by: 'beacon',
    when: 'beforeunload',
  },
  {
    id: 'beforeunload-keepalive',
    title: 'at beforeunload, keepalive',
    when: 'beforeunload',
    init: KEEPALIVE,
  },
  {
    id: 'beforeunload-xhr-sync',
    title: 'at beforeunload, synchronous XHR',
    by: 'sync-xhr',
    when: 'beforeunload',
    // Chromium forbids it there.
    received: { chromium: 0 },
    outcome: { chromium: 'failed' },
    departure: { chromium: 'never-left other' },
  },
  { id: 'close-beacon', title: 'as the tab is closed, beacon', by: 'beacon', when: 'close' },
  {
    id: 'close-beacon-blob',
    title: 'as the tab is closed, beacon of a Blob',
    by: 'beacon',
    body: 'blob',
    when: 'close',
  },
  {
    id: 'close-keepalive',
    title: 'as the tab is closed, keepalive',
    when: 'close',
    init: KEEPALIVE,
  },
  { id: 'restored-fetch', title: 'page from the back/forward cache, fetch', when: 'restored' },
  {
    id: 'restored-beacon-blob',
    title: 'page from the back/forward cache, beacon of a Blob',
    by: 'beacon',
    body: 'blob',
    when: 'restored',
  },
];
