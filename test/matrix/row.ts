import type { Browser } from '../e2e/drivers/find-browser.ts';
import type { GapId } from './gaps.ts';
import type { BodyKind, From, Means, Moment, SendInit } from './site/task.ts';

export type { Browser };

/** `full`: the extension may access all hosts. `limited`: none of them, and DevTools alone tells. */
export type Mode = 'full' | 'limited';
export type Column = `${Browser} ${Mode}`;
export type PerColumn<T> = Partial<Record<Column, T>>;

/**
 * One sender: where it is, what it sends, how and when, what the server makes of it, and what the
 * log is to hold of it. What is not said is the plainest: a page fetches a string, and gets a 202.
 */
export interface Row {
  id: string;
  title: string;
  from?: From;
  by?: Means;
  body?: BodyKind;
  when?: Moment;
  init?: SendInit;
  abort?: 'before' | 'in-flight';
  /** How many equal ones; `inTurn`: each waits for the one before. */
  times?: number;
  inTurn?: true;
  /** HTTPS and HTTP/2, for what needs them. */
  secure?: true;
  /** `own`: the page's own origin, by a relative address. Default: a receiver of another origin. */
  to?: 'own' | 'closed-port';
  /** Added to the address: how the receiver shall answer, by its query. */
  query?: string;
  fragment?: string;
  /** The Content Security Policy of the page. */
  csp?: string;
  /** Where it exists only in one. */
  only?: Browser;
  /** How many requests the receivers get, redirected ones not counted. Default: `times`. */
  received?: number | Partial<Record<Browser, number>>;
  /** The browser that itself loses some of them, with nobody watching: then there is nothing to log. */
  lossy?: Browser;
  /** How many more requests to the address that a redirect leads to. */
  hops?: number;
  /** See `outcomeOf`. One for each of `times` if they differ. */
  outcome?: string | string[] | Partial<Record<Browser, string>>;
  /** See `departureOf`; absent for what was sent. */
  departure?: string | Partial<Record<Browser, string>>;
  /**
   * By whom it is seen, if not by all that there are: letters of n(etwork), p(age), d(evtools).
   * `np|npd` where the browser does not always do the same.
   */
  seen?: PerColumn<string>;
  /** What is not exact, and why. */
  gaps?: PerColumn<readonly GapId[]>;
}
