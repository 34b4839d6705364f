/** Stretches that are kept of a document; one with more holes lacks calls for good. */
const MAX_STRETCHES = 100;

/** Numbers without a hole. */
type Stretch = readonly [from: number, to: number];

/** Calls are numbered from 1. */
const BEFORE_ALL: Stretch = [0, 0];

/** Which calls of each document are known, by their numbers: these go up one by one. */
export function createCallNumbers() {
  const byVisit = new Map<string, readonly Stretch[]>();

  return {
    /** @param fromFirst whether all calls of the document were to be told, had none been lost */
    add(visit: string, number: number, fromFirst: boolean): void {
      const known = byVisit.get(visit) ?? (fromFirst ? [BEFORE_ALL] : []);
      if (known.length <= MAX_STRETCHES) byVisit.set(visit, withNumber(known, number));
    },

    /** A hole is a sighting that was lost. */
    hasHole: (visit: string): boolean => (byVisit.get(visit)?.length ?? 0) > 1,
  };
}

function withNumber(stretches: readonly Stretch[], number: number): readonly Stretch[] {
  if (stretches.some(([from, to]) => from <= number && number <= to)) return stretches;
  const isBeside = ([from, to]: Stretch) => to === number - 1 || from === number + 1;
  const beside = stretches.filter(isBeside);
  const from = Math.min(number, ...beside.map(([first]) => first));
  const to = Math.max(number, ...beside.map(([, last]) => last));
  return [...stretches.filter((one) => !isBeside(one)), [from, to]];
}
