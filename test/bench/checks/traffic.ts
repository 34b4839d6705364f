/** Milliseconds since the epoch at which the traffic below was sent: 2026-11-23T09:15:02Z. */
export const SENT = 1_795_425_302_000;

export const EVENTS_PER_BATCH = 10;
/** One event in so many has something wrong with it. */
const ONE_WRONG_IN = 50;

/**
 * Bodies of a shop's traffic in UTF-8: batches of ten events of about 400 bytes, no two the same.
 *
 * @param sentAt when a batch is sent, in milliseconds since the epoch
 */
export function trafficOf(
  batches: number,
  sentAt = (_batch: number): number => SENT,
): Uint8Array<ArrayBuffer>[] {
  const encoder = new TextEncoder();
  return Array.from({ length: batches }, (_, batch) => {
    const events = Array.from({ length: EVENTS_PER_BATCH }, (_, event) =>
      eventOf(batch * EVENTS_PER_BATCH + event, sentAt(batch)),
    );
    return encoder.encode(JSON.stringify({ instrumentationKey: uuid(7), events }));
  });
}

/** The n-th event; their types take turns. */
function eventOf(n: number, sentAt: number): object {
  const common = {
    eventId: uuid(n),
    timestamp: new Date(sentAt - 1000 - (n % 3000)).toISOString(),
    sessionId: uuid(n % 500),
    userId: `u-${(n * 7919) % 100_003}`,
    page: { url: `https://www.shop.test/dk/da/jakker/p-${n % 997}?variant=${n % 7}`, title: TITLE },
  };
  const productId = `SKU-${n % 4999}-BLÅ`;
  switch (n % 5) {
    case 0:
      return {
        eventType: 'OrderCreated',
        ...common,
        orderId: `ORD-${n}`,
        totalPrice: n % ONE_WRONG_IN === 0 ? '1299,50' : 1299.5,
        currency: 'DKK',
        lines: [{ productId, quantity: 2, unitPrice: 649.75 }],
      };
    case 1:
      return {
        eventType: 'SearchPerformed',
        ...common,
        query: `vandtæt jakke ${n}`,
        searchId: uuid(n + 1),
        numberOfResults: n % 240,
      };
    case 2:
      return { eventType: 'ProductClicked', ...common, productId, position: n % 48, listId: LIST };
    case 3:
      return { eventType: 'ProductAddedToCart', ...common, productId, quantity: 1, ...PRICE };
    default:
      return { eventType: 'ProductViewed', ...common, productId, category: LIST, stock: n % 90 };
  }
}

const TITLE = 'Skaljakke i genbrugt nylon · Fjord & Fælled';
const LIST = 'Overtøj/Jakker/Skaljakker';
const PRICE = { unitPrice: 649.75, currency: 'DKK' };

/** Looks like one that is drawn, and is the same in each run. */
function uuid(n: number): string {
  const hex = (salt: number, digits: number) =>
    (Math.imul(n + salt, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0').slice(0, digits);
  return `${hex(1, 8)}-${hex(2, 4)}-4${hex(3, 3)}-a${hex(4, 3)}-${hex(5, 8)}${hex(6, 4)}`;
}
