import * as z from 'zod/mini';

/**
 * What an event of each type should look like. Bizzkit publishes no property names: all of it is our
 * reading ("built-in, inferred"), except for the two type names that are documented.
 */
const text = z.string().check(z.minLength(1));
const currency = z.string().check(z.regex(/^[A-Z]{3}$/));
const price = z.number();
const quantity = z.number();

const common = {
  eventId: z.optional(text),
  timestamp: z.optional(z.string().check(z.iso.datetime({ offset: true }))),
  sessionId: z.optional(text),
  userId: z.optional(text),
};
const cartLine = {
  ...common,
  productId: text,
  quantity,
  unitPrice: z.optional(price),
  currency: z.optional(currency),
};

/** What stands beside a payload that is nested in its event. */
export const ENVELOPE = z.object(common);

/** By event type, the fields of its payload; of a flat event that is the event itself. */
export const EVENT_TYPES: Readonly<Record<string, z.ZodMiniObject>> = {
  ProductClicked: z.object({
    ...common,
    productId: text,
    position: z.optional(z.number()),
    searchId: z.optional(text),
    listId: z.optional(text),
  }),
  OrderCreated: z.object({
    ...common,
    orderId: text,
    totalPrice: price,
    currency,
    lines: z.array(z.object({ productId: text, quantity, unitPrice: price })),
  }),
  ProductViewed: z.object({ ...common, productId: text }),
  ProductAddedToCart: z.object(cartLine),
  ProductRemovedFromCart: z.object(cartLine),
  SearchPerformed: z.object({
    ...common,
    query: z.string(),
    searchId: z.optional(text),
    numberOfResults: z.optional(z.number()),
  }),
};
