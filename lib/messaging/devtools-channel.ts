import type { Lookalike } from '../capture/lookalikes.ts';

/** The BroadcastChannel between the devtools page of a tab and the panel of the same tab. */
export const devtoolsChannel = (tabId: number): string => `devtools:${tabId}`;

/** An origin that matters to the page at hand. */
export interface SeenOrigin {
  origin: string;
  role: 'page' | 'receiver' | 'frame';
  /** Whether it is known to send or receive events, or only stands on the page. */
  needed: boolean;
}

/** What the devtools page knows of the tab's page that stands in no capture. */
export interface PageNotes {
  origins: SeenOrigin[];
  /** How many of its requests went to no endpoint. */
  others: number;
  lookalikes: Lookalike[];
}

/** The panel asks, the devtools page tells: then, and whenever something has changed. */
export type DevtoolsTalk = { kind: 'ask' } | { kind: 'notes'; notes: PageNotes };
