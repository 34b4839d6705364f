import type { About, CheckSettings, ExampleCapture } from '../../../../lib/contract/rules/rule.ts';

/** Something that a rule is tried on: an event, a batch, or the last of several captures. */
export type Case =
  | { event: Record<string, unknown>; about?: About }
  | { body: unknown; about?: About; settings?: Partial<CheckSettings> }
  | { captures: readonly ExampleCapture[] };

/** What raises a rule beside its own example, and near misses that do not. */
export interface Cases {
  raises: Case[];
  spares: Case[];
}

const event = (fields: Record<string, unknown>, about?: About): Case => ({
  event: { eventType: 'ProductViewed', ...fields },
  ...(about && { about }),
});
const text = (value: unknown): Case => event({ text: value });
const events = (fields: Record<string, unknown>[], about?: About): Case[] =>
  fields.map((one) => event(one, about));

/** 2026-11-23T09:15:02Z */
const SENT = 1_795_425_302_000;
const timed = (timestamp: unknown) => event({ timestamp }, { at: SENT });

const order = (totalPrice: unknown, more: object = {}, lines: unknown = LINES) =>
  event({ eventType: 'OrderCreated', totalPrice, lines, ...more });
const LINES = [
  { productId: 'A-1', quantity: 2, unitPrice: 649.75 },
  { productId: 'A-2', quantity: 3, unitPrice: 33.33 },
];

const BODY = { instrumentationKey: 'key-1', events: [{ eventType: 'ProductViewed' }] };
const KEYS = [{ key: 'key-1', alias: '', environment: 'test' as const }];
const HOSTS = [
  { pattern: '*.shop.dk', environment: 'production' as const },
  { pattern: 'localhost:*', environment: 'test' as const },
];
const body = (about: About, settings: Partial<CheckSettings> = {}): Case => ({
  body: BODY,
  about,
  settings,
});

const batch = (...items: object[]) => ({ instrumentationKey: 'key-1', events: items });
const viewed = (eventId: string, more: object = {}) => ({
  eventType: 'ProductViewed',
  eventId,
  productId: 'A-1',
  ...more,
});
const ordered = (orderId: unknown, more: object = {}) => ({
  eventType: 'OrderCreated',
  orderId,
  ...more,
});
const captures = (...parts: (Partial<ExampleCapture> & { body: unknown })[]): Case => ({
  captures: parts.map((part, index) => ({ id: String(index), ...part })),
});

