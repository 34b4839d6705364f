import type { browser as Browser } from 'wxt/browser';
import type { ResendResult } from '../../lib/messaging/commands.ts';
import { resendRequest } from '../../lib/resend/request.ts';
import { missingOrigins } from './access.ts';
import type { Recording } from './recording.ts';

let line: Promise<unknown> = Promise.resolve();

/**
 * Sends a capture again; resolves when the receiver has answered. There is no way back from here:
 * the request is seen by the network observer, and recorded as a capture with `resendOf`. One at a
 * time, so that the request seen is the one expected.
 */
export function resend(
  browser: typeof Browser,
  recording: Recording,
  id: string,
): Promise<ResendResult> {
  const result = line.then(() => send(browser, recording, id));
  line = result.catch(() => {});
  return result;
}

async function send(
  browser: typeof Browser,
  recording: Recording,
  id: string,
): Promise<ResendResult> {
  const log = await recording.log();
  const capture = await log?.capture(id);
  if (!log || !capture) return { ok: false, reason: 'gone' };
  const body = capture.body.kind === 'bytes' ? await log.body(capture.body.digest) : undefined;
  const request = resendRequest(capture, body);
  if (!request.ok) return request;
  const { origin } = new URL(request.url);
  if ((await missingOrigins(browser, [origin])).length > 0) {
    return { ok: false, reason: 'no-access', detail: origin };
  }
  const pending = crypto.randomUUID();
  // Written before it is sent: the background may stop at any time.
  await log.expectResend({
    id: pending,
    original: id,
    tab: capture.tab,
    url: capture.url,
    at: Date.now(),
  });
  try {
    const response = await fetch(request.url, request.init);
    await response.body?.cancel();
    return { ok: true };
  } catch (error) {
    return { ok: false, reason: 'failed', detail: String(error) };
  } finally {
    await log.forgetResend(pending);
  }
}
