/** A sequence longer than this is not searched for what its gaps might mean: it stays undecided. */
const MAX_SEARCHED = 200;

/** Indices of two sequences that belong together. */
export type Pair = [left: number, right: number];

/**
 * Pairs two sequences of sightings of the same requests, each in its own order, where the evidence
 * decides: a pair is given only if it is in every explanation that keeps both orders, contradicts
 * nothing and leaves as few unexplained as possible. So of equal sequences each goes with its
 * own, and of unequal ones only those that could be nothing else.
 *
 * @param fits whether these two may be of one request, by all that is known of them
 */
export function decidedPairs(
  left: number,
  right: number,
  fits: (left: number, right: number) => boolean,
): Pair[] {
  if (left === right && everyInOrder(left, fits)) return inOrder(left);
  if (left === 0 || right === 0 || left > MAX_SEARCHED || right > MAX_SEARCHED) return [];
  const before = mostPairs(left, right, fits);
  const after = mostPairs(left, right, (l, r) => fits(left - 1 - l, right - 1 - r));
  const most = at(before, left, right);
  /** Most pairs if the first `l` and `r` are explained among themselves, and those from `l2` and `r2` on. */
  const around = (l: number, r: number, l2: number, r2: number) =>
    at(before, l, r) + at(after, left - l2, right - r2);
  const pairs: Pair[] = [];
  for (let l = 0; l < left; l += 1) {
    const possible: number[] = [];
    let dispensable = false;
    for (let r = 0; r <= right && !dispensable; r += 1) {
      if (around(l, r, l + 1, r) === most) dispensable = true;
      else if (r < right && fits(l, r) && around(l, r, l + 1, r + 1) + 1 === most) possible.push(r);
    }
    if (!dispensable && possible.length === 1) pairs.push([l, possible[0]!]);
  }
  return pairs;
}

/**
 * The same while both sequences still grow: what is missing at the end of one is taken to be on its
 * way, as long as `open` says that it may be.
 */
export function pairsSoFar(
  left: { count: number; open(index: number): boolean },
  right: { count: number; open(index: number): boolean },
  fits: (left: number, right: number) => boolean,
): Pair[] {
  const common = Math.min(left.count, right.count);
  const longer = left.count > common ? left : right;
  for (let index = common; index < longer.count; index += 1) {
    if (!longer.open(index)) return decidedPairs(left.count, right.count, fits);
  }
  return everyInOrder(common, fits) ? inOrder(common) : decidedPairs(left.count, right.count, fits);
}

/**
 * Pairs of two that fit each other and nothing else: what is left where order tells nothing.
 *
 * @param within which of the right may fit one of the left at all, from one index to before another
 */
export function onlyPairs(
  left: number,
  right: number,
  fits: (left: number, right: number) => boolean,
  within: (left: number) => [from: number, to: number] = () => [0, right],
): Pair[] {
  const ofLeft = new Uint16Array(left);
  const ofRight = new Uint16Array(right);
  const last = new Uint16Array(left);
  for (let l = 0; l < left; l += 1) {
    const [from, to] = within(l);
    for (let r = from; r < to; r += 1) {
      if (!fits(l, r)) continue;
      ofLeft[l]! += 1;
      ofRight[r]! += 1;
      last[l] = r;
    }
  }
  return indices(left)
    .filter((l) => ofLeft[l] === 1 && ofRight[last[l]!] === 1)
    .map((l): Pair => [l, last[l]!]);
}

function indices(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function everyInOrder(count: number, fits: (left: number, right: number) => boolean): boolean {
  for (let index = 0; index < count; index += 1) if (!fits(index, index)) return false;
  return true;
}

function inOrder(count: number): Pair[] {
  return indices(count).map((index): Pair => [index, index]);
}

/** `at(table, l, r)`: how many of the first `l` and `r` can be paired at most. */
interface Table {
  cells: Uint16Array;
  width: number;
}

function mostPairs(
  left: number,
  right: number,
  fits: (left: number, right: number) => boolean,
): Table {
  const table = { cells: new Uint16Array((left + 1) * (right + 1)), width: right + 1 };
  for (let l = 1; l <= left; l += 1) {
    for (let r = 1; r <= right; r += 1) {
      const paired = fits(l - 1, r - 1) ? at(table, l - 1, r - 1) + 1 : 0;
      table.cells[l * table.width + r] = Math.max(paired, at(table, l - 1, r), at(table, l, r - 1));
    }
  }
  return table;
}

function at({ cells, width }: Table, left: number, right: number): number {
  return cells[left * width + right] ?? 0;
}
