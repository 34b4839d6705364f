import type { BodyAsWritten } from '../wire/lossless.ts';
import type { Span } from '../wire/json/node.ts';
import { withoutKeys } from './keys.ts';

/** A body's text, or a part of it, with the event that is looked at set apart; keys are shortened. */
export interface SourceShown {
  before: string;
  /** The event as written, or the beginning of it; empty where that stands nowhere as it is. */
  event: string;
  after: string;
  /** It is not the event alone but what holds it, such as a string. */
  isAround?: true;
  /** Where the body is no JSON any more: a character of all that is shown. */
  fault?: number;
  /** Characters of the body that are not shown, at its beginning and at its end. */
  leftBefore: number;
  leftAfter: number;
}

/** Characters of a body that are shown. */
export const MAX_SOURCE = 20_000;
/** Characters before an event, or a fault, that does not stand near the beginning. */
const BEFORE = 2000;
/** Characters that are read more, so that no key is cut in two. */
const MARGIN = 1000;

/**
 * @param path JSON Pointer of the event
 * @param secret a key that is not shown, wherever it stands
 * @param fault the first character that is wrong, where there is one
 */
export function sourceOf(
  text: string,
  written: BodyAsWritten,
  path: string | undefined,
  secret: string | undefined,
  fault?: number,
): SourceShown {
  const place = path === undefined ? undefined : placeOf(text, written, path);
  const looked = place?.start ?? fault ?? 0;
  const from = looked > MAX_SOURCE / 2 ? looked - BEFORE : 0;
  const to = Math.min(text.length, from + MAX_SOURCE);
  const end = place?.end ?? to;
  const start = place?.start ?? end;
  const shownEnd = Math.min(end, to);
  const shown = (first: number, last: number) => withoutKeys(text.slice(first, last), secret);
  const around = shown(Math.max(0, from - MARGIN), start);
  const before = from > 0 ? around.slice(from - start) : around;
  const event = shown(start, shownEnd);
  const isSeen = fault !== undefined && fault >= from && fault <= to;
  const shownBefore = (at: number) => {
    if (at <= start) return before.length - shown(at, start).length;
    if (at <= shownEnd) return before.length + shown(start, at).length;
    return before.length + event.length + shown(shownEnd, at).length;
  };
  return {
    before,
    event,
    after: shown(shownEnd, to),
    ...(place?.isAround && { isAround: true }),
    ...(isSeen && { fault: shownBefore(fault) }),
    leftBefore: from,
    leftAfter: text.length - to,
  };
}

/** Characters of the text that an event takes or, where it stands in a string, the string that holds it. */
function placeOf(
  text: string,
  { bytes, find }: BodyAsWritten,
  path: string,
): (Span & { isAround: boolean }) | undefined {
  for (let at = path; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const found = find(at);
    if (found?.bytes) {
      const start = new TextDecoder().decode(bytes.subarray(0, found.bytes.start)).length;
      // A body in another encoding has other places.
      if (!text.startsWith(found.source, start)) return undefined;
      return { start, end: start + found.source.length, isAround: at !== path };
    }
    if (at === '') return undefined;
  }
}
