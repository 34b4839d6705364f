import type { Capture } from '../capture/capture.ts';
import type { ConsentChange, ConsentPlatformId, ConsentState } from '../capture/consent.ts';
import type { Visit } from '../capture/visit.ts';
import type { CaptureSummary } from './summary.ts';

/** Of several platforms' states the first of these is the visit's: none is said to lack what another has. */
const RANKING = ['given', 'partly', 'refused', 'pending', 'unknown'] as const;
/** Where not the page tells of a request, its clock may differ from the page's by this, in milliseconds. */
const CLOCKS_APART = 50;

/** A state of consent, and from when on it holds. */
export type ConsentStep = Pick<ConsentChange, 'state' | 'at'>;

/**
 * A visit's consent by time. Who is still asked has not answered before, so a question that comes first
 * holds from the visit's beginning, however late its platform was there.
 */
export function consentOf({ at: began, consent = [] }: Visit): ConsentStep[] {
  const states = new Map<ConsentPlatformId, ConsentState>();
  const steps: ConsentStep[] = [];
  for (const { platform, state: said, at } of consent) {
    states.set(platform, said);
    const state = RANKING.find((one) => states.values().some((own) => own === one))!;
    const before = steps.at(-1);
    if (state === before?.state || (!before && state === 'unknown')) continue;
    const isFirstQuestion = state === 'pending' && !before;
    steps.push({ state, at: isFirstQuestion ? Math.min(began, at) : at });
  }
  return steps;
}

/** The consent in force when a capture was sent; that of a resend is the user's own. */
export function consentAt(
  steps: readonly ConsentStep[],
  capture: Capture,
): ConsentState | undefined {
  if (capture.resendOf !== undefined) return undefined;
  const inForce = (at: number) => steps.findLast((step) => step.at <= at)?.state;
  const sent = inForce(sentAt(capture));
  if (capture.page) return sent;
  const soon = inForce(capture.at + CLOCKS_APART);
  return soon === 'given' || soon === 'partly' ? soon : sent;
}

/** When a capture was sent, by the page's own clock where the page has told: a browser's network may be late. */
export function sentAt({ page, at }: Pick<CaptureSummary, 'page' | 'at'>): number {
  return page?.at ?? at;
}
