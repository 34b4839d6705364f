/** Why a cell of the matrix is not exact: known limits of browsers, each with what shows of it. */
export interface Gap {
  /** Deviations by `judge`'s names. */
  shows: readonly string[];
  why: string;
  /** It may come out exact as well: the browser does not always do the same. */
  sometimes?: true;
}

export const GAPS = {
  unload: {
    shows: ['missing'],
    why: "DevTools' network log has nothing of what a page sends as it goes away.",
  },
} as const satisfies Record<string, Gap>;

export type GapId = keyof typeof GAPS;
