import type { Held, StoredAt } from './schema.ts';

/** Records and bodies remembered; those that were written longest ago are forgotten. */
const MAX_REMEMBERED = 10_000;

export type Known = ReturnType<typeof createKnown>;

/**
 * What the log is known to hold without reading it, since one background alone writes to it. It holds
 * of the connection that it was learned on, as long as each of its transactions is completed.
 */
export function createKnown() {
  const captures = new Map<string, Held>();
  const bodies = new Map<string, StoredAt>();
  let connection: unknown;

  return {
    /** By their ids. */
    captures: bounded(captures),
    /** By their digests. */
    bodies: bounded(bodies),

    /** What was learned on another connection may not be there. */
    on(current: unknown): void {
      if (current !== connection) this.clear();
      connection = current;
    },

    clear(): void {
      captures.clear();
      bodies.clear();
    },
  };
}

function bounded<T>(map: Map<string, T>) {
  return {
    get: (name: string): T | undefined => map.get(name),
    delete: (name: string): boolean => map.delete(name),
    set(name: string, value: T): void {
      map.delete(name);
      map.set(name, value);
      if (map.size > MAX_REMEMBERED) map.delete(map.keys().next().value!);
    },
  };
}
