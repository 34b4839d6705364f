import { expect, test } from 'vitest';
import { waitAskedFor } from '../../../lib/resend/retry-after.ts';

const NOW = Date.parse('2026-11-23T10:00:00Z');

test.each([
  ['seconds', 429, '2', 2000],
  ['seconds with blanks', 503, ' 10 ', 10_000],
  ['a date', 429, 'Mon, 23 Nov 2026 10:00:30 GMT', 30_000],
  ['a date that has passed', 429, 'Mon, 23 Nov 2026 09:00:00 GMT', 0],
  ['nothing readable', 429, 'soon', 5000],
  ['nothing at all', 429, undefined, 5000],
  ['nothing at all', 503, undefined, undefined],
  ['seconds', 202, '2', undefined],
  ['seconds', 500, '2', undefined],
] as const)('%s with a %d of %j asks to wait for %j ms', (_what, status, retryAfter, wait) => {
  expect(waitAskedFor(status, retryAfter, NOW)).toBe(wait);
});
