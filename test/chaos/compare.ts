import type { Arrived } from './arrived.ts';
import type { Logged } from './logged.ts';

/** What the log has of what the receiver got: lists of marks. */
export interface Comparison {
  /** Requests that the receiver got. */
  arrived: string[];
  /** The receiver got it, the log has nothing of it. */
  lost: string[];
  /** Stands in the log more than once; or the id of a capture of no request, unless it failed. */
  doubled: string[];
  /** Stands there more than once, and the log says so: what decides which is which fell into a kill. */
  uncertain: string[];
  /** Its bytes in the log are others. */
  wrong: string[];
  /** No bytes in the log. */
  unreadable: string[];
  /** No outcome in the log. */
  open: string[];
  /** The log has an answer to what the receiver never got. */
  invented: string[];
  /** The receiver got it more than once: the browser sent it anew. */
  resent: string[];
}

/**
 * Holds a run's captures against what came. A capture without bytes and headers stands for the
 * request, of those that the log seems to lack, that arrived soonest after it.
 */
export function compare(
  run: string,
  arrivals: readonly Arrived[],
  log: readonly Logged[],
): Comparison {
  const arrived = new Map(arrivals.map((one) => [one.mark, one]));
  const logged = Map.groupBy(
    log.filter(({ mark }) => mark?.startsWith(run)),
    ({ mark }) => mark ?? '',
  );
  const missing = new Map([...arrived].filter(([mark]) => !logged.has(mark)));
  const surplus: Logged[] = [];
  const nameless = log.filter(({ mark }) => mark === undefined).toSorted((a, b) => a.at - b.at);
  for (const capture of nameless) {
    const after = [...missing.values()]
      .filter(({ at }) => at >= capture.at)
      .toSorted((a, b) => a.at - b.at)[0];
    if (after) {
      missing.delete(after.mark);
      logged.set(after.mark, [capture]);
    } else if (capture.state !== 'failed') surplus.push(capture);
  }
  const marksWhere = (holds: (captures: Logged[], mark: string) => boolean) =>
    [...logged].filter(([mark, captures]) => holds(captures, mark)).map(([mark]) => mark);
  const came = (mark: string) => arrived.has(mark);
  return {
    arrived: [...arrived.keys()],
    lost: [...missing.keys()],
    doubled: [
      ...marksWhere((captures) => captures.length > 1 && !isSaid(captures)),
      ...idsOf(surplus.filter(({ uncertain }) => !uncertain)),
    ],
    uncertain: [
      ...marksWhere((captures) => captures.length > 1 && isSaid(captures)),
      ...idsOf(surplus.filter(({ uncertain }) => uncertain)),
    ],
    wrong: marksWhere((captures, mark) =>
      captures.some(
        ({ sha256 }) => came(mark) && sha256 !== undefined && sha256 !== arrived.get(mark)?.sha256,
      ),
    ),
    unreadable: marksWhere(
      (captures, mark) => came(mark) && captures.every(({ sha256 }) => sha256 === undefined),
    ),
    open: marksWhere(
      (captures, mark) =>
        came(mark) && captures.every(({ state }) => state === 'pending' || state === 'unknown'),
    ),
    invented: marksWhere(
      (captures, mark) => !came(mark) && captures.some(({ status }) => status !== undefined),
    ),
    resent: [...Map.groupBy(arrivals, ({ mark }) => mark)]
      .filter(([, copies]) => copies.length > 1)
      .map(([mark]) => mark),
  };
}

/** All but one of a request's captures say that they may be the same as another. */
function isSaid(captures: readonly Logged[]): boolean {
  return captures.filter(({ uncertain }) => !uncertain).length <= 1;
}

const idsOf = (captures: readonly Logged[]): string[] => captures.map(({ id }) => id);
