/** Fields of an event of each type of the built-in contract, with values that it takes. */
const FIELDS: Readonly<Record<string, object>> = {
  ProductViewed: { productId: 'A-1' },
  ProductClicked: { productId: 'A-1', position: 1 },
  ProductAddedToCart: { productId: 'A-1', quantity: 1, unitPrice: 649.75, currency: 'DKK' },
  ProductRemovedFromCart: { productId: 'A-1', quantity: 1, unitPrice: 649.75, currency: 'DKK' },
  SearchPerformed: { query: 'jakke', numberOfResults: 3 },
  OrderCreated: {
    orderId: '10046',
    totalPrice: 1299.5,
    currency: 'DKK',
    lines: [{ productId: 'A-1', quantity: 2, unitPrice: 649.75 }],
  },
};

export const EXAMPLE_TYPES = Object.keys(FIELDS);

/** A batch of one event of a type, indented, as of a time and with an id of its own. */
export function exampleOf(
  eventType: string,
  instrumentationKey: string,
  { eventId, at }: { eventId: string; at: number },
): string {
  const timestamp = new Date(at).toISOString();
  const event = { eventType, eventId, timestamp, ...FIELDS[eventType] };
  return `${JSON.stringify({ instrumentationKey, events: [event] }, undefined, 2)}\n`;
}
