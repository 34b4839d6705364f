import type { browser as Browser } from 'wxt/browser';
import type { ResendResult } from '../../lib/messaging/commands.ts';
import type { Log } from '../../lib/log/log.ts';
import { recordLostResends } from '../../lib/resend/lost.ts';
import { resendRequest } from '../../lib/resend/request.ts';
import { missingOrigins } from './access.ts';
import type { Recording } from './recording.ts';

/** How long a receiver may take to answer: the next resend waits for it. In milliseconds. */
const ANSWER_WITHIN = 60_000;

/** How long the network observer may take to see what was sent, in milliseconds. */
const SEEN_WITHIN = 3000;

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
  // Left over from a background that was stopped: this request must not be taken for theirs.
  await recordLostResends(log, Date.now());
  const pending = crypto.randomUUID();
  // Written before it is sent: the background may stop at any time.
  await log.expectResend({
    id: pending,
    original: id,
    tab: capture.tab,
    url: capture.url,
    at: Date.now(),
  });
  const result = await sent(request.url, request.init);
  await seen(log, pending);
  return result;
}

async function sent(url: string, init: RequestInit): Promise<ResendResult> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(ANSWER_WITHIN) });
    await response.body?.cancel();
    return { ok: true };
  } catch (error) {
    return { ok: false, reason: 'failed', detail: String(error) };
  }
}

/** The answer may be here before the recorder has come to the request: it is given time. */
async function seen(log: Log, pending: string): Promise<void> {
  const deadline = Date.now() + SEEN_WITHIN;
  while ((await log.pendingResends()).some(({ id }) => id === pending)) {
    if (Date.now() > deadline) {
      await recordLostResends(log, Infinity);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
