/** An item, and how many of its lines come before the one that was asked for. */
interface Found<Item> {
  item: Item;
  skip: number;
}

export type Sequence<Item> = ReturnType<typeof createSequence<Item>>;

/**
 * Items in an order of the caller's, each of which takes up some lines. Which item a line is of is found by
 * halving. What comes at the end, as nearly all does, costs no look at what is before it.
 *
 * @param size lines of an item; where that has become another, `changed` is to be called
 */
export function createSequence<Item>(size: (item: Item) => number) {
  const items: Item[] = [];
  /** Lines before each of the first items, of which there are `settled`. */
  const before: number[] = [];
  let settled = 0;

  function settle() {
    for (; settled < items.length; settled += 1) {
      const last = settled - 1;
      before[settled] = last < 0 ? 0 : before[last]! + size(items[last]!);
    }
  }

  function total(): number {
    if (items.length === 0) return 0;
    settle();
    return before[items.length - 1]! + size(items.at(-1)!);
  }

  /** How many items hold, from the first on; whatever holds comes before what does not. */
  function search(holds: (item: Item, index: number) => boolean): number {
    let [low, high] = [0, items.length];
    if (high === 0 || holds(items[high - 1]!, high - 1)) return high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (holds(items[middle]!, middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function changed(index: number): void {
    settled = Math.min(settled, index + 1);
  }

  return {
    items: items as readonly Item[],
    total,
    search,
    changed,

    insert(index: number, item: Item): void {
      items.splice(index, 0, item);
      settled = Math.min(settled, index);
    },

    remove(index: number): void {
      items.splice(index, 1);
      settled = Math.min(settled, index);
    },

    /** Takes away all from an item on. */
    cut(index: number): Item[] {
      settled = Math.min(settled, index);
      return items.splice(index);
    },

    /** Lines before an item. */
    before(index: number): number {
      settle();
      return before[index]!;
    },

    /** The items that have lines, from the one that a line is of. */
    *from(line: number): Generator<Found<Item>> {
      const end = total();
      for (let next = line; next < end;) {
        const index = search((_, at) => before[at]! <= next) - 1;
        const item = items[index]!;
        yield { item, skip: next - before[index]! };
        next = before[index]! + size(item);
      }
    },
  };
}
