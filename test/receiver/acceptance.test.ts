import { expect, test } from 'vitest';
import { checkBatch } from './acceptance.ts';

const key = '3f2a9c41';
const order = { eventType: 'OrderCreated', orderId: '10045', totalPrice: 1299.5, currency: 'DKK' };

function check(batch: unknown) {
  return checkBatch(new TextEncoder().encode(JSON.stringify(batch)));
}

test.each([
  ['a batch of one event', [{ eventType: 'ProductViewed', productId: 'A-1' }]],
  ['an event type that nobody knows', [{ eventType: 'Sneezed' }]],
  ['an order with lines', [{ ...order, lines: [] }]],
  ['an order that lacks fields', [{ eventType: 'OrderCreated' }]],
])('%s is accepted', (_, events) => {
  expect(check({ instrumentationKey: key, events })).toEqual({ ok: true });
});

test.each([
  ['a bare array', [], ['$']],
  ['a batch without a key', { events: [order] }, ['instrumentationKey']],
  [
    'a batch with an empty key',
    { instrumentationKey: '', events: [order] },
    ['instrumentationKey'],
  ],
  ['a batch without events', { instrumentationKey: key }, ['events']],
  ['an empty batch', { instrumentationKey: key, events: [] }, ['events']],
  ['an event that is a string', { instrumentationKey: key, events: ['x'] }, ['events[0]']],
  ['neither key nor events', { hello: 'world' }, ['instrumentationKey', 'events']],
  [
    'an event without a type',
    { instrumentationKey: key, events: [order, { productId: 'A-1' }] },
    ['events[1].eventType'],
  ],
  [
    'an order with wrong fields',
    {
      instrumentationKey: key,
      events: [{ ...order, totalPrice: '1299,50', currency: 'kr', lines: {} }],
    },
    ['events[0].totalPrice', 'events[0].currency', 'events[0].lines'],
  ],
])('%s is refused at the place of the fault', (_, batch, paths) => {
  const acceptance = check(batch);
  expect(acceptance.ok ? [] : Object.keys(acceptance.errors)).toEqual(paths);
});

test.each([
  ['malformed JSON', new TextEncoder().encode('{"events":[}')],
  ['an empty body', new Uint8Array()],
  ['text that is not UTF-8', Uint8Array.of(0x22, 0xff, 0xfe, 0x22)],
])('%s is refused as a whole', (_, body) => {
  const acceptance = checkBatch(body);
  expect(acceptance.ok ? [] : Object.keys(acceptance.errors)).toEqual(['$']);
});

test('a batch of bad events gets a bounded answer', () => {
  const acceptance = check({ instrumentationKey: key, events: Array.from({ length: 5000 }) });
  expect(acceptance.ok ? 0 : Object.keys(acceptance.errors).length).toBe(100);
});
