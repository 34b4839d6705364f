/** A clearing, and whether it can't be undone any more. */
export interface Taken {
  clearing: string;
  isOver: boolean;
}

/** What took all that a tab had sent by a time, where it has been cleared since. */
export type TakenSince = (tab: string, time: number) => Taken | undefined;

interface Took extends Taken {
  /** The tab of the session that asked for it. */
  by: string;
  /** Milliseconds since the epoch. */
  at: number;
}

/** Remembers the clearings of each tab, for what is told late of what was there before. */
export function createTaken() {
  /** In the order of their times; of several in a row that are over, the last is enough. */
  const clearings = new Map<string, Took[]>();

  function end(isOver: (by: string) => boolean) {
    for (const took of clearings.values()) {
      for (const one of took) if (isOver(one.by)) one.isOver = true;
    }
  }

  function undo(clearing: string) {
    for (const [tab, took] of clearings) {
      const left = took.filter((one) => one.clearing !== clearing);
      clearings.set(tab, left);
    }
  }

  const since: TakenSince = (tab, time) => clearings.get(tab)?.find(({ at }) => time < at);

  return {
    since,

    /** A session's clearing of these tabs; what it cleared before can't be undone any more. */
    clear(clearing: string, tabs: readonly string[], by: string, at: number): void {
      // Asked for twice, where the answer was lost, it is the same.
      undo(clearing);
      end((tab) => tab === by);
      for (const tab of tabs) {
        const before = clearings.get(tab) ?? [];
        const told = before.filter(({ isOver }, n) => !isOver || !before[n + 1]?.isOver);
        clearings.set(tab, [...told, { clearing, by, at, isOver: false }]);
      }
    },

    undo,

    /** Those of the sessions whose clearings are over. */
    end,
  };
}
