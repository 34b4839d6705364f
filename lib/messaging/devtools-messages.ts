import * as z from 'zod/mini';
import type { BodyGap } from '../capture/capture.ts';
import type { PageTold } from '../capture/devtools.ts';
import type { BodySeen, DevtoolsSighting, EntrySighting } from '../capture/sighting.ts';
import { utf8Of } from '../capture/utf8.ts';
import { toBase64 } from './base64.ts';

/** Bytes in a message, as it may be carried as JSON: most bodies are text, and that takes the least time. */
type Packed =
  | { kind: 'text'; text: string; size: number }
  | { kind: 'base64'; base64: string; size: number }
  | { kind: 'empty' }
  | { kind: 'unreadable'; reason: BodyGap };
type PackedEntry = Omit<EntrySighting, 'body' | 'responseBody'> & {
  body: Packed;
  responseBody?: Packed;
};
export type Report = PackedEntry | PageTold;

/** Reports in one message. */
export const MAX_REPORTS = 500;

/**
 * From the devtools page of a tab. What page and server had a hand in was parsed there, so that only
 * the envelope is looked at here; the receiver makes sure of the sender.
 */
export const DevtoolsReports = z.object({
  devtools: z.int(),
  reports: z.array(z.custom<Report>()).check(z.maxLength(MAX_REPORTS)),
});
export type DevtoolsReports = z.infer<typeof DevtoolsReports>;

/** Answer to it: all of its reports are in the log. */
export const RECORDED = 'recorded';

export function packEntry(entry: EntrySighting): Report {
  const { body, responseBody, ...rest } = entry;
  return {
    ...rest,
    body: packed(body),
    ...(responseBody && { responseBody: packed(responseBody) }),
  };
}

export function unpack(report: Report, tabId: number): DevtoolsSighting {
  if (report.kind === 'page') return { ...report, tabId };
  const { body, responseBody, ...rest } = report;
  return {
    ...rest,
    tabId,
    body: unpacked(body),
    ...(responseBody && { responseBody: unpacked(responseBody) }),
  };
}

function packed(body: BodySeen): Packed {
  if (body.kind !== 'bytes') return body;
  const { bytes, size } = body;
  const text = utf8Of(bytes);
  return text === undefined
    ? { kind: 'base64', base64: toBase64(bytes), size }
    : { kind: 'text', text, size };
}

function unpacked(body: Packed): BodySeen {
  if (body.kind === 'text') {
    return { kind: 'bytes', bytes: new TextEncoder().encode(body.text), size: body.size };
  }
  if (body.kind !== 'base64') return body;
  const bytes = Uint8Array.from(atob(body.base64), (character) => character.charCodeAt(0));
  return { kind: 'bytes', bytes, size: body.size };
}
