import type { Acknowledgement } from '../messaging/commands.ts';
import type { OutboxEntry } from '../messaging/relay-messages.ts';
import { HOOK_HELLO, type HookCommand, RELAY_HELLO } from './hook/handshake.ts';
import type { Origin, PageSighting } from './sighting.ts';

/** Sightings that wait for the background, and that it takes at once; further ones are dropped. */
const MAX_WAITING = 2000;
/** Characters of one message from the hook; longer ones are not passed on. */
const MAX_MESSAGE = 64 * 1024 * 1024;
/** Characters delivered at once, unless one sighting alone has more: browsers limit a message. */
const MAX_DELIVERY = 16 * 1024 * 1024;
/** After so many failures in a row the first sighting is sent alone; after twice as many, dropped. */
const PATIENCE = 10;
/** Pause before a message that found no background is sent again, in milliseconds. */
const RETRY_AFTER = 500;

interface RelaySurroundings {
  document: Pick<
    Document,
    'addEventListener' | 'removeEventListener' | 'dispatchEvent' | 'URL' | 'title'
  >;
  page: Pick<Window, 'addEventListener'>;
  /** Resolves once the sightings are in the log; rejects if the background was not there. */
  deliver(sightings: unknown[]): Promise<Acknowledgement>;
  /** Leaves sightings where the next background finds them, as the document is about to go. */
  leave(entry: OutboxEntry): void;
  startedAt: number;
}

/**
 * Hands sightings from the hook on to the background, and keeps each until it is acknowledged. What
 * is on its way when the page goes away is left in the outbox as well: the background counts twice
 * told calls once.
 */
export function startRelay(surroundings: RelaySurroundings) {
  const { document, page, deliver, leave, startedAt } = surroundings;
  const waiting: { sighting: unknown; size: number }[] = [];
  let failures = 0;
  let hook: string | undefined;
  let sending = false;
  let origin: Origin | undefined;
  let instruction: HookCommand = { active: true, endpoints: [] };

  async function send() {
    if (sending || waiting.length === 0) return;
    sending = true;
    const batch = waiting.slice(0, failures > PATIENCE ? 1 : deliverable(waiting));
    try {
      const acknowledged = await deliver(batch.map(({ sighting }) => sighting));
      waiting.splice(0, batch.length);
      failures = 0;
      sending = false;
      origin = acknowledged.origin;
      instruct(acknowledged.instruction);
      void send();
    } catch {
      // The background was stopped in the middle and will be back, or this can't be delivered.
      failures += 1;
      if (failures > 2 * PATIENCE) {
        waiting.shift();
        failures = 0;
      }
      sending = false;
      setTimeout(() => void send(), RETRY_AFTER);
    }
  }

  function pass(event: Event) {
    const detail: unknown = event instanceof CustomEvent ? event.detail : undefined;
    if (typeof detail !== 'string' || detail.length > MAX_MESSAGE) return;
    const sighting = parsed(detail);
    if (sighting === undefined || waiting.length >= MAX_WAITING) return;
    waiting.push({ sighting, size: detail.length });
    void send();
  }

  /** Which endpoints to report, and whether to report at all. */
  function instruct(next: HookCommand) {
    const known = JSON.stringify(instruction);
    instruction = next;
    if (JSON.stringify(next) !== known) tellHook();
  }

  function tellHook() {
    if (!hook) return;
    document.dispatchEvent(new CustomEvent(`${hook}!`, { detail: JSON.stringify(instruction) }));
  }

  function meet(event: Event) {
    if (hook || !(event instanceof CustomEvent) || typeof event.detail !== 'string') return;
    hook = event.detail;
    document.removeEventListener(HOOK_HELLO, meet);
    document.addEventListener(hook, pass);
    tellHook();
  }

  document.addEventListener(HOOK_HELLO, meet);
  document.dispatchEvent(new CustomEvent(RELAY_HELLO));
  page.addEventListener('pagehide', () => {
    if (origin && waiting.length > 0) {
      leave({ origin, sightings: waiting.slice(0, MAX_WAITING).map(({ sighting }) => sighting) });
    }
  });
  document.addEventListener('DOMContentLoaded', announce);
  announce();

  /** Tells what document this is; the answer says whether it is recorded. */
  function announce() {
    const { URL: url, title } = document;
    const sighting: PageSighting = { kind: 'document', at: startedAt, url, title };
    waiting.push({ sighting, size: url.length + title.length });
    void send();
  }

  return { announce };
}

/** How many of the first sightings fit into one delivery; at least one. */
function deliverable(waiting: readonly { size: number }[]): number {
  let size = 0;
  const cut = waiting.slice(0, MAX_WAITING).findIndex((one) => {
    size += one.size;
    return size > MAX_DELIVERY;
  });
  return cut < 0 ? MAX_WAITING : Math.max(cut, 1);
}

function parsed(detail: string): unknown {
  try {
    return JSON.parse(detail);
  } catch {
    // Not from our hook: the page has guessed the name of the event.
    return undefined;
  }
}
