import type { Making, Makings } from './makings.ts';
import type { NetworkSighting } from './sighting.ts';

export type Preflight = Extract<NetworkSighting, { kind: 'preflight' }>;
export type PreflightEnded = Extract<NetworkSighting, { kind: 'preflight-ended' }>;

/** Preflights have requests of their own: which capture asks by them. */
export function createPreflights(makings: Makings) {
  const asking = new Map<string, Making>();

  return {
    /** It belongs to a request of its document that has not been answered; returns that one's capture. */
    begin({ request, at, origin, url }: Preflight, visit: string | undefined): Making | undefined {
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
      asking.set(request, making);
      return making;
    },

    end({ request, at, status, error }: PreflightEnded): Making | undefined {
      const making = asking.get(request);
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

    restore(making: Making) {
      const preflight = making.network?.preflight;
      if (preflight) asking.set(preflight.request, making);
    },

    forget(making: Making) {
      const preflight = making.network?.preflight;
      if (preflight) asking.delete(preflight.request);
    },
  };
}
