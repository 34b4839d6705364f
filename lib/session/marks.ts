import type { Twice } from '../capture/capture.ts';
import type { Said } from '../language/said.ts';
import type { MessageId } from '../language/translate.ts';
import { BODY_GAP_TEXT } from './body-gaps.ts';
import { departureOf } from './departures.ts';
import type { CaptureSummary } from './summary.ts';

/** What a mark says, by which its sign is chosen. */
export type MarkSign =
  | 'never-left'
  | 'page-only'
  | 'unconfirmed'
  | 'twice'
  | 'duplicate'
  | 'uncertain'
  | 'unreadable'
  | 'no-tab'
  | 'composed'
  | 'resent';

/** A sign that a row carries, with its name, and why it is there. */
export interface Mark {
  sign: MarkSign;
  tone: 'error' | 'warning' | 'muted';
  text: MessageId;
  why: Said[];
  /** Its name stands beside the sign. */
  spelled?: true;
}

export const TWICE_TEXT: Record<Twice['reason'], MessageId> = {
  retry: 'twiceRetry',
  redirect: 'twiceRedirect',
  browser: 'twiceBrowser',
};

const DEPARTURE_TONE = {
  'never-left': 'error',
  'page-only': 'warning',
  unconfirmed: 'warning',
} as const;

type Marked = Pick<
  CaptureSummary,
  'departure' | 'page' | 'uncertain' | 'twice' | 'site' | 'resendOf' | 'body'
>;

/**
 * What is out of the ordinary about a request, the gravest first.
 *
 * @param isDuplicate whether the event that the row is of repeats an earlier one
 */
export function marksOf(capture: Marked, isDuplicate = false): Mark[] {
  const { departure, uncertain, twice, site, resendOf, body } = capture;
  const marks: Mark[] = [];
  if (departure) {
    const { kind } = departure;
    marks.push({ sign: kind, tone: DEPARTURE_TONE[kind], ...departureOf(capture) });
  }
  if (twice) {
    marks.push({
      sign: 'twice',
      tone: 'warning',
      text: 'twice',
      why: [{ text: TWICE_TEXT[twice.reason] }],
    });
  }
  if (isDuplicate) {
    marks.push({ sign: 'duplicate', tone: 'warning', text: 'duplicateMark', why: [] });
  }
  if (uncertain) {
    marks.push({
      sign: 'uncertain',
      tone: 'warning',
      text: 'uncertain',
      why: [{ text: 'uncertainWhy' }],
    });
  }
  if (body.kind === 'unreadable') {
    const why = [{ text: BODY_GAP_TEXT[body.reason] }];
    marks.push({ sign: 'unreadable', tone: 'muted', text: 'unreadableRow', why });
  }
  if (site !== undefined) {
    const why: Said[] = [{ text: 'noTabWhy', params: [site] }];
    marks.push({ sign: 'no-tab', tone: 'muted', text: 'noTab', why });
  }
  if (resendOf !== undefined) {
    const isNew = resendOf === '';
    const why: Said[] = [{ text: isNew ? 'composedWhy' : 'resentWhy' }];
    const text = isNew ? 'composedMark' : 'resentMark';
    marks.push({ sign: isNew ? 'composed' : 'resent', tone: 'muted', text, why, spelled: true });
  }
  return marks;
}
