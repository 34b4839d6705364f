import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sendOwn } from '../../../lib/resend/own-sender.ts';
import { bytesOf, RECEIVER } from '../samples.ts';

const OUTGOING = {
  url: RECEIVER,
  method: 'POST',
  headers: [['x-own', 'blue']] as [string, string][],
  body: bytesOf('{}'),
  withCookies: true,
  isOpaque: false,
};

const fetched = vi.fn<typeof fetch>();
beforeEach(() => {
  fetched.mockReset();
  vi.stubGlobal('fetch', fetched);
});
afterEach(() => vi.unstubAllGlobals());

test('what is answered tells the status, and for how long to wait', async () => {
  const headers = { 'retry-after': '2' };
  fetched.mockResolvedValue(new Response('too much', { status: 429, headers }));
  expect(await sendOwn(OUTGOING)).toEqual({ ok: true, status: 429, retryAfter: '2' });
});

test('what fails on its way may have left', async () => {
  fetched.mockRejectedValue(new TypeError('Failed to fetch'));
  expect(await sendOwn(OUTGOING)).toEqual({
    ok: false,
    fault: { reason: 'failed', detail: 'TypeError: Failed to fetch' },
  });
});

test.each([
  ['a password in its URL', { url: 'https://me:secret@receiver.test/api/events' }],
  ['a header that is none', { headers: [['no name', '']] as [string, string][] }],
])('nothing leaves of what is no request, as with %s', async (_title, part) => {
  expect(await sendOwn({ ...OUTGOING, ...part })).toMatchObject({ ok: false, neverLeft: true });
  expect(fetched).not.toHaveBeenCalled();
});
