import type { Hop, NetworkPart } from './capture.ts';
import type { NetworkSighting } from './sighting.ts';

/** What becomes of a request after it began. */
export type Progress = Extract<
  NetworkSighting,
  { kind: 'sent' | 'redirected' | 'answered' | 'completed' | 'failed' }
>;

/** What a sighting changes of what the network observer has said so far. */
export function progressed(known: NetworkPart, sighting: Progress): Partial<NetworkPart> {
  const { at } = sighting;
  switch (sighting.kind) {
    case 'sent': {
      // Told once more: see `inbox.ts`.
      if (known.sent === at) return {};
      const again = known.sent !== undefined && known.hops.every((hop) => hop.at < known.sent!);
      return {
        requestHeaders: sighting.headers,
        sent: known.sent ?? at,
        ...(again && { sendings: (known.sendings ?? 1) + 1 }),
      };
    }
    case 'redirected': {
      // Firefox: a service worker takes over, or the browser begins anew by itself.
      if (sighting.status < 300 || known.hops.some((hop) => hop.at === at)) return {};
      const hop: Hop = { at, url: known.url, status: sighting.status };
      return { hops: [...known.hops, hop], url: sighting.to };
    }
    case 'answered':
      return { answered: at, status: sighting.status, responseHeaders: sighting.headers };
    case 'completed':
      return { state: 'done', status: sighting.status, ended: at };
    case 'failed':
      return hasAnswered(known, sighting.error)
        ? { state: 'done', ended: at }
        : { state: 'failed', error: sighting.error, ended: at };
  }
}

/** What sends a beacon, by the browsers' names: nobody reads its answer, and Firefox cuts it off. */
const BEACONS = ['ping', 'beacon'];

/** Firefox ends some answered requests with an error of its own: the server has answered. */
function hasAnswered({ status, type }: NetworkPart, error: string): boolean {
  if (status === undefined) return false;
  return error === 'NS_ERROR_UNEXPECTED' || BEACONS.includes(type);
}
