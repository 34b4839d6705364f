import { pick, type Random } from './seeded.ts';

/** Ways to send from a page; a fetch with `keepalive` and a beacon outlive it. */
export const SENDERS = [
  'fetch',
  'fetch-blob',
  'fetch-buffer',
  'xhr',
  'xhr-blob',
  'keepalive',
  'keepalive-blob',
  'beacon',
  'beacon-blob',
] as const;
export type Sender = (typeof SENDERS)[number];

/** A request that a page is to send. What it needs to know travels to the page as JSON. */
export interface Letter {
  /** Unique: by it the request is found again in what the receiver got, and in the log. */
  mark: string;
  sender: Sender;
  /** When to send it, in milliseconds after the page is asked to. */
  wait: number;
  /** The receiver answers so much later, in milliseconds. */
  delay: number;
  /** Further characters in its body. */
  fill: number;
}

/** Few URLs for many requests, as trackers have it: a request is not told by its URL. */
const DELAYS = [0, 0, 50, 200] as const;
/** Small enough that what is under way with `keepalive` stays below the browsers' 64 KB. */
const MAX_FILL = 600;

export function letterOf(
  random: Random,
  mark: string,
  wait = 0,
  senders: readonly [Sender, ...Sender[]] = SENDERS,
): Letter {
  const sender = pick(random, senders);
  const fill = Math.floor(random() * MAX_FILL);
  return { mark, sender, wait: Math.floor(wait), delay: pick(random, DELAYS), fill };
}

/** What marks of one run begin with: a log may hold several runs. */
export function runName(kind: string): string {
  return `${kind}-${Date.now().toString(36)}`;
}

/** The mark in a body, or in the headers (its media type) of one whose bytes are not to be had. */
export function markIn(text: string): string | undefined {
  return /mark=([\w-]+)/.exec(text)?.[1];
}
