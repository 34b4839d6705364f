/** Tabs that are remembered as opened by others; the oldest are forgotten. */
const MAX_OPENED = 1000;
/** Tabs of which one half of the evidence is remembered until the other comes. */
const MAX_UNDECIDED = 100;

/** That a tab was opened by a page in another tab. */
export interface Opened {
  tab: number;
  opener: number;
}

/** A new tab whose first document a page has asked for. */
export interface Asked {
  tab: number;
  /** As the browser names it, where it does. */
  opener: number | undefined;
  /** The page, by its address or its origin. */
  initiator: string;
}

export type OpenedTabs = ReturnType<typeof createOpenedTabs>;

/**
 * Which tabs were opened by pages of which others, the closed ones among them, by the browser's own ids.
 *
 * A browser may name an opener of a tab that the user has opened beside it, and none of a popup window. So it is
 * asked who asked for the first document.
 */
export function createOpenedTabs() {
  const byTab = new Map<number, Opened>();
  /** Tabs that have come with an opener or without, and whose first document is not asked for yet. */
  const come = new Map<number, number | undefined>();
  /** Tabs whose first document was asked for, by a page or not, before it was told that they have come. */
  const asked = new Map<number, string | undefined>();

  /** The tab, its opener, the opener's opener and so on. */
  function lineOf(tab: number): number[] {
    const line = [tab];
    let { opener } = byTab.get(tab) ?? {};
    while (opener !== undefined && !line.includes(opener)) {
      line.push(opener);
      opener = byTab.get(opener)?.opener;
    }
    return line;
  }

  function decide(tab: number, opener: number | undefined, initiator = ''): Asked | undefined {
    return /^https?:/.test(initiator) ? { tab, opener, initiator } : undefined;
  }

  return {
    lineOf,
    add: (opened: Opened): void => bounded(byTab, opened.tab, opened, MAX_OPENED),

    /** There is a new tab; gives it where a page has asked for its document already. */
    comes(tab: number, opener: number | undefined): Asked | undefined {
      if (!asked.has(tab)) {
        bounded(come, tab, opener, MAX_UNDECIDED);
        return undefined;
      }
      const initiator = asked.get(tab);
      asked.delete(tab);
      return decide(tab, opener, initiator);
    },

    /**
     * A tab's document is asked for; gives the tab where it is new, and a page asks.
     *
     * @param initiator address or origin of who asks
     */
    asks(tab: number, initiator: string | undefined): Asked | undefined {
      const opener = come.get(tab);
      if (come.delete(tab)) return decide(tab, opener, initiator);
      if (!byTab.has(tab) && !asked.has(tab)) bounded(asked, tab, initiator, MAX_UNDECIDED);
      return undefined;
    },

    /** A tab with those that it opened, and those that these opened. */
    familyOf: (tab: number): number[] => [
      tab,
      ...[...byTab.keys()].filter((one) => one !== tab && lineOf(one).includes(tab)),
    ],

    all: (): Opened[] => [...byTab.values()],
  };
}

function bounded<T>(map: Map<number, T>, tab: number, value: T, most: number) {
  map.set(tab, value);
  if (map.size > most) map.delete(map.keys().next().value!);
}
