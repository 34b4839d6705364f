import * as z from 'zod/mini';
import type { SendOutcome } from './job.ts';

const words = (most: number) => z.string().check(z.maxLength(most));

/** What the code that sends in the page's world returns. The page may have had a hand in it. */
const PageAnswer = z.union([
  z.object({ gone: z.literal(true) }),
  z.object({
    status: z.int().check(z.minimum(0), z.maximum(599)),
    retryAfter: z.optional(words(100)),
  }),
  z.object({ error: words(1000), violation: z.optional(words(200)) }),
]);

/** What became of a request that went through the page. */
export function outcomeInPage(answer: unknown): SendOutcome {
  const parsed = PageAnswer.safeParse(answer);
  const gone = { ok: false, fault: { reason: 'page-gone' } } as const;
  // A document that goes away leaves no answer.
  if (!parsed.success) return gone;
  const { data } = parsed;
  if ('gone' in data) return { ...gone, neverLeft: true };
  if ('error' in data) {
    return data.violation === undefined
      ? { ok: false, fault: { reason: 'failed', detail: data.error } }
      : { ok: false, fault: { reason: 'policy', detail: data.violation } };
  }
  const { status, retryAfter } = data;
  return { ok: true, status, ...(retryAfter !== undefined && { retryAfter }) };
}
