import type { BodyAsWritten } from '../wire/lossless.ts';
import type { Span } from '../wire/json/node.ts';
import { cutAt } from '../wire/halves.ts';
import { readWithoutKeys } from '../wire/keys.ts';

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
  /** Characters of the body. */
  length: number;
}

/** Characters of a body that are shown. */
export const MAX_SOURCE = 20_000;
/** Characters before an event, or a fault, that does not stand near the beginning. */
const BEFORE = 2000;

interface Wanted {
  /** A key that is not shown, wherever it stands. */
  secret?: string | undefined;
  /** The first character that is wrong, where there is one. */
  fault?: number | undefined;
  /** The first character to be shown, where not the event or the fault says so. */
  from?: number | undefined;
}

/** @param path JSON Pointer of the event */
export function sourceOf(
  text: string,
  written: BodyAsWritten,
  path: string | undefined,
  { secret, fault, from: wanted }: Wanted = {},
): SourceShown {
  const place = path === undefined ? undefined : placeOf(text, written, path);
  const looked = place?.start ?? fault ?? 0;
  const usual = looked > MAX_SOURCE / 2 ? looked - BEFORE : 0;
  const from = cutAt(text, Math.max(0, Math.min(wanted ?? usual, text.length)));
  const to = cutAt(text, Math.min(text.length, from + MAX_SOURCE));
  const within = (at: number) => Math.max(from, Math.min(to, at));
  const [start, end] = [within(place?.start ?? to), within(place?.end ?? to)];
  const shown = readWithoutKeys(text, from, to, secret);
  const [before, event] = [shown(from, start), shown(start, end)];
  const isSeen = fault !== undefined && fault >= from && fault <= to;
  const shownBefore = (at: number) => {
    if (at <= start) return shown(from, at).length;
    if (at <= end) return before.length + shown(start, at).length;
    return before.length + event.length + shown(end, at).length;
  };
  return {
    before,
    event,
    after: shown(end, to),
    ...(place?.isAround && { isAround: true }),
    ...(isSeen && { fault: shownBefore(fault) }),
    leftBefore: from,
    leftAfter: text.length - to,
    length: text.length,
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
