import type { Body, Capture } from '../capture/capture.ts';
import type { GapCause } from '../capture/visit.ts';
import type { Said } from '../language/said.ts';
import { BODY_GAP_TEXT } from './body-gaps.ts';
import type { Observer } from './coverage.ts';
import type { VisitShown } from './lines.ts';

/** What an observer saw of a request, or why it saw none of it. */
export interface Testimony {
  observer: Observer;
  saw: boolean;
  words: Said[];
}

/** What each of the three observers has to say of a request; `visit` is the document that sent it. */
export function testimoniesOf(capture: Capture, visit: VisitShown | undefined): Testimony[] {
  const { network, page, devtools } = capture;
  return [
    network
      ? { observer: 'network', saw: true, words: [outcomeOf(network), bodyOf(network.body)] }
      : { observer: 'network', saw: false, words: [whyNotNetwork(capture, visit)] },
    page
      ? { observer: 'page', saw: true, words: [outcomeOf(page), bodyOf(page.body)] }
      : { observer: 'page', saw: false, words: [whyNotPage(capture, visit)] },
    devtools
      ? {
          observer: 'devtools',
          saw: true,
          words: [outcomeOf(devtools), bodyOf(devtools.body), answerOf(devtools.responseBody)],
        }
      : { observer: 'devtools', saw: false, words: [whyNotDevtools(capture, visit)] },
  ];
}

function outcomeOf({ status, error }: { status?: number; error?: string }): Said {
  if (error !== undefined) return { text: 'sawError', params: [error] };
  return status ? { text: 'sawStatus', params: [status] } : { text: 'sawNoOutcome' };
}

function bodyOf(body: Body): Said {
  switch (body.kind) {
    case 'bytes':
      return { text: 'sawBody', params: [body.size] };
    case 'empty':
      return { text: 'sawEmptyBody' };
    case 'unreadable':
      return { text: BODY_GAP_TEXT[body.reason] };
  }
}

function answerOf(body: Body | undefined): Said {
  return body?.kind === 'bytes'
    ? { text: 'sawResponseBody', params: [body.size] }
    : { text: 'sawNoResponseBody' };
}

const has = (visit: VisitShown | undefined, cause: GapCause) =>
  visit?.coverage.gaps.some((gap) => gap.cause === cause) ?? false;

function whyNotNetwork({ departure }: Capture, visit: VisitShown | undefined): Said {
  if (departure?.kind === 'never-left') return { text: 'notNetworkNeverLeft' };
  if (departure?.kind === 'unconfirmed') return { text: 'unconfirmedWhy' };
  if (has(visit, 'no-access')) return { text: 'notSeenNoAccess' };
  return { text: 'notSeen' };
}

function whyNotPage(
  { site, resendOf, throughPage, network, devtools }: Capture,
  visit: VisitShown | undefined,
): Said {
  if (resendOf !== undefined && !throughPage) return { text: 'notPageResend' };
  if (site !== undefined || network?.tabless) return { text: 'notPageWorker' };
  if (network?.type === 'main_frame' || network?.type === 'sub_frame') {
    return { text: 'notPageForm' };
  }
  if (has(visit, 'no-access')) return { text: 'notSeenNoAccess' };
  if (has(visit, 'hook-off')) return { text: 'notPageHookOff' };
  if (has(visit, 'hook-missing')) return { text: 'gapHookMissing' };
  if (has(visit, 'loaded-before')) return { text: 'gapLoadedBefore' };
  if (devtools?.viaServiceWorker) return { text: 'notPageWorker' };
  return { text: 'notPageUnknown' };
}

function whyNotDevtools(
  { site, network, state, departure }: Capture,
  visit: VisitShown | undefined,
): Said {
  if (state === 'pending') return { text: 'notDevtoolsYet' };
  if (departure?.kind === 'never-left') return { text: 'notNetworkNeverLeft' };
  if (network?.lifecycle === 'cached') return { text: 'notDevtoolsUnload' };
  if (site !== undefined || network?.tabless) return { text: 'notDevtoolsWorker' };
  if (has(visit, 'no-devtools')) return { text: 'gapNoDevtools' };
  return { text: 'notDevtoolsUnknown' };
}
