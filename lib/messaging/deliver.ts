import { createPace, fitting } from './pace.ts';
import { createPatience } from './patience.ts';

/** Messages that wait for the background, and their characters; the oldest are dropped beyond this. */
export const MAX_WAITING = 10_000;
export const MAX_WAITING_SIZE = 96 * 1024 * 1024;
/** Messages handed over at once and, unless one alone has more, their characters. */
const MAX_AT_ONCE = 500;
const MAX_SIZE_AT_ONCE = 16 * 1024 * 1024;
/** After so many failures in a row the first message goes alone; after twice as many it is dropped. */
const PATIENCE = 10;
/** Pause before what found no background is sent again, in milliseconds. */
const RETRY_AFTER = 500;

interface Surroundings<T> {
  /** Resolves with whether the background has taken them; rejects if it was not there. */
  send(messages: T[]): Promise<boolean>;
  /** Whether the extension is still the one that we belong to: else nobody will ever answer. */
  isAlive(): boolean;
}

/**
 * Hands messages to the background in their order, and keeps each until it is acknowledged. A
 * background that was stopped before it answered gets them once more: it tells them by their ids.
 */
export function createDelivery<T>({ send, isAlive }: Surroundings<T>) {
  const waiting: { message: T; size: number }[] = [];
  let size = 0;
  let failures = 0;
  const pace = createPace(MAX_AT_ONCE);
  let busy = false;
  const answered = createPatience();

  async function run() {
    if (busy) return;
    busy = true;
    while (waiting.length > 0 && isAlive()) {
      const batch = waiting.slice(
        0,
        failures > PATIENCE ? 1 : fitting(waiting, pace.size(waiting.length), MAX_SIZE_AT_ONCE),
      );
      const began = performance.now();
      const sent = send(batch.map(({ message }) => message));
      const taken = await answered(sent).catch(() => false);
      if (taken) {
        for (const one of batch) if (waiting[0] === one) shift();
        failures = 0;
        pace.taken(performance.now() - began);
        continue;
      }
      failures += 1;
      pace.failed();
      if (failures > 2 * PATIENCE) {
        shift();
        failures = 0;
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER));
    }
    busy = false;
  }

  function shift() {
    size -= waiting.shift()?.size ?? 0;
  }

  return {
    add(message: T): void {
      const characters = JSON.stringify(message).length;
      waiting.push({ message, size: characters });
      size += characters;
      while (waiting.length > MAX_WAITING || (size > MAX_WAITING_SIZE && waiting.length > 1)) {
        shift();
      }
      void run();
    },
  };
}
