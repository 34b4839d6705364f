import type { Making, Makings } from './makings.ts';
import type { NetworkSighting } from './sighting.ts';

export type Preflight = Extract<NetworkSighting, { kind: 'preflight' }>;
export type PreflightEnded = Extract<NetworkSighting, { kind: 'preflight-ended' }>;

/** Preflights have requests of their own: which capture asks by them. */
export function createPreflights(makings: Makings) {
  /** Which request asks, by its id: the capture that it is part of may become another. */
  const asking = new Map<string, string>();

  return {
    /** It belongs to a request of its document that has not been answered; returns that one's capture. */
    begin({ request, at, origin, url }: Preflight, visit: string | undefined): Making | undefined {
      if (asking.has(request)) return undefined;
      const making = [...makings.all()].find(
        ({ network, place }) =>
          network?.state === 'pending' &&
          network.answered === undefined &&
          !network.preflight &&
          network.url === url &&
          (visit === undefined ? network.initiator === origin.url : place.visit === visit),
      );
      if (!making?.network) return undefined;
      making.network = { ...making.network, preflight: { request, at } };
      asking.set(request, making.network.request);
      return making;
    },

    end({ request, at, status, error }: PreflightEnded): Making | undefined {
      const making = makings.ofRequest(asking.get(request) ?? '');
      const preflight = making?.network?.preflight;
      if (!making?.network || !preflight) return undefined;
      making.network = {
        ...making.network,
        preflight: {
          ...preflight,
          ended: at,
          ...(status !== undefined && { status }),
          ...(error !== undefined && { error }),
        },
      };
      return making;
    },

    restore({ network }: Making) {
      if (network?.preflight) asking.set(network.preflight.request, network.request);
    },

    forget({ network }: Making) {
      if (network?.preflight) asking.delete(network.preflight.request);
    },
  };
}
