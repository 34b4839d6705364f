import { newId } from './new-id.ts';
import { send, type Transport } from './transports.ts';

export interface EventTrackerOptions {
  /** The full URL of the Event Receiver. */
  endpoint: string;
  instrumentationKey: string;
  /** How batches are sent while the page lives; `fetch` by default. */
  transport?: Transport;
  /** How long an event may wait for others, in milliseconds. */
  interval?: number;
  /** How many events make a full batch, sent at once. */
  size?: number;
  sessionId?: string;
}

export interface TrackedEvent {
  eventType: string;
  [field: string]: unknown;
}

/**
 * A stand-in for the tracker of `@bizzkit/event-tracking-sdk`, written after its published
 * behaviour: configured with endpoint and key, it collects events and sends them in
 * batches, the last ones when the page goes away. No token, no cookie, no retry.
 */
export class EventTracker {
  readonly #options: Required<EventTrackerOptions>;
  #pending: object[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;

  constructor(options: EventTrackerOptions) {
    this.#options = {
      transport: 'fetch',
      interval: 1000,
      size: 10,
      sessionId: newId(),
      ...options,
    };
    addEventListener('pagehide', () => this.#flushLast());
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') this.#flushLast();
    });
  }

  /** Adds an event to the batch, with an id, the time and the session. */
  track({ eventType, ...fields }: TrackedEvent): void {
    if (this.#stopped) return;
    const { sessionId, size, interval } = this.#options;
    const timestamp = new Date().toISOString();
    countUnsettled(1);
    this.#pending.push({ eventType, eventId: newId(), timestamp, sessionId, ...fields });
    if (this.#pending.length >= size) void this.flush();
    else this.#timer ??= setTimeout(() => void this.flush(), interval);
  }

  /**
   * Sends what is pending. The request has started when this returns, and the promise
   * settles with its end, whatever that was; it never rejects.
   */
  flush(): Promise<void> {
    return this.#send(this.#options.transport);
  }

  /** Forgets what is pending and tracks no more. */
  stop(): void {
    this.#stopped = true;
    countUnsettled(-this.#takeBatch().length);
  }

  /** A page that goes away cancels its requests, but for beacons and keepalive. */
  #flushLast(): void {
    void this.#send(this.#options.transport === 'beacon' ? 'beacon' : 'keepalive');
  }

  async #send(transport: Transport): Promise<void> {
    const events = this.#takeBatch();
    if (events.length === 0) return;
    const { endpoint, instrumentationKey } = this.#options;
    try {
      await send[transport](endpoint, JSON.stringify({ instrumentationKey, events }));
    } catch (error) {
      console.warn('A batch of tracking events was not sent.', error);
    }
    countUnsettled(-events.length);
  }

  #takeBatch(): object[] {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    return this.#pending.splice(0);
  }
}

let unsettled = 0;

/** Tells those who drive the shop how many events wait, or are on their way. */
function countUnsettled(more: number): void {
  unsettled += more;
  document.documentElement.dataset['unsettled'] = `${unsettled}`;
}
