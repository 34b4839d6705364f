import { expect, test } from 'vitest';
import type { Coverage } from '../../../lib/capture/visit.ts';
import { coverageOf } from '../../../lib/session/coverage.ts';
import { waitingFor } from '../../../lib/session/waiting.ts';
import { visit } from '../samples.ts';

const WHOLE: Coverage = { network: 900, page: 900, devtools: 900, gaps: [] };
const pageWith = (coverage: Coverage) => coverageOf([visit({ coverage })], () => false);
const late = pageWith({ ...WHOLE, gaps: [{ cause: 'loaded-before', at: 900 }] });
const limited = pageWith({ devtools: 900, gaps: [{ cause: 'no-access', at: 900 }] });
const unmendable = pageWith({ ...WHOLE, gaps: [{ cause: 'service-worker', at: 900 }] });

test.each([
  ['to be resumed, whatever else', true, late, 'resume'],
  ['for access, where DevTools alone sees the page', false, limited, 'access'],
  ['for a reload, where it came late', false, late, 'reload'],
  ['for a reload, where no page is known', false, coverageOf([], () => false), 'reload'],
  ['for events, where a page is watched whole', false, pageWith(WHOLE), 'events'],
  ['for events, where a reload would mend nothing', false, unmendable, 'events'],
] as const)('an empty list waits %s', (_what, isPaused, coverage, waiting) => {
  expect(waitingFor(isPaused, coverage)).toBe(waiting);
});
