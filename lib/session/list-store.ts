import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import { isUnchanged, type Line } from './lines.ts';
import type { FeedRequest } from './feed.ts';
import type { Head } from './list/routes.ts';
import type { ListNews, ListShown, Window } from './list/telling.ts';

/** Lines that are held beyond each edge of what is in view, so that the next ones are there at once. */
const BEYOND = 100;
/** More are asked for when fewer than these are left. */
const LEAST_BEYOND = 50;
/** Lines that are in view, until the list has been measured. */
const FIRST_COUNT = 50;

const EMPTY: ListShown = { length: 0, from: 0, lines: [], heads: [], shown: 0, arrived: 0 };

export type ListStore = ReturnType<typeof createListStore>;

/** The part of the list that a panel holds: the lines in view with those around, and what all come to. */
export function createListStore(ask: (request: FeedRequest) => void) {
  const told = signal(EMPTY);
  const follows = signal(true);
  /** Events that had come as the end was left. */
  const arrivedBefore = signal(0);
  /** The line that is to be brought into view; each one anew. */
  const target = signal<{ at: number } | undefined>(undefined);
  /** The lines in view have moved by so many; each time anew. */
  const moved = signal<{ by: number } | undefined>(undefined);
  /** The first line in view, as it was told last. */
  let first = 0;
  let asked: Window = { from: 'end', count: FIRST_COUNT + BEYOND };
  let count = FIRST_COUNT;

  function want(window: Window) {
    asked = window;
    ask({ ask: 'window', ...window });
  }

  /** Lines, of which those that have not changed are the very ones that were held: they are not drawn anew. */
  function withHeld(lines: Line[]): Line[] {
    const held = new Map(told.peek().lines.map((line) => [line.id, line]));
    return lines.map((line) => {
      const before = held.get(line.id);
      return before && isUnchanged(line, before) ? before : line;
    });
  }

  /** How far lines that are in view stand from where they stood: by the first of them that is held as before. */
  function movedBy(list: ListShown): number {
    const { from, lines } = told.peek();
    const places = new Map(list.lines.map(({ id }, index) => [id, list.from + index]));
    for (const [index, { id }] of lines.slice(first - from, first - from + count).entries()) {
      const at = places.get(id);
      if (at !== undefined) return at - (first + index);
    }
    return 0;
  }

  /** Sees to it that the lines in view are held, with some around. */
  function hold(first: number) {
    if (follows.peek()) {
      const isHeld = asked.from === 'end' && asked.count >= count + LEAST_BEYOND;
      if (!isHeld) want({ from: 'end', count: count + BEYOND });
      return;
    }
    const { length } = told.peek();
    const isHeld =
      asked.from !== 'end' &&
      asked.from <= Math.max(0, first - LEAST_BEYOND) &&
      asked.from + asked.count >= Math.min(length, first + count + LEAST_BEYOND);
    if (!isHeld) want({ from: Math.max(0, first - BEYOND), count: count + 2 * BEYOND });
  }

  /** What comes at the end does not move what is in view any more, and is counted. */
  function leave() {
    if (!follows.peek()) return;
    arrivedBefore.value = told.peek().arrived;
    follows.value = false;
    hold(first);
  }

  function lineAt(at: number): Line | undefined {
    const { from, lines } = told.peek();
    return lines[at - from];
  }

  /** Of the lines in view, one may be drawn in part. */
  function isInView(at: number): boolean {
    if (follows.peek()) return at > told.peek().length - count;
    return at >= first && at < first + count - 1;
  }

  /** Which line of all; `undefined` where that is not held. */
  function positionOf(id: string): number | undefined {
    const { from, lines, heads } = told.peek();
    const index = lines.findIndex((line) => line.id === id);
    return index < 0 ? heads.find((head) => head.id === id)?.at : from + index;
  }

  return {
    told: told as ReadonlySignal<ListShown>,
    /** The end stays in view, whatever comes. */
    follows: computed(() => follows.value),
    /** Events that have come since the end was left. */
    arrived: computed(() => (follows.value ? 0 : told.value.arrived - arrivedBefore.value)),
    target,
    moved: moved as ReadonlySignal<{ by: number } | undefined>,

    receive({ list, reveal, stays, anew }: ListNews): void {
      batch(() => {
        if (anew) {
          follows.value = true;
          arrivedBefore.value = 0;
        }
        const by = follows.peek() || first < told.peek().from ? 0 : movedBy(list);
        told.value = { ...list, lines: withHeld(list.lines) };
        if (by !== 0) {
          first += by;
          moved.value = { by };
        }
        // As what it holds has moved, the window has.
        if (asked.from !== 'end') asked = { ...asked, from: list.from };
        if (anew) hold(first);
        const wanted = reveal ?? (stays !== undefined && !isInView(stays) ? stays : undefined);
        if (wanted === undefined) return;
        leave();
        target.value = { at: wanted };
      });
    },

    /** These lines are in view. */
    view(firstInView: number, inView: number, isAtEnd: boolean): void {
      first = firstInView;
      count = inView;
      if (isAtEnd) follows.value = true;
      else leave();
      hold(first);
    },

    /** Brings a line into view, and has it held. */
    bring(at: number): void {
      target.value = { at };
      if (lineAt(at)) return;
      leave();
      hold(Math.max(0, at - Math.floor(count / 2)));
    },

    leaveEnd: leave,

    toEnd(): void {
      follows.value = true;
      hold(told.peek().length);
    },

    lineAt,

    positionOf,

    /** Whether a line is among those that are in view. */
    shows(id: string): boolean {
      const at = positionOf(id);
      return at !== undefined && isInView(at);
    },

    /** The nearest heading above a line, that is of a lower level. */
    headAbove(at: number, level: number): Head | undefined {
      const { from, lines, heads } = told.peek();
      for (let index = at - from - 1; index >= 0; index -= 1) {
        const line = lines[index];
        if (line && line.level < level) return { id: line.id, level: line.level, at: from + index };
      }
      return heads.findLast((head) => head.level < level);
    },
  };
}
