import type {
  Body,
  Capture,
  CaptureState,
  DevtoolsPart,
  NetworkPart,
  PagePart,
} from './capture.ts';
import type { Departure } from './departure.ts';
import { headerValue } from './headers.ts';

/** What the observers said of one request; at least one of them did. */
export interface Parts {
  network?: NetworkPart;
  page?: PagePart;
  devtools?: DevtoolsPart;
}

type Outcome = Pick<Capture, 'state' | 'status' | 'error' | 'ended'>;

/**
 * What holds of a request, from what each observer said: the network observer is the truth of
 * existence, status and error; what it lacks comes from the others. The page never overrules it.
 *
 * @param departure the judgement on a request that the network observer did not see to its end
 */
export function assembled({ network, page, devtools }: Parts, departure: Departure | undefined) {
  const first = network ?? page ?? devtools!;
  const responseBody = answerOf(devtools, network);
  return {
    at: first.at,
    method: first.method,
    url: withoutHash((network ?? devtools)?.hops?.[0]?.url ?? first.url),
    requestHeaders: network?.requestHeaders ?? devtools?.requestHeaders ?? [],
    responseHeaders: network?.responseHeaders ?? devtools?.responseHeaders ?? [],
    body: bestBody([network?.body, page?.body], devtools?.body),
    ...(responseBody && { responseBody }),
    ...outcomeOf(
      { ...(network && { network }), ...(page && { page }), ...(devtools && { devtools }) },
      departure,
    ),
  } satisfies Partial<Capture>;
}

/** Of an answer that the page may not read, DevTools shows neither headers nor body: the network's headers tell of one. */
function answerOf(
  devtools: DevtoolsPart | undefined,
  network: NetworkPart | undefined,
): Body | undefined {
  const told = devtools?.responseBody;
  if (told?.kind !== 'empty' || !network) return told;
  const { responseHeaders, status } = network;
  const length = headerValue(responseHeaders, 'content-length');
  const hasType = status !== 204 && headerValue(responseHeaders, 'content-type') !== undefined;
  const isAnnounced = length === undefined ? hasType : length !== '0';
  return isAnnounced ? { kind: 'unreadable', reason: 'no-content' } : told;
}

function outcomeOf({ network, page, devtools }: Parts, departure: Departure | undefined): Outcome {
  if (network && isTold({ network, page, devtools }, departure)) {
    return picked(network, network.state);
  }
  if (devtools && devtools.status !== undefined) return picked(devtools, 'done');
  // The page's word counts only once it is judged: until then the network may still tell.
  if (page && (departure || network)) return picked(page, pageState(page, departure));
  if (devtools) return picked(devtools, 'failed');
  return { state: 'pending' };
}

/** A restart may have hidden a request's end, and a service worker taken it over: others tell it then. */
function isTold({ network, page, devtools }: Told, departure: Departure | undefined): boolean {
  if (network.state === 'pending') return departure === undefined && devtools === undefined;
  return network.state !== 'unknown' || (page?.ended === undefined && devtools === undefined);
}

interface Told {
  network: NetworkPart;
  page: PagePart | undefined;
  devtools: DevtoolsPart | undefined;
}

function pageState(page: PagePart, departure: Departure | undefined): CaptureState {
  if (page.status !== undefined) return 'done';
  return page.ended === undefined && departure?.kind !== 'never-left' ? 'unknown' : 'failed';
}

function picked(
  { status, error, ended }: Pick<Capture, 'status' | 'error' | 'ended'>,
  state: CaptureState,
): Outcome {
  return {
    state,
    ...(status !== undefined && { status }),
    ...(error !== undefined && { error }),
    ...(ended !== undefined && { ended }),
  };
}

/** Whole bytes before part of them, those before none; the first of equals. */
function bestBody(bodies: (Body | undefined)[], devtools: Body | undefined): Body {
  const own = bodies.filter((body) => body !== undefined);
  const seen = devtools ? [...own, devtools] : own;
  return (
    seen.find((body) => body.kind === 'bytes' && body.stored === body.size) ??
    seen.find((body) => body.kind === 'bytes') ??
    own.find((body) => body.kind === 'empty') ??
    seen.find((body) => body.kind === 'unreadable' && body.reason === 'stream') ??
    seen[0] ?? { kind: 'unreadable', reason: 'not-seen' }
  );
}

export function withoutHash(url: string): string {
  return url.split('#', 1)[0]!;
}
