import { begunBetween } from './fitting.ts';
import type { Making } from './makings.ts';

/** Calls and requests of which none can belong to one of another stretch, by their times. */
export interface Stretch {
  calls: Making[];
  requests: Making[];
}

/**
 * Cuts calls and requests that are alike, both in their order, where none of the calls before can have
 * made a request after. Only stretches that one of `changed` falls into are given: what is in the others
 * is as it was.
 */
export function changedStretches(
  calls: readonly Making[],
  requests: readonly Making[],
  changed: Iterable<Making>,
): Stretch[] {
  const entries: Entry[] = [];
  const put = ([from, to]: Span, into: Entry['into'], making?: Making) =>
    entries.push({ from, to, into, ...(making && { making }) });
  for (const call of calls) put(begunBetween(call), 'calls', call);
  for (const request of requests) put(begun(request), 'requests', request);
  for (const one of changed) {
    if (one.page) put(begunBetween(one), 'changed');
    if (one.network) put(begun(one), 'changed');
  }
  return joined(entries);
}

/** Which of some requests in order, from one index to before another, a call may have made by its time. */
export function requestsInTime(call: Making, requests: readonly Making[]): Span {
  const [earliest, latest] = begunBetween(call);
  return [indexAfter(requests, earliest - 1), indexAfter(requests, latest)];
}

/** Index of the first request that began after a time. */
function indexAfter(requests: readonly Making[], time: number): number {
  let [from, to] = [0, requests.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (requests[middle]!.network!.at > time) to = middle;
    else from = middle + 1;
  }
  return from;
}

type Span = [from: number, to: number];

interface Entry {
  from: number;
  to: number;
  into: 'calls' | 'requests' | 'changed';
  making?: Making;
}

const begun = ({ network }: Making): Span => [network!.at, network!.at];

/** Entries whose times overlap, together. */
function joined(entries: Entry[]): Stretch[] {
  const stretches: (Stretch & { changed: boolean })[] = [];
  let end = -Infinity;
  for (const { from, to, into, making } of entries.toSorted((a, b) => a.from - b.from)) {
    if (from > end || stretches.length === 0) {
      stretches.push({ calls: [], requests: [], changed: false });
    }
    end = Math.max(end, to);
    const stretch = stretches.at(-1)!;
    if (into === 'changed') stretch.changed = true;
    else stretch[into].push(making!);
  }
  return stretches.filter(({ changed }) => changed);
}
