import type { SendOutcome } from './job.ts';
import { type Outgoing, ownInit } from './request.ts';

/** How long a receiver may take to answer, in milliseconds. */
const ANSWER_WITHIN = 60_000;

/** Sends as the extension itself. */
export async function sendOwn(outgoing: Outgoing): Promise<SendOutcome> {
  const refusal = refusalOf(outgoing);
  if (refusal !== undefined) return { ...failed(refusal), neverLeft: true };
  try {
    const signal = AbortSignal.timeout(ANSWER_WITHIN);
    const response = await fetch(outgoing.url, { ...ownInit(outgoing), signal });
    // That it broke off does not undo the answer.
    await readOut(response.body).catch(() => {});
    const retryAfter = response.headers.get('retry-after');
    return { ok: true, status: response.status, ...(retryAfter !== null && { retryAfter }) };
  } catch (error) {
    return failed(String(error));
  }
}

/** Why the browser does not even make a request of it, such as for a password in its URL. */
function refusalOf(outgoing: Outgoing): string | undefined {
  try {
    void new Request(outgoing.url, ownInit(outgoing));
    return undefined;
  } catch (error) {
    return String(error);
  }
}

function failed(detail: string): Extract<SendOutcome, { ok: false }> {
  return { ok: false, fault: { reason: 'failed', detail } };
}

/** Bytes of an answer that are waited for. */
const MAX_ANSWER = 1024 * 1024;

/** An answer that is given up before its end counts as aborted, for the network observer as well. */
async function readOut(body: ReadableStream<Uint8Array> | null): Promise<void> {
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > MAX_ANSWER) break;
  }
}
