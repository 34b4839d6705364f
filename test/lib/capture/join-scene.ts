import type { Body, Capture } from '../../../lib/capture/capture.ts';
import type { Doubt } from '../../../lib/capture/departure.ts';
import { createJoin } from '../../../lib/capture/join.ts';
import type { Taken } from '../../../lib/capture/tab-history.ts';
import type { Place } from '../../../lib/capture/makings.ts';
import type { Before, Call } from '../samples.ts';
import { before, body, call, entry, SHOP } from '../samples.ts';

export const VISIT = 'run:doc';
export const PLACE: Place = {
  tab: 'run:1',
  visit: VISIT,
  route: SHOP,
  topFrame: true,
  origin: 'https://shop.test',
};

/** A join with a clock of its own, and the captures that it has told of, by id. */
export function scene() {
  const clock = { now: 1000 };
  const known = {
    doubts: [] as Doubt[],
    seesAll: true,
    interrupted: false,
    taken: undefined as Taken | undefined,
  };
  const join = createJoin('run', {
    doubts: () => known.doubts,
    wouldHaveSeen: () => known.seesAll,
    takenSince: () => known.taken,
    wasInterrupted: () => known.interrupted,
    now: () => clock.now,
  });
  const captures = new Map<string, Capture>();

  function take() {
    for (const capture of join.takeChanged()) captures.set(capture.id, capture);
  }

  return {
    join,
    known,
    clock,

    before(part: Partial<Before> = {}, of: { digest?: string | Body } & Partial<Place> = {}) {
      const { digest = 'd1', ...place } = of;
      const seen = typeof digest === 'string' ? body(digest) : digest;
      join.before(before(part), seen, { ...PLACE, ...place });
      take();
    },

    call(part: Partial<Call> = {}, of: { digest?: string | Body } & Partial<Place> = {}) {
      const { digest = 'd1', ...place } = of;
      const told = typeof digest === 'string' ? body(digest) : digest;
      join.call(call(part), { body: told, bodyFrom: 'string' }, { ...PLACE, ...place }, false);
      take();
    },

    progress(sighting: Parameters<typeof join.progress>[0]) {
      join.progress(sighting);
      take();
    },

    outcome(call: number, told: { status?: number; error?: string }, at = 1500) {
      join.outcome({ kind: 'outcome', at, call, ...told }, VISIT);
      take();
    },

    entry(part: Parameters<typeof entry>[0] = {}, digest = 'd1') {
      const bodies = { body: body(digest), responseBody: body('answer') };
      join.entry(entry(part), bodies, PLACE, clock.now);
      take();
    },

    /** Lets time pass, and what only time decides be decided. */
    later(milliseconds = 20_000) {
      clock.now += milliseconds;
      for (let turn = 0; turn < 3; turn += 1) {
        join.settle();
        take();
      }
    },

    /** The captures that are shown. */
    shown(): Capture[] {
      take();
      return [...captures.values()]
        .filter(({ mergedInto }) => mergedInto === undefined)
        .toSorted((a, b) => a.at - b.at);
    },
  };
}

export const completed = (request = '1', status = 202, at = 2000) =>
  ({ kind: 'completed', request, at, status }) as const;
