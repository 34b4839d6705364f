import { keyA } from './keys.ts';

/** One thing that can go wrong between a shop and the receiver, on demand. */
export interface Fault {
  /** The id of its button. */
  id: string;
  label: string;
  /** Sent one after the other; text as UTF-8, bytes as they are. */
  bodies: () => (string | Uint8Array<ArrayBuffer>)[];
  /** Added to the endpoint's query. */
  query?: Record<string, string>;
  /** Sent here instead of to the endpoint. */
  endpoint?: string;
}

/** Above the ports that systems give out, and not one that browsers block. */
const nobodyListens = 'http://127.0.0.1:64999/api/events';

export const faults: readonly Fault[] = [
  {
    id: 'malformed-json',
    label: 'Malformed JSON',
    bodies: () => [`{"instrumentationKey":"${keyA}","events":[{"eventType":"ProductViewed",}`],
  },
  {
    id: 'unknown-type',
    label: 'Unknown event type',
    bodies: () => [batch(event('ProductSneezedAt', { productId: 'A-1' }))],
  },
  { id: 'wrong-field', label: 'Wrong fields', bodies: () => [batch(badOrder())] },
  { id: 'empty-batch', label: 'Empty batch', bodies: () => [batch()] },
  {
    id: 'missing-key',
    label: 'No instrumentation key',
    bodies: () => [JSON.stringify({ events: [viewed('A-1')] })],
  },
  {
    id: 'same-event-twice',
    label: 'The same event twice',
    bodies: () => {
      const body = batch(viewed('A-1'));
      return [body, body];
    },
  },
  { id: 'answer-400', label: 'Answered 400', bodies: good, query: { answer: '400' } },
  { id: 'answer-429', label: 'Answered 429', bodies: good, query: { answer: '429' } },
  { id: 'answer-500', label: 'Answered 500', bodies: good, query: { answer: '500' } },
  { id: 'no-answer', label: 'No answer', bodies: good, query: { answer: 'drop' } },
  { id: 'slow', label: 'Slow answer', bodies: good, query: { answer: 'slow', delay: '3000' } },
  { id: 'unreachable', label: 'Unreachable', bodies: good, endpoint: nobodyListens },
  {
    id: 'neither',
    label: 'Neither key nor events',
    bodies: () => [JSON.stringify({ hello: 'world' })],
  },
  {
    id: 'danish',
    label: 'Æ, ø, å and emoji',
    bodies: () => [
      batch(
        event('SearchPerformed', { query: 'rødgrød på Ærø 🍓👩‍🍳', numberOfResults: 3 }),
        event('ProductViewed', { productId: 'ÆØÅ-1', name: 'Blåbær strikhue' }),
      ),
    ],
  },
  {
    id: 'mixed',
    label: 'One bad event between two good ones',
    bodies: () => [batch(viewed('A-1'), badOrder(), viewed('A-2'))],
  },
  {
    id: 'not-utf8',
    label: 'Not UTF-8',
    bodies: () => {
      const bytes = new TextEncoder().encode(batch(event('SearchPerformed', { query: 'r?dgr?d' })));
      return [bytes.map((byte) => (byte === 0x3f ? 0xf8 : byte))]; // ø as ISO 8859-1 has it
    },
  },
];

function good(): string[] {
  return [batch(viewed('A-1'))];
}

function batch(...events: object[]): string {
  return JSON.stringify({ instrumentationKey: keyA, events });
}

function viewed(productId: string): object {
  return event('ProductViewed', { productId });
}

function badOrder(): object {
  return event('OrderCreated', {
    orderId: '10046',
    totalPrice: '1299,50',
    currency: 'kr',
    lines: [{ productId: 'A-1', quantity: 2, unitPrice: 649.75 }],
  });
}

function event(eventType: string, fields: object): object {
  const eventId = `fault-${Math.random().toString(36).slice(2)}`;
  return { eventType, eventId, timestamp: new Date().toISOString(), ...fields };
}
