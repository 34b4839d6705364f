import { batch, computed, signal } from '@preact/signals';
import type { FeedRequest } from './feed.ts';
import { isHead, isSelectable, type Line, lineId, type LinePlace, placeOf } from './lines.ts';
import type { ListNews, Looked } from './list/telling.ts';
import type { ListStore } from './list-store.ts';

export type Selection = ReturnType<typeof createSelection>;

/** A line that is on its way to be the active one: it is not held yet. */
interface Goal {
  at: number;
  step: 1 | -1;
  isRange: boolean;
}

/**
 * Which line of the list the keys act on, which events are selected, and which one of them is looked at. Moves
 * are made on the lines that are held, and go on when others have come.
 */
export function createSelection(list: ListStore, ask: (request: FeedRequest) => void) {
  /** The id of the line that the keys act on; it may be a heading. */
  const active = signal<string | undefined>(undefined);
  const chosen = signal<ReadonlySet<string>>(new Set());
  /** The id of the line whose detail is shown. */
  const looked = signal<string | undefined>(undefined);
  const whereLooked = signal<Looked | undefined>(undefined);
  /** Not all that was asked for is selected. */
  const isCut = signal(false);
  /** Counts how often something else was selected, or what is selected has gone. */
  const turns = signal(0);
  /** Where a range begins. */
  let anchor: string | undefined;
  let goal: Goal | undefined;

  function look(id: string | undefined) {
    if (looked.peek() !== id) whereLooked.value = undefined;
    looked.value = id;
    ask(id === undefined ? { ask: 'leave' } : { ask: 'detail', ...placeOf(id) });
  }

  function choose(ids: Iterable<string>) {
    turns.value = turns.peek() + 1;
    leaveChosen(ids);
  }

  /** Of what is selected, in another list. */
  function leaveChosen(ids: Iterable<string>) {
    isCut.value = false;
    chosen.value = new Set(ids);
  }

  function select(id: string | undefined) {
    batch(() => {
      goal = undefined;
      anchor = id;
      active.value = id;
      choose(id === undefined ? [] : [id]);
      look(id);
    });
  }

  /** Selects from the anchor to a line, and no other. */
  function selectTo(id: string) {
    const from = anchor ?? id;
    anchor = from;
    batch(() => {
      active.value = id;
      look(id);
      const [one, other] = [list.positionOf(from), list.positionOf(id)];
      if (one === undefined || other === undefined) {
        ask({ ask: 'range', from, to: id });
        return;
      }
      const { from: first, lines } = list.told.peek();
      const between = lines.slice(Math.min(one, other) - first, Math.max(one, other) - first + 1);
      if (one < first || other < first) ask({ ask: 'range', from, to: id });
      else choose(between.filter(isSelectable).map((line) => line.id));
    });
  }

  function position(id: string | undefined): number | undefined {
    if (id === undefined) return undefined;
    const told = whereLooked.peek();
    return list.positionOf(id) ?? (told?.id === id ? told.at : undefined);
  }

  /** Goes to the nearest line that the keys stop at: first on the way, and then back. */
  function seek({ at, step, isRange }: Goal) {
    const { length } = list.told.peek();
    for (const way of [step, -step]) {
      for (let next = at; next >= 0 && next < length; next += way) {
        const line = list.lineAt(next);
        if (!line) {
          goal = { at: next, step: way < 0 ? -1 : 1, isRange };
          list.bring(next);
          return;
        }
        if (stopsAt(line)) return arrive(line, next, isRange);
      }
    }
  }

  function arrive(line: Line, at: number, isRange: boolean) {
    goal = undefined;
    list.bring(at);
    if (!isSelectable(line)) active.value = line.id;
    else if (isRange) selectTo(line.id);
    else select(line.id);
  }

  function fold(id: string, isFolded: boolean) {
    active.value = id;
    ask({ ask: 'fold', id, isFolded });
  }

  function rename(from: string, to: string) {
    if (from === to) return;
    if (active.peek() === from) active.value = to;
    if (looked.peek() === from) looked.value = to;
    if (anchor === from) anchor = to;
    if (!chosen.peek().has(from)) return;
    chosen.value = new Set([...chosen.peek()].map((id) => (id === from ? to : id)));
  }

  /** What is looked at is in the list; it may be folded away. */
  const isListed = computed(
    () => looked.value !== undefined && (whereLooked.value?.where ?? 'shown') === 'shown',
  );

  return {
    active: computed(() => active.value),
    chosen: computed(() => chosen.value),
    looked: computed(() => looked.value),
    isCut: computed(() => isCut.value),
    turns: computed(() => turns.value),
    /** Events, or batches, that are selected. */
    places: computed<LinePlace[]>(() => [...chosen.value].map(placeOf)),
    isListed,

    select,
    selectTo,

    /** Nothing is selected; the keys go on from where they were. */
    leave(): void {
      batch(() => {
        goal = undefined;
        choose([]);
        look(undefined);
      });
    },

    /** What is looked at has another line in another list. */
    lookOnAt(id: string): void {
      batch(() => {
        rename(looked.peek() ?? id, id);
        look(id);
      });
    },

    /** Takes a line into the selection, or out of it. What the filter hides is none of it any more. */
    toggle(id: string): void {
      const next = new Set(isListed.peek() ? chosen.peek() : []);
      if (!next.delete(id)) next.add(id);
      batch(() => {
        choose(next);
        anchor = id;
        active.value = id;
        look(next.has(id) ? id : [...next].at(-1));
      });
    },

    selectAll(): void {
      ask({ ask: 'range' });
    },

    /** Leaves selected what is looked at, and nothing else. */
    narrow(): void {
      const id = looked.peek();
      const left = id === undefined ? [] : [id];
      const isNarrow =
        chosen.peek().size === left.length && left.every((one) => chosen.peek().has(one));
      if (!isNarrow) leaveChosen(left);
    },

    /** Moves by so many lines, down or up (negative), to the next event or folded heading. */
    move(by: number, isRange = false): void {
      const last = list.told.peek().length - 1;
      const step = by > 0 ? 1 : -1;
      const from = goal?.at ?? position(active.peek()) ?? (step > 0 ? -1 : last + 1);
      seek({ at: Math.max(0, Math.min(last, from + by)), step, isRange });
    },

    /** Folds a heading, or goes to the one above. */
    goLeft(): void {
      const id = active.peek();
      const at = position(id);
      const line = at === undefined ? undefined : list.lineAt(at);
      if (at === undefined || id === undefined) return;
      if (line && isHead(line) && !line.isFolded) return fold(id, true);
      const head = list.headAbove(at, line?.level ?? Infinity);
      if (!head) return;
      active.value = head.id;
      list.bring(head.at);
    },

    /** Unfolds a heading, or goes to what is below it. */
    goRight(): void {
      const at = position(active.peek());
      const line = at === undefined ? undefined : list.lineAt(at);
      if (at === undefined || !line || !isHead(line)) return;
      if (line.isFolded) fold(line.id, false);
      else seek({ at: at + 1, step: 1, isRange: false });
    },

    fold,

    receive({ anew, gone = [], merged = [], looked: told }: ListNews): void {
      batch(() => {
        if (anew) {
          this.narrow();
          anchor = looked.peek();
        }
        for (const [from, into] of merged) {
          const ids = [active.peek(), looked.peek(), ...chosen.peek()];
          for (const id of new Set(ids)) {
            if (id === undefined || placeOf(id).capture !== from) continue;
            rename(id, lineId({ ...placeOf(id), capture: into }));
          }
        }
        if (gone.length > 0 && chosen.peek().size > 0) {
          const captures = new Set(gone);
          const left = [...chosen.peek()].filter((id) => !captures.has(placeOf(id).capture));
          if (left.length < chosen.peek().size) choose(left);
        }
        if (told && told.asked === looked.peek() && told.id !== told.asked) {
          rename(told.asked, told.id);
          look(told.id);
        }
        if (told && told.id === looked.peek()) whereLooked.value = told;
        if (goal) seek(goal);
      });
    },

    receiveRange(ids: string[], cut: boolean): void {
      batch(() => {
        choose(ids);
        isCut.value = cut;
      });
    },
  };
}

function stopsAt(line: Line): boolean {
  return isSelectable(line) || (isHead(line) && line.isFolded);
}
