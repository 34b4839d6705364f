import { expect, test } from 'vitest';
import { outcomeInPage } from '../../../lib/resend/page-answer.ts';

test.each([
  [{ status: 202 }, { ok: true, status: 202 }],
  [
    { status: 429, retryAfter: '2' },
    { ok: true, status: 429, retryAfter: '2' },
  ],
  [{ error: 'TypeError' }, { ok: false, fault: { reason: 'failed', detail: 'TypeError' } }],
  [
    { error: 'TypeError', violation: 'connect-src' },
    { ok: false, fault: { reason: 'policy', detail: 'connect-src' } },
  ],
  [{ gone: true }, { ok: false, fault: { reason: 'page-gone' }, neverLeft: true }],
  [undefined, { ok: false, fault: { reason: 'page-gone' } }],
  // What a page may make of it.
  [{ status: 1e9 }, { ok: false, fault: { reason: 'page-gone' } }],
  [{ error: 'x'.repeat(5000) }, { ok: false, fault: { reason: 'page-gone' } }],
  ['202', { ok: false, fault: { reason: 'page-gone' } }],
])('a page that answers %j', (answer, outcome) => {
  expect(outcomeInPage(answer)).toEqual(outcome);
});
