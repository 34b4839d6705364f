import type { Capture, Twice } from '../capture/capture.ts';
import type { Said } from '../language/said.ts';
import type { MessageId } from '../language/translate.ts';
import { BODY_GAP_TEXT } from './body-gaps.ts';
import { departureOf } from './departures.ts';

/** A sign that a row carries, with its name, and why it is there. */
export interface Mark {
  sign: string;
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

const DEPARTURE_SIGN = {
  'never-left': { sign: '⊘', tone: 'error' },
  'page-only': { sign: '◐', tone: 'warning' },
  unconfirmed: { sign: '?', tone: 'warning' },
} as const;

/** What is out of the ordinary about a request, the gravest first. */
export function marksOf(capture: Capture): Mark[] {
  const { departure, uncertain, twice, site, resendOf, body } = capture;
  const marks: Mark[] = [];
  if (departure) marks.push({ ...DEPARTURE_SIGN[departure.kind], ...departureOf(capture) });
  if (twice) {
    marks.push({
      sign: '2×',
      tone: 'warning',
      text: 'twice',
      why: [{ text: TWICE_TEXT[twice.reason] }],
    });
  }
  if (uncertain) {
    marks.push({ sign: '≈', tone: 'warning', text: 'uncertain', why: [{ text: 'uncertainWhy' }] });
  }
  if (body.kind === 'unreadable') {
    const why = [{ text: BODY_GAP_TEXT[body.reason] }];
    marks.push({ sign: '∅', tone: 'muted', text: 'unreadableRow', why });
  }
  if (site !== undefined) {
    const why: Said[] = [{ text: 'noTabWhy', params: [site] }];
    marks.push({ sign: '⌂', tone: 'muted', text: 'noTab', why });
  }
  if (resendOf !== undefined) {
    const why: Said[] = [{ text: 'resentWhy' }];
    marks.push({ sign: '↻', tone: 'muted', text: 'resentMark', why, spelled: true });
  }
  return marks;
}
