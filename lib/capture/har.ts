import * as z from 'zod/mini';
import { catch as orElse } from 'zod/mini';

/** Characters of a URL, of a header's value and the like; what is longer is cut. */
const MAX_TEXT = 64 * 1024;
/** Headers of a request or an answer; further ones are left out. */
const MAX_HEADERS = 500;

const text = z.string().check(z.overwrite((whole) => whole.slice(0, MAX_TEXT)));
/** Absent where DevTools says something else: one odd field spoils no entry. */
const maybe = <T extends z.core.$ZodType>(type: T) => orElse(z.optional(type), undefined);
const headers = orElse(
  z
    .array(z.object({ name: text, value: text }))
    .check(z.overwrite((all) => all.slice(0, MAX_HEADERS))),
  [],
);

/**
 * The part that is read of an entry of DevTools' network log (HAR 1.2, and what Chromium adds to
 * it). The log repeats what page and server say: it is parsed before use.
 */
export const HarEntry = z.object({
  startedDateTime: z.string(),
  /** In milliseconds. */
  time: maybe(z.number()),
  /** Of which page it is. */
  pageref: maybe(text),
  serverIPAddress: maybe(text),
  timings: maybe(z.record(z.string(), z.unknown())),
  request: z.object({
    method: z.string().check(z.maxLength(20)),
    url: z.string().check(z.maxLength(MAX_TEXT)),
    headers,
    postData: maybe(z.object({ text: maybe(z.string()) })),
  }),
  response: z.object({
    /** 0 where there was no answer. */
    status: z.int(),
    headers,
    redirectURL: maybe(text),
    content: maybe(
      z.object({ size: maybe(z.number()), encoding: maybe(z.string()), text: maybe(z.string()) }),
    ),
    _error: maybe(text),
    _fetchedViaServiceWorker: maybe(z.boolean()),
  }),
  _initiator: z.optional(z.unknown()),
});
export type HarEntry = z.infer<typeof HarEntry>;

/** What DevTools gave as the body of an answer: text as it was decoded, or base64. */
export interface Content {
  text?: string | undefined;
  isBase64: boolean;
}
