/** A clearing, and whether it can't be undone any more. */
export interface Taken {
  clearing: string;
  isOver: boolean;
}

/**
 * What took all that a tab had sent by a time, where it has been cleared since, or its page has been dropped with all
 * that this sent.
 *
 * @param page when the page began that sent it; what DevTools tells of has the time alone
 */
export type TakenSince = (
  place: { tab: string; visit: string },
  time: number,
  page?: number,
) => Taken | undefined;

interface Took extends Taken {
  /** The tab of the session that asked for it. */
  by: string;
  /** Milliseconds since the epoch. */
  at: number;
  /** It took what pages sent that had begun by then, whenever they sent it. */
  pages?: true;
  /** It took what these documents sent, and nothing else of the tab. */
  visits?: readonly string[];
}

/** What a clearing took: all of a tab, or what some of its documents sent. */
export type Cleared = Pick<Took, 'visits'> & { tab: string };

/** What has been done to a tab's recording, and has to be known of what is told late. Times in milliseconds since the epoch. */
export interface TabHistory {
  tab: string;
  /** In the order of their times; of several in a row that are over, the last is enough. */
  took: readonly Took[];
  /** The last pauses, in their order; absent in what older versions saved. */
  pauses?: readonly Pause[];
}

/** Without an end it lasts, or ended unseen, as DevTools was closed. */
interface Pause {
  from: number;
  until?: number;
}

/** Clearings of a tab that are remembered. */
const MAX_TOOK = 50;
/** Pauses of a tab that are remembered: what is told of earlier ones is too late anyway. */
const MAX_PAUSES = 20;

/**
 * Remembers what has been done to the recording of each tab.
 *
 * @param saved what an earlier background knew
 */
export function createTabHistories(saved: readonly TabHistory[] = []) {
  const histories = new Map(saved.map((history) => [history.tab, history]));
  const changed = new Set<string>();
  const of = (tab: string): TabHistory => histories.get(tab) ?? { tab, took: [] };

  function change(history: TabHistory) {
    histories.set(history.tab, history);
    changed.add(history.tab);
  }

  /** In the order of their times: of clearings that several sessions ask for, one may be carried out later. */
  function add(tab: string, one: Took) {
    const history = of(tab);
    const took = [...history.took, one].toSorted((a, b) => a.at - b.at);
    change({ ...history, took: withoutFollowed(took) });
  }

  function undo(clearing: string) {
    for (const { tab, took, ...rest } of histories.values()) {
      const left = took.filter((one) => one.clearing !== clearing);
      if (left.length < took.length) change({ tab, ...rest, took: left });
    }
  }

  /** Clearings of these sessions can't be undone any more. */
  function end(isOver: (by: string) => boolean) {
    for (const history of histories.values()) {
      if (!history.took.some((one) => !one.isOver && isOver(one.by))) continue;
      const took = history.took.map((one) => (isOver(one.by) ? { ...one, isOver: true } : one));
      change({ ...history, took: withoutFollowed(took) });
    }
  }

  const takenSince: TakenSince = ({ tab, visit }, time, page = time) =>
    of(tab).took.find(
      ({ at, pages, visits }) =>
        (pages ? page : time) < at && (visits === undefined || visits.includes(visit)),
    );

  return {
    takenSince,

    /** Of a tab that is recorded now: a pause without an end has ended unseen, and keeps nothing away. */
    wasPaused: (tab: string, time: number): boolean =>
      (of(tab).pauses ?? []).some(
        ({ from, until }) => until !== undefined && from <= time && time < until,
      ),

    /** Sent before recording of the tab was paused, as it still is. */
    isOfBeforePause(tab: string, time: number): boolean {
      const { from, until } = of(tab).pauses?.at(-1) ?? {};
      return from !== undefined && until === undefined && time < from;
    },

    /** A session's clearing; what it cleared before can't be undone any more. */
    clear(clearing: string, cleared: readonly Cleared[], by: string, at: number): void {
      // Asked for twice, where the answer was lost, it is the same.
      undo(clearing);
      end((tab) => tab === by);
      for (const { tab, ...part } of cleared)
        add(tab, { clearing, by, at, isOver: false, ...part });
    },

    /** What the pages sent that had begun by then was dropped, and can't be brought back. */
    drop(tab: string, at: number): void {
      add(tab, { clearing: '', by: '', at, isOver: true, pages: true });
    },

    /** A page that had begun before others is there again since then, and heard. */
    comeBack(tab: string, since: number): void {
      const history = of(tab);
      const took = history.took.filter(({ at, pages }) => !pages || at >= since);
      if (took.length < history.took.length) change({ ...history, took });
    },

    undo,
    end,

    /** A tab that is recorded is paused. */
    pause(tab: string, at: number): void {
      const history = of(tab);
      const pauses = [...(history.pauses ?? []), { from: at }].slice(-MAX_PAUSES);
      change({ ...history, pauses });
    },

    resume(tab: string, at: number): void {
      const history = of(tab);
      const pauses = history.pauses ?? [];
      const last = pauses.at(-1);
      if (!last || last.until !== undefined) return;
      change({ ...history, pauses: [...pauses.slice(0, -1), { ...last, until: at }] });
    },

    /** What has changed since this was asked, to be saved. */
    takeChanged(): TabHistory[] {
      const told = Array.from(changed, of);
      changed.clear();
      return told;
    },
  };
}

/** Of several in a row that are over, the last; of those that took documents alone, the newest. */
function withoutFollowed(took: readonly Took[]): Took[] {
  const left = took.filter(({ isOver }, n) => {
    const next = took[n + 1];
    return !isOver || !next?.isOver || next.visits;
  });
  return left.slice(-MAX_TOOK);
}
