import type { Log } from '../log/log.ts';
import type { PendingResend } from '../log/schema.ts';
import type { Body } from './capture.ts';
import type { Place } from './makings.ts';
import { SEEN_WHOLE } from './sighting.ts';

/** A page's request is a resend only if it comes so soon after that was to leave, in milliseconds. */
const SEEN_WITHIN = 15_000;
/** Resends through the page that are remembered when one observer has seen them. */
const MAX_MET = 100;

type By = 'network' | 'page';

interface Surroundings {
  log: Pick<Log, 'pendingResends' | 'capture'>;
  /** Pending resends whose request has been seen. */
  arrived: Set<string>;
  /** Whether one through a page may be pending: else nothing is looked up. */
  expectsThroughPage(): boolean;
}

/** Tells which of the requests that are seen are pending resends: of several alike the oldest. */
export function createResent({ log, arrived, expectsThroughPage }: Surroundings) {
  /** Seen by one observer; the other has it still to tell. */
  const met: { pending: PendingResend; by: By }[] = [];

  return {
    /** A request of our own belongs where its original does; `undefined` of one that nobody asked for. */
    async own(url: string, body: Body): Promise<Place | undefined> {
      const pending = (await log.pendingResends()).find(
        (one) =>
          one.way === 'extension' &&
          one.url === url &&
          !arrived.has(one.id) &&
          mayBeBodyOf(one, body),
      );
      const original = pending && ((await log.capture(pending.original)) ?? pending.place);
      if (!original) return undefined;
      arrived.add(pending.id);
      const { tab, visit, route, topFrame, site } = original;
      return {
        tab,
        visit,
        route,
        topFrame,
        origin: '',
        ...(site !== undefined && { site }),
        resendOf: pending.original,
      };
    },

    /** A page's request, marked where it is a resend through it. */
    async throughPage(
      by: By,
      place: Place,
      { url, at }: { url: string; at: number },
      body: Body,
    ): Promise<Place> {
      if (!expectsThroughPage()) return place;
      const fits = (one: PendingResend) =>
        one.way === 'page' &&
        one.url === url &&
        Math.abs(at - one.at) < SEEN_WITHIN &&
        (one.tab === place.tab || place.site !== undefined) &&
        mayBeBodyOf(one, body);
      const known = met.findIndex((one) => one.by !== by && fits(one.pending));
      if (known >= 0) {
        const [{ pending }] = met.splice(known, 1) as [(typeof met)[number]];
        return { ...place, resendOf: pending.original, throughPage: true };
      }
      const pending = (await log.pendingResends()).find((one) => fits(one) && !arrived.has(one.id));
      if (!pending) return place;
      arrived.add(pending.id);
      met.push({ pending, by });
      if (met.length > MAX_MET) met.shift();
      return { ...place, resendOf: pending.original, throughPage: true };
    },
  };
}

/** Where the browser handed the body over whole, its digest decides. */
function mayBeBodyOf({ digest }: PendingResend, body: Body): boolean {
  if (body.kind !== 'bytes' || digest === undefined) return true;
  return body.digest === digest || body.stored < body.size || body.size > SEEN_WHOLE;
}
