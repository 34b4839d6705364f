import type { Row } from '../row.ts';

/** What several rows have in common: who sees them, and what is not exact. Measured. */
type Known = Pick<Row, 'seen' | 'gaps' | 'lossy'>;

/** The hook sees no forms: they are sent by the browser. */
const FORM: Known = { seen: { 'chromium full': 'nd', 'firefox full': 'nd' } };

export const FORM_TO_SELF: Known = {
  ...FORM,
  gaps: { 'chromium limited': ['form-answer'], 'firefox limited': ['form-answer'] },
};

export const FORM_TO_FRAME: Known = {
  ...FORM,
  gaps: { 'chromium full': ['form-target'], 'firefox full': ['form-target'] },
};

export const FRAME: Known = {
  gaps: { 'chromium limited': ['no-frames'], 'firefox limited': ['no-frames'] },
};

/** The hook is in documents only. */
export const WORKER: Known = {
  seen: { 'chromium full': 'nd|n', 'firefox full': 'nd' },
  gaps: { 'chromium limited': ['worker-luck'] },
};

export const SHARED_WORKER: Known = {
  seen: { 'chromium full': 'n', 'firefox full': 'n' },
  gaps: { 'chromium limited': ['no-worker'], 'firefox limited': ['no-worker'] },
};

export const SHARED_WORKER_BLOB: Known = {
  ...SHARED_WORKER,
  gaps: { ...SHARED_WORKER.gaps, 'chromium full': ['worker-blob'] },
};

export const WORKER_BLOB: Known = {
  ...WORKER,
  gaps: { 'chromium full': ['worker-blob'], 'chromium limited': ['not-given', 'worker-luck'] },
};

/** Chromium's DevTools has a service worker's requests. */
export const SERVICE_WORKER: Known = {
  seen: { 'chromium full': 'nd', 'firefox full': 'n' },
  gaps: { 'firefox limited': ['no-worker'] },
};

/** Sent as the page goes away. */
export const UNLOAD: Known = {
  seen: { 'chromium full': 'np', 'firefox full': 'np|npd' },
  gaps: { 'chromium limited': ['unload'], 'firefox limited': ['unload-luck', 'unload-visit'] },
};

/** Sent before the page is left: DevTools may still have it. */
export const BEFORE_UNLOAD: Known = {
  seen: { 'chromium full': 'np|npd', 'firefox full': 'np|npd' },
  gaps: { 'chromium limited': ['unload-luck'], 'firefox limited': ['unload-luck', 'unload-visit'] },
};

/** Sent by a page that has come back from the back/forward cache. */
export const RESTORED: Known = {
  seen: { 'firefox full': 'np|npd' },
  gaps: {
    'chromium limited': ['unload-visit', 'restored-body'],
    'firefox limited': ['unload-luck', 'unload-visit'],
  },
};

/** The relay's word does not get through from a tab that is closed in Firefox. */
export const CLOSE: Known = {
  lossy: 'firefox',
  seen: { 'chromium full': 'np', 'firefox full': 'n' },
  gaps: {
    'chromium full': ['closed-early'],
    'chromium limited': ['unload'],
    'firefox limited': ['unload-luck'],
  },
};

/** Of a beacon of it, Chromium's DevTools tells now and then: 3 times in 19, and of nothing else. */
export const CLOSE_BEACON: Known = {
  ...CLOSE,
  seen: { ...CLOSE.seen, 'chromium full': 'np|npd' },
  gaps: { ...CLOSE.gaps, 'chromium limited': ['unload-luck'] },
};

/** A call that never left, of which DevTools has nothing. */
export const NOT_TOLD: Known = {
  seen: { 'chromium full': 'p', 'firefox full': 'p' },
  gaps: { 'chromium limited': ['not-told'], 'firefox limited': ['not-told'] },
};

/** DevTools lists what a policy forbids, without its body. */
export const FORBIDDEN: Known = {
  seen: { 'chromium full': 'p|pd', 'firefox full': 'pd' },
  gaps: { 'chromium limited': ['not-told-luck'], 'firefox limited': ['no-body'] },
};
