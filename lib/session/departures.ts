import type { Doubt, NeverLeft } from '../capture/departure.ts';
import type { Said } from '../language/said.ts';
import type { MessageId } from '../language/translate.ts';
import type { CaptureSummary } from './summary.ts';

const NEVER_LEFT_TEXT: Record<NeverLeft, MessageId> = {
  csp: 'neverLeftCsp',
  blocked: 'neverLeftBlocked',
  aborted: 'neverLeftAborted',
  'too-large': 'neverLeftTooLarge',
  preflight: 'neverLeftPreflight',
  other: 'neverLeftOther',
};
const DOUBT_TEXT: Record<Doubt, MessageId> = {
  'no-access-page': 'doubtNoAccessPage',
  'no-access-receiver': 'doubtNoAccessReceiver',
  'service-worker': 'doubtServiceWorker',
  restart: 'doubtRestart',
  'not-listening': 'doubtNotListening',
  'no-end': 'doubtNoEnd',
  ambiguous: 'doubtAmbiguous',
};

/** What is said of a request of which it is in question whether it left the page, and why. */
export function departureOf({ departure, page }: Pick<CaptureSummary, 'departure' | 'page'>): {
  text: MessageId;
  why: Said[];
} {
  switch (departure?.kind) {
    case undefined:
      return { text: 'pageOnly', why: [] };
    case 'never-left': {
      const { reason } = departure;
      const directive = page?.violation;
      if (reason === 'csp' && directive !== undefined) {
        const why: Said = { text: 'neverLeftCspDirective', params: [directive] };
        return { text: 'neverLeft', why: [why] };
      }
      return { text: 'neverLeft', why: [{ text: NEVER_LEFT_TEXT[reason] }] };
    }
    case 'page-only':
      return {
        text: 'pageOnly',
        why: departure.doubts.map((doubt) => ({ text: DOUBT_TEXT[doubt] })),
      };
    case 'unconfirmed':
      return { text: 'unconfirmed', why: [{ text: 'unconfirmedWhy' }] };
  }
}
