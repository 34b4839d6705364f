import type { Sendable } from './sendable.ts';

/** What sending captures again adds to the statistics of a key at a receiver. */
export interface Addition {
  key: string | undefined;
  /** Of the receiver, without a query. */
  target: string;
  requests: number;
  events: number;
}

/** By key and receiver, in the order of their first request. */
export function additionsOf(rows: readonly Sendable[]): Addition[] {
  const additions = new Map<string, Addition>();
  for (const { key, url, events } of rows) {
    const [target = ''] = url.split(/[?#]/, 1);
    const name = JSON.stringify([key, target]);
    const known = additions.get(name) ?? { key, target, requests: 0, events: 0 };
    known.requests += 1;
    known.events += events;
    additions.set(name, known);
  }
  return [...additions.values()];
}
