import * as z from 'zod/mini';
import type { DraftBatch } from './draft.ts';

/** Who sends: the extension itself, or the page that sent the original, in its own name. */
export const Way = z.enum(['extension', 'page']);
export type Way = z.infer<typeof Way>;

/** Requests that one job sends at the most. */
export const MAX_ITEMS = 1000;
/** Longest pause between two requests, in milliseconds. */
export const MAX_PACE = 60_000;

/**
 * Why something was not sent, or got no answer.
 *
 * - `no-body`, `cut-body`, `gone`: its bytes are not in the log, or not whole; it is in the log no more
 * - `no-access`: the extension may not reach the receiver, or the page, of `detail`
 * - `failed`: nobody answered, as `detail` says in the browser's words
 * - `page-gone`: the tab shows no page of the origin `detail` any more
 * - `tab-gone`: the tab that showed a page of that origin is closed
 * - `policy`: the page's policy forbids it, by the directive `detail`
 * - `locked`: the options forbid resending to the host or key `detail`
 * - `no-endpoint`: the draft is for an address that is no endpoint
 * - `no-secret`: a secret of the draft's headers is not stored, and the background was stopped meanwhile
 * - `unconfirmed`: it may touch real statistics, and nobody has agreed
 * - `wait`: the receiver asks to wait for longer than a job waits
 */
export type FaultReason =
  | 'no-body'
  | 'cut-body'
  | 'gone'
  | 'no-access'
  | 'failed'
  | 'page-gone'
  | 'tab-gone'
  | 'policy'
  | 'locked'
  | 'no-endpoint'
  | 'no-secret'
  | 'unconfirmed'
  | 'wait';

export interface ResendFault {
  reason: FaultReason;
  detail?: string;
}

/** What became of one request, as far as it is known. */
export type SendOutcome =
  | { ok: true; status: number; retryAfter?: string }
  | {
      ok: false;
      fault: ResendFault;
      /** Else it may have left, and the network observer tells. */
      neverLeft?: true;
    };

/**
 * - `sending`: it is under way
 * - `sent`: it was answered, whatever the answer
 * - `failed`: it was not sent, or nobody answered
 * - `unknown`: the background was stopped in the middle; it is never sent again by itself
 */
export type ItemState = 'unsent' | 'sending' | 'sent' | 'failed' | 'unknown';

/** One request of a job. */
export interface ResendItem {
  job: string;
  position: number;
  /** Empty of a batch that was written from nothing. */
  original: string;
  /** What is sent in place of the original. */
  draft?: DraftBatch;
  state: ItemState;
}

/**
 * Captures that are sent again in their order, one at a time.
 *
 * - `paused`: by the user or, with a fault, as the next one would most likely fail too
 * - `interrupted`: the background was stopped; it goes on when the user says so
 * - `cancelled`: what was not sent by then never is
 */
export interface ResendJob {
  id: string;
  /** Of the session that asked for it. */
  tab: string;
  at: number;
  way: Way;
  /** Pause between an answer and the next request, in milliseconds. */
  pace: number;
  /** The user has agreed to touch real statistics. */
  confirmed: boolean;
  state: 'running' | 'paused' | 'interrupted' | 'cancelled' | 'done';
  /** The position of the next one. */
  next: number;
  counts: Record<ItemState, number>;
  /** The latest. */
  fault?: ResendFault;
  /** The receiver asked not to send before, in milliseconds since the epoch. */
  waitUntil?: number;
}

/** One of those that a job begins with. */
export type ToSend = Pick<ResendItem, 'original' | 'draft'>;

export type JobControl = 'pause' | 'resume' | 'cancel';

/** Whether there is nothing more to come of it. */
export function isOver({ state }: ResendJob): boolean {
  return state === 'done' || state === 'cancelled';
}