/** By rule. */
export const CASES: Record<string, Cases> = {
  'order-total': {
    raises: [
      order(1399.6),
      order(1399.49 + 200, { shipping: 49 }),
      event({ EventType: 'OrderCreated', TotalPrice: 1, Lines: [{ Quantity: 1, Unit_Price: 2 }] }),
      { event: { eventType: 'OrderCreated', data: { totalPrice: 1, lines: LINES } } },
    ],
    spares: [
      order(1399.49),
      order(1399.5 - 0.02),
      order(1399.49 + 49, { shippingPrice: 49 }),
      order(1399.49 + 49 - 100, { shipping: 49, discountAmount: -100 }),
      order('1', {}),
      order(1, {}, []),
      order(1, {}, [{ productId: 'A-1', quantity: 2 }]),
      order(1, {}, 'none'),
      order(
        0.3,
        {},
        Array.from({ length: 3 }, () => ({ quantity: 1, unitPrice: 0.1 })),
      ),
    ],
  },
  currency: {
    raises: events([
      { currency: 'kr' },
      { currency: 'dkk' },
      { Currency: 'DDK' },
      { currency: 'HRK' },
    ]),
    spares: events([{ currency: 'DKK' }, { currency: 'XCG' }, { currency: 7 }, { language: 'kr' }]),
  },
  price: {
    raises: events([
      { totalPrice: -1 },
      { unit_price: 1e12 },
      { price: 0.1 + 0.2 },
      { price: 1e-7 },
    ]),
    spares: events([
      { totalPrice: 0 },
      { unitPrice: 0.1234 },
      { price: 999_999_999 },
      { delta: -1 },
    ]),
  },
  quantity: {
    raises: events([{ quantity: -2 }, { qty: 10_001 }, { lines: [{ quantity: 0 }] }]),
    spares: events([{ quantity: 1 }, { quantity: 0.5 }, { quantity: 10_000 }, { quality: 0 }]),
  },
  position: {
    raises: events([{ position: 1.5 }, { Position: 1_000_000 }]),
    spares: events([{ position: 0 }, { position: 24 }, { position: 'top' }, { positions: -1 }]),
  },
  'result-count': {
    raises: events([{ numberOfResults: -1 }]),
    spares: events([{ numberOfResults: 0 }, { number_of_results: 12_345 }]),
  },
  'number-as-text': {
    raises: events([
      { totalPrice: '1299.50' },
      { unitPrice: '1.299,50' },
      { quantity: '2' },
      { position: ' 3 ' },
      { price: '1.299' },
    ]),
    spares: events([
      { totalPrice: 1299.5 },
      { totalPrice: 'free' },
      { productId: '1299' },
      { price: '1-2' },
    ]),
  },
  'time-format': {
    raises: events([
      { timestamp: '1795425302' },
      { timestamp: '/Date(1795425302000)/' },
      { timestamp: 'Mon Nov 23 2026 10:15:02 GMT+0100 (CET)' },
      { createdAt: '23/11/2026' },
    ]),
    spares: events([
      { timestamp: '2026-11-23T09:15:02.114Z' },
      { timestamp: '2026-11-23T09:15:02' },
      { timestamp: 1_795_425_302 },
      { timestamp: 'soon' },
      { orderId: '1795425302' },
    ]),
  },
  'time-without-offset': {
    raises: [timed('2026-11-23T10:15:02'), timed('2026-11-23 10:15'), timed('2026-11-23')],
    spares: [
      timed('2026-11-23T10:15:02+01:00'),
      timed('2026-11-23T09:15:02Z'),
      timed('2026-11'),
      event({ deliveryDay: '2026-11-23' }),
    ],
  },
  'time-in-future': {
    raises: [timed('2026-11-23T09:20:03Z'), timed('2026-11-23T10:15:02-01:00')],
    spares: [
      timed('2026-11-23T09:20:02Z'),
      timed('2026-11-23T10:15:02+01:00'),
      timed('2027-11-23T10:15:02'),
      event({ timestamp: '2027-11-23T10:15:02Z' }),
    ],
  },
  'time-old': {
    raises: [timed('2026-11-22T09:15:01Z'), timed('1970-01-21T09:15:01Z')],
    spares: [timed('2026-11-22T09:15:02Z'), timed('not a time')],
  },
  'time-skew': {
    raises: [timed('2026-11-23T09:15:13Z'), timed('2026-11-23T09:05:01Z')],
    spares: [
      timed('2026-11-23T09:15:12Z'),
      timed('2026-11-23T09:05:02Z'),
      timed('2026-11-21T09:05:02Z'),
    ],
  },
  'id-with-space': {
    raises: events([
      { productId: 'A 1' },
      { order_id: 'A-1\n' },
      { lines: [{ sku: ' 7' }] },
      { productIds: ['a b'] },
    ]),
    spares: events([
      { productId: 'A-1' },
      { productName: 'A 1' },
      { productId: 7 },
      { paid: 'not yet' },
    ]),
  },
  'empty-text': {
    raises: [text(''), text('  \t'), event({ lines: [{ name: '' }] })],
    spares: [text('0'), event({ query: '' }), text(null), text([])],
  },
  'placeholder-text': {
    raises: [
      text('undefined'),
      text('null'),
      text('NaN'),
      text('[object Object]'),
      text('id-[object Object]'),
    ],
    spares: [text('Undefined'), text('undefined behaviour'), text(null), text('[object]')],
  },
  mojibake: {
    raises: [text('BlÃ¥bÃ¦r'), text('Ã˜'), text('donâ€™t'), text('r�dgr�d'), text('25Â°')],
    spares: [text('rødgrød på Ærø 🍓'), text('SÃO PAULO'), text('Ångström'), text('Ãç')],
  },
  'half-character': {
    raises: [text('\ud83c'), text('a\udf53'), text('🍓\ud83c🍓'), event({ '\ud800': 1 })],
    spares: [text('🍓👩‍🍳'), text('\\ud83c'), text('�'), text('\u{10ffff}')],
  },
  'taken-name': {
    raises: [event({ ['__proto__']: 1 }), text([{ ['__proto__']: { a: 1 } }])],
    spares: [text('__proto__'), event({ proto: 1, constructor: { prototype: 1 } })],
  },
  'personal-email': {
    raises: [
      text('jens@mail.dk'),
      text('https://shop.dk/?mail=jens%40mail.dk&x=1'),
      text(`${'@'.repeat(50)} anne.b+shop@sub.domain.co.uk!`),
      event({ 'jens@mail.dk': 1 }),
      text(['a', { deep: 'søren@ærø.dk' }]),
    ],
    spares: [
      text('@handle'),
      text('icon@2x.png'),
      text('react@18.2.0'),
      text('a@b'),
      text('two @ three.dk'),
    ],
  },
  'personal-phone': {
    raises: [
      text('+4512345678'),
      text('ring 12 34 56 78'),
      text('+1 (415) 555-0132'),
      event({ phone: '12345678' }),
      event({ mobileNumber: 12_345_678 }),
    ],
    spares: [
      text('12345678'),
      event({ phone: 'yes' }),
      event({ orderId: '10045678' }),
      text('1 12 34 56 78'),
      text('12 34 56 78 90'),
      timed('2026-11-23T10:15:02+01:00'),
      text('2026-11-23 10:15:02'),
    ],
  },
  'personal-cpr': {
    raises: [
      text('0707614285'),
      text('cpr 311299-1234.'),
      text('290200 4321'),
      event({ cpr: '3112991234' }),
      event({ cprNumber: 707_614_285 }),
      event({ userId: '0707614285' }),
    ],
    spares: [
      text('320761-4285'),
      text('290201-4321'),
      text('0707614286'),
      event({ productId: '0707614285' }),
      text('SKU-070761-4285'),
      text('070761-42855'),
      event({ cpr: 'yes' }),
      event({ price: '0707614285' }),
    ],
  },
  'personal-card': {
    raises: [
      text('4111111111111111'),
      text('card 5500-0000-0000-0004.'),
      text('3782 822463 10005'),
      event({ account: 4_111_111_111_111_111 }),
    ],
    spares: [
      text('4111111111111112'),
      text('41111111111111110'),
      text('5701234567899'),
      text('1234567812345670'),
      text('x4111111111111111'),
    ],
  },
  'personal-token': {
    raises: [
      text('eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl'),
      text('authorization: bearer abcdefghijklmnopqrst'),
    ],
    spares: [text('eyJhbGciOiJIUzI1NiJ9'), text('Bearer of good news'), text('heyJude.was.here')],
  },
  'key-with-space': {
    raises: [
      { body: { ...BODY, instrumentationKey: '\tkey-1' } },
      { body: { ...BODY, instrumentationKey: 'key 1' } },
      { body: [{ eventType: 'ProductViewed', iKey: 'key-1\n' }] },
    ],
    spares: [{ body: BODY }, { body: { ...BODY, instrumentationKey: '' } }],
  },
  'key-of-other-receiver': {
    raises: [body({ url: 'https://track.shop.dk/api/events' }, { keys: KEYS, hosts: HOSTS })],
    spares: [
      body({ url: 'http://localhost:3000/api/events' }, { keys: KEYS, hosts: HOSTS }),
      body({ url: 'https://elsewhere.test/api/events' }, { keys: KEYS, hosts: HOSTS }),
      body(
        { url: 'https://track.shop.dk/api/events' },
        { keys: [{ key: 'key-1', alias: '' }], hosts: HOSTS },
      ),
      body({ page: 'https://track.shop.dk/' }, { keys: KEYS, hosts: HOSTS }),
      body({}, { keys: KEYS, hosts: HOSTS }),
    ],
  },
  'key-of-other-page': {
    raises: [body({ page: 'https://www.shop.dk/cart' }, { keys: KEYS, hosts: HOSTS })],
    spares: [
      body({ page: 'http://localhost:3000/' }, { keys: KEYS, hosts: HOSTS }),
      body({ page: 'about:blank' }, { keys: KEYS, hosts: HOSTS }),
      body({ url: 'https://www.shop.dk/api/events' }, { keys: KEYS, hosts: HOSTS }),
    ],
  },
  'unknown-key': {
    raises: [body({}, { keys: [{ key: 'key-11', alias: '' }] })],
    spares: [
      body({}),
      body({}, { keys: KEYS }),
      { body: { events: [] }, settings: { keys: KEYS } },
    ],
  },
  'before-consent': {
    raises: [body({ consent: 'pending' })],
    spares: [
      body({ consent: 'given' }),
      body({ consent: 'partly' }),
      body({ consent: 'refused' }),
      body({ consent: 'unknown' }),
      body({}),
    ],
  },
  'after-refusal': {
    raises: [body({ consent: 'refused' })],
    spares: [body({ consent: 'given' }), body({ consent: 'partly' }), body({ consent: 'pending' })],
  },
  'empty-batch': {
    raises: [{ body: { InstrumentationKey: 'k', Events: [] } }],
    spares: [{ body: BODY }, { body: { instrumentationKey: 'k', events: {} } }],
  },
  'large-batch': {
    raises: [
      { body: batch(...Array.from({ length: 501 }, () => viewed('e'))) },
      body({ size: 65_537 }),
    ],
    spares: [
      { body: batch(...Array.from({ length: 500 }, () => viewed('e'))) },
      body({ size: 65_536 }),
    ],
  },
  'large-event': {
    raises: [
      text('x'.repeat(20_000)),
      text(Array.from({ length: 30_000 }, () => 1)),
      text('x'.repeat(2_000_000)),
    ],
    spares: [text('x'.repeat(16_000)), text(Array.from({ length: 1000 }, () => 1))],
  },
  'duplicate-id': {
    raises: [
      captures({ body: batch(viewed('e-1'), viewed('e-1', { productId: 'A-2' })) }),
      captures(
        { visit: 'a', at: 0, body: batch(viewed('e')) },
        { visit: 'b', at: 9e6, body: batch(viewed('e')) },
      ),
      captures(
        { body: batch({ eventType: 'A', message_id: 7 }) },
        { body: batch({ eventType: 'A', message_id: 7 }) },
      ),
    ],
    spares: [
      captures({ body: batch(viewed('e-1'), viewed('e-2')) }),
      captures(
        { body: batch(viewed('e')) },
        { body: { ...batch(viewed('e')), instrumentationKey: 'key-2' } },
      ),
      captures(
        { body: batch(viewed('e')) },
        { body: batch(viewed('e')), twice: { reason: 'retry', of: '0' } },
      ),
      captures({ body: batch(viewed('e')) }, { body: batch(viewed('e')), resendOf: '0' }),
      captures({ body: batch(viewed('')) }, { body: batch(viewed('')) }),
    ],
  },
  'duplicate-order': {
    raises: [
      captures(
        { body: batch(ordered('1', { eventId: 'a' })) },
        { body: batch(ordered('1', { eventId: 'b' })) },
      ),
      captures({ body: batch({ eventType: 'OrderCreated', data: { OrderId: 1 } }, ordered(1)) }),
    ],
    spares: [
      captures({ body: batch(ordered('1')) }, { body: batch(ordered('2')) }),
      captures(
        { body: batch(ordered('1')) },
        { body: batch(ordered('1', { eventType: 'OrderShipped' })) },
      ),
      captures(
        { body: batch(ordered('1')) },
        { body: batch(ordered('1')), twice: { reason: 'retry' } },
      ),
      captures(
        { body: batch(ordered('1', { eventId: 'a' })) },
        { body: batch(ordered('1', { eventId: 'a' })) },
      ),
    ],
  },
  'duplicate-content': {
    raises: [
      captures({ at: 0, body: batch(viewed('a')) }, { at: 2000, body: batch(viewed('b')) }),
      captures(
        { at: 0, visit: 'a', body: batch(viewed('a', { timestamp: '2026-11-23T09:15:02Z' })) },
        { at: 90_000, visit: 'b', body: batch(viewed('b', { timestamp: '2026-11-23T09:15:03Z' })) },
      ),
    ],
    spares: [
      captures({ at: 0, body: batch(viewed('a')) }, { at: 2001, body: batch(viewed('b')) }),
      captures({ body: batch(viewed('a'), viewed('b', { position: 1 })) }),
      captures({ body: batch(viewed('a'), viewed('a')) }),
      captures(
        { body: batch(viewed('a')) },
        { body: batch(viewed('b')), twice: { reason: 'retry' } },
      ),
      captures({
        body: batch(viewed('a', { lines: ['ab', 'c'] }), viewed('b', { lines: ['a', 'bc'] })),
      }),
    ],
  },
  retry: {
    raises: [],
    spares: [
      captures({ body: BODY }, { body: BODY }),
      captures({ body: BODY }, { body: BODY, twice: { reason: 'redirect' } }),
    ],
  },
  resend: { raises: [], spares: [captures({ body: BODY }, { body: BODY })] },
  'several-keys': {
    raises: [
      captures({ body: BODY }, { body: { ...BODY, instrumentationKey: 'key-2' } }, { body: BODY }),
    ],
    spares: [
      captures({ body: BODY }, { body: BODY }),
      captures(
        { body: { ...BODY, instrumentationKey: 'key-2' }, visit: 'a' },
        { body: BODY, visit: 'b' },
      ),
      captures({ body: { events: [] } }, { body: BODY }),
    ],
  },
};
