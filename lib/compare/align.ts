/** Which item of one list is which of another; one of them is absent where there is none. */
export interface Pair {
  a?: number;
  b?: number;
  /** The same item in another place, past items that stayed. */
  isMoved?: true;
}

/**
 * The best way to see one list as a change of another: as many items as can be stay what and where they
 * are, the same ones elsewhere have moved, and of those left between two that stayed the likest are paired. It takes time and room by the product of the lengths, which
 * trees bound.
 *
 * @param a what the items are: the same number for the same content
 * @param likeness of two items, by their indices, from 0 to 1
 */
export function align(
  a: readonly number[],
  b: readonly number[],
  likeness: (a: number, b: number) => number,
): Pair[] {
  const stayed = commonItems(a, b);
  const moved = movedItems(a, b, stayed);
  const pairs: Pair[] = [];
  let [fromA, fromB] = [0, 0];
  for (const [atA, atB] of [...stayed, [a.length, b.length] as const]) {
    const restA = range(fromA, atA).filter((at) => !moved.fromA.has(at));
    const restB = range(fromB, atB).filter((at) => !moved.toB.has(at));
    pairs.push(...likest(restA, restB, likeness));
    for (const at of range(fromB, atB)) {
      const from = moved.toB.get(at);
      if (from !== undefined) pairs.push({ a: from, b: at, isMoved: true });
    }
    if (atA < a.length) pairs.push({ a: atA, b: atB });
    [fromA, fromB] = [atA + 1, atB + 1];
  }
  return pairs;
}

/** The longest common subsequence, as pairs of indices. */
function commonItems(a: readonly number[], b: readonly number[]): [number, number][] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let [endA, endB] = [a.length, b.length];
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1])
    [endA, endB] = [endA - 1, endB - 1];
  const same = range(0, start).map((at): [number, number] => [at, at]);
  const tail = range(endA, a.length).map((at): [number, number] => [at, at - endA + endB]);
  const middle = bestPairs(range(start, endA), range(start, endB), (atA, atB) =>
    a[atA] === b[atB] ? 1 : 0,
  );
  return [...same, ...middle, ...tail];
}

function movedItems(
  a: readonly number[],
  b: readonly number[],
  stayed: readonly [number, number][],
): { fromA: ReadonlySet<number>; toB: ReadonlyMap<number, number> } {
  const keptA = new Set(stayed.map(([at]) => at));
  const keptB = new Set(stayed.map(([, at]) => at));
  const left = Map.groupBy(
    range(0, a.length).filter((at) => !keptA.has(at)),
    (at) => a[at]!,
  );
  const fromA = new Set<number>();
  const toB = new Map<number, number>();
  for (const at of range(0, b.length)) {
    const from = keptB.has(at) ? undefined : left.get(b[at]!)?.shift();
    if (from === undefined) continue;
    fromA.add(from);
    toB.set(at, from);
  }
  return { fromA, toB };
}

/** Items that have nothing in common may still be one changed into the other. */
const LEAST_LIKENESS = 0.001;

/** Pairs of items that are weighed: of more, each is taken to be the one at its place. */
const MOST_WEIGHED = 100_000;

function inOrder(a: readonly number[], b: readonly number[]): [number, number][] {
  return a.slice(0, b.length).map((at, place) => [at, b[place]!]);
}

function likest(
  a: readonly number[],
  b: readonly number[],
  likeness: (a: number, b: number) => number,
): Pair[] {
  const found =
    a.length * b.length > MOST_WEIGHED
      ? inOrder(a, b)
      : bestPairs(a, b, (atA, atB) => likeness(atA, atB) + LEAST_LIKENESS);
  const pairs: Pair[] = [];
  let [nextA, nextB] = [0, 0];
  for (const [atA, atB] of [...found, [undefined, undefined]]) {
    for (; nextA < a.length && a[nextA] !== atA; nextA += 1) pairs.push({ a: a[nextA]! });
    for (; nextB < b.length && b[nextB] !== atB; nextB += 1) pairs.push({ b: b[nextB]! });
    if (atA === undefined || atB === undefined) break;
    pairs.push({ a: atA, b: atB });
    [nextA, nextB] = [nextA + 1, nextB + 1];
  }
  return pairs;
}

/** Pairs in the order of both lists, with the greatest weight in all. */
function bestPairs(
  a: readonly number[],
  b: readonly number[],
  weigh: (a: number, b: number) => number,
): [number, number][] {
  const width = b.length + 1;
  const weights = new Float64Array(a.length * b.length);
  /** The most that can be had of what comes from there on. */
  const best = new Float64Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const weight = weigh(a[i]!, b[j]!);
      weights[i * b.length + j] = weight;
      best[i * width + j] = Math.max(
        best[(i + 1) * width + j]!,
        best[i * width + j + 1]!,
        weight > 0 ? weight + best[(i + 1) * width + j + 1]! : 0,
      );
    }
  }
  const pairs: [number, number][] = [];
  for (let [i, j] = [0, 0]; i < a.length && j < b.length;) {
    const most = best[i * width + j]!;
    const weight = weights[i * b.length + j]!;
    const paired = weight + best[(i + 1) * width + j + 1]!;
    const skipped = best[(i + 1) * width + j];
    if (weight > 0 && paired === most) {
      pairs.push([a[i]!, b[j]!]);
      [i, j] = [i + 1, j + 1];
    } else if (skipped === most) i += 1;
    else j += 1;
  }
  return pairs;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
}
