import * as z from 'zod/mini';
import type { Capture } from '../capture/capture.ts';
import { MAX_URL } from '../capture/bounds.ts';
import {
  askedFor,
  isBlank,
  MAX_HEADER_NAME,
  MAX_HEADER_VALUE,
  MAX_HEADERS,
  type OwnHeader,
} from './own-headers.ts';
import { packed } from './pack.ts';
import { addressOf, type Outgoing, sentAs } from './request.ts';
import { COMPRESSIONS, MAX_LAYERS } from '../wire/inflate.ts';

/** Characters of a batch that can be edited. */
export const MAX_DRAFT = 2_000_000;
/** Drafts that are kept; the oldest go first. */
const MAX_DRAFTS = 20;
/** What a new batch is sent with. */
export const USUAL_HEADERS: OwnHeader[] = [['content-type', 'application/json']];

/** A batch as it is to be sent: its text, where to and with which headers. */
export const DraftBatch = z.object({
  url: z.string().check(z.maxLength(MAX_URL)),
  headers: z
    .array(
      z.tuple([
        z.string().check(z.maxLength(MAX_HEADER_NAME)),
        z.string().check(z.maxLength(MAX_HEADER_VALUE)),
      ]),
    )
    .check(z.maxLength(MAX_HEADERS)),
  /** Compressions that are put around its text, the outermost first. */
  packing: z.array(z.enum(COMPRESSIONS)).check(z.maxLength(MAX_LAYERS)),
  text: z.string().check(z.maxLength(MAX_DRAFT)),
  /** The capture that it was made from; none of one that is new. */
  original: z.optional(z.string()),
});
export type DraftBatch = z.infer<typeof DraftBatch>;

/** A batch that is being edited, as it is kept: by its original, or {@link COMPOSED}. */
export const Draft = z.extend(DraftBatch, { id: z.string(), at: z.number() });
export type Draft = z.infer<typeof Draft>;

/** The id of the draft that has no original. */
export const COMPOSED = 'composed';
/** Where drafts stand in `storage.local`. */
export const DRAFTS_KEY = 'resend-drafts';

/** Drafts as they were stored, without those that can't be read. */
export function readDrafts(stored: unknown): Draft[] {
  if (!Array.isArray(stored)) return [];
  return stored.slice(0, MAX_DRAFTS).flatMap((one) => {
    const parsed = Draft.safeParse(one);
    return parsed.success ? [parsed.data] : [];
  });
}

/** The newest first. */
export function withDraft(drafts: readonly Draft[], draft: Draft): Draft[] {
  return [draft, ...drafts.filter(({ id }) => id !== draft.id)].slice(0, MAX_DRAFTS);
}

/** The request that sends a draft: with its own headers, and else as its original was sent. */
export async function draftRequest(
  { url, headers, packing, text }: DraftBatch,
  original: Capture | undefined,
): Promise<Outgoing> {
  const own = headers.filter((header) => !isBlank(header));
  const { withCookies, isOpaque } = sentAs(original?.requestHeaders ?? []);
  return {
    url: addressOf(url),
    method: 'POST',
    headers: own,
    body: await packed(new TextEncoder().encode(text), packing),
    withCookies,
    // `no-cors` would drop the other headers without a word.
    isOpaque: isOpaque && askedFor(own).length === 0,
  };
}
