import type { Acknowledgement, Told } from '../messaging/commands.ts';
import { createPace, fitting } from '../messaging/pace.ts';
import { createPatience } from '../messaging/patience.ts';
import type { OutboxEntry } from '../messaging/relay-messages.ts';
import { MAX_SIGHTINGS } from './bounds.ts';
import type { Origin } from './sighting.ts';

/** Sightings that wait for the background; further ones are dropped. */
const MAX_WAITING = 20_000;
/** Characters that wait. */
const MAX_WAITING_SIZE = 64 * 1024 * 1024;
/** Characters delivered or left at once, unless one sighting alone has more: browsers limit a message. */
const MAX_DELIVERY = 16 * 1024 * 1024;
/** After so many refusals in a row the first sighting is sent alone; after twice as many, dropped. */
const PATIENCE = 10;
/** Pause before a message that found no background is sent again, in milliseconds. */
const RETRY_AFTER = 500;
/** Sightings that are left at most as the page goes away: with thousands, a background that is often stopped begins anew each time. */
const MAX_LEFT = 500;
/** Sightings that are sent and left one by one while the page goes away; further ones only wait. */
const MAX_LAST_WORDS = 200;

interface Item {
  told: Told;
  size: number;
}

interface Surroundings {
  /** Resolves once the sightings are in the log; rejects if the background was not there. */
  deliver(sightings: Told[]): Promise<Acknowledgement>;
  /** Leaves sightings where the next background finds them, as the document is about to go. */
  leave(entry: OutboxEntry): void;
  heed(acknowledged: Acknowledgement): void;
  /** Whether the extension is still the one that we belong to: else nobody will ever answer. */
  isAlive(): boolean;
  /** It is not: nothing more is to be added. */
  end(): void;
}

/** Sends sightings to the background, one delivery at a time, and keeps each until it is acknowledged. */
export function createOutgoing({ deliver, leave, heed, isAlive, end }: Surroundings) {
  let waiting: Item[] = [];
  let size = 0;
  let failures = 0;
  const pace = createPace(MAX_SIGHTINGS);
  const answered = createPatience();
  let origin: Origin | undefined;
  /** The delivery that is on its way. */
  let sending: readonly Item[] | undefined;
  let description: Item | undefined;
  let leaving = false;
  let lastWords = 0;

  async function send() {
    if (sending || waiting.length === 0) return;
    const batch = waiting.slice(
      0,
      failures > PATIENCE ? 1 : fitting(waiting, pace.size(waiting.length), MAX_DELIVERY),
    );
    const began = performance.now();
    sending = batch;
    try {
      await answered(hand(batch));
      failures = 0;
      pace.taken(performance.now() - began);
      if (sending === batch) sending = undefined;
      void send();
    } catch (error) {
      if (!isAlive()) {
        remove(waiting);
        end();
        return;
      }
      // A background that was stopped will be back; what can't be sent at all is not tried for ever.
      if (isRefusal(error)) failures += 1;
      else pace.failed();
      if (failures > 2 * PATIENCE) {
        remove(batch);
        failures = 0;
      }
      if (sending === batch) sending = undefined;
      setTimeout(() => void send(), RETRY_AFTER);
    }
  }

  async function hand(batch: readonly Item[]) {
    const acknowledged = await deliver(batch.map(({ told }) => told));
    remove(batch);
    origin = acknowledged.origin;
    heed(acknowledged);
  }

  function remove(batch: readonly Item[]) {
    const gone = new Set(batch);
    waiting = waiting.filter((item) => !gone.has(item));
    size = waiting.reduce((sum, item) => sum + item.size, 0);
  }

  /** Now or never: what is on its way already may not have arrived, so it is left as well. */
  function speakLast(items: readonly Item[], unsent: readonly Item[]) {
    // An answer may not come any more; what was not acknowledged is sent again if the page comes back.
    if (unsent.length > 0) hand(unsent).catch(() => {});
    if (origin && items.length > 0) {
      leave({ origin, sightings: items.map(({ told }) => withoutBlobs(told.seen)) });
    }
  }

  function enqueue(item: Item, at = waiting.length) {
    waiting.splice(at, 0, item);
    size += item.size;
    if (!leaving) void send();
    else if (lastWords < MAX_LAST_WORDS) {
      lastWords += 1;
      speakLast([item], [item]);
    }
  }

  return {
    /** False if there is no room for it. */
    add(told: Told, length: number): boolean {
      if (waiting.length >= MAX_WAITING || size + length > MAX_WAITING_SIZE) return false;
      enqueue({ told, size: length });
      return true;
    },

    /**
     * There is always room for what the document is, once: it takes the place of what still waits, and
     * goes before the calls, which may be many.
     */
    describe(told: Told, length: number): void {
      if (description && waiting.includes(description) && !sending?.includes(description)) {
        description.told = told;
        return;
      }
      description = { told, size: length };
      enqueue(description, sending?.length ?? 0);
    },

    /** How many of those that wait will be lost with the document. */
    beyondLeaving: (): number =>
      Math.max(0, waiting.length - fitting(waiting, MAX_LEFT, MAX_DELIVERY)),

    /** The document may be gone in a moment. What is said after this is sent and left at once. */
    leave() {
      leaving = true;
      lastWords = 0;
      const items = waiting.slice(0, fitting(waiting, MAX_LEFT, MAX_DELIVERY));
      const unsent = items.filter((item) => !sending?.includes(item));
      speakLast(items, unsent.slice(0, MAX_SIGHTINGS));
    },

    /** The document is back. The answer to what was on its way when it froze does not come any more. */
    comeBack() {
      leaving = false;
      sending = undefined;
      void send();
    },
  };
}

/** The browser can't carry the message, whoever would receive it. */
function isRefusal(error: unknown): boolean {
  return /DataClone|could not be cloned|exceeded maximum|too large|serializ/i.test(String(error));
}

/** The same sighting as it can be stored. */
function withoutBlobs(seen: unknown): unknown {
  if (typeof seen !== 'object' || seen === null || !('body' in seen)) return seen;
  const { body } = seen;
  const kind = typeof body === 'object' && body !== null && 'kind' in body ? body.kind : undefined;
  if (kind !== 'blob' && kind !== 'form') return seen;
  return { ...seen, body: { kind: 'none', reason: 'not-seen' } };
}
