import type { Contract } from '../../../lib/contract/loaded/contract.ts';
import { loadContract } from '../../../lib/contract/loaded/load.ts';

const text = { type: 'string', minLength: 1 };
const id = { type: 'string', pattern: '^[\\w-]+$' };
const price = { type: 'number', minimum: 0 };
const common = {
  eventId: { ...id, format: 'uuid' },
  timestamp: { type: 'string', format: 'date-time' },
  sessionId: id,
  userId: id,
  page: { type: 'object', required: ['url'], properties: { url: text, title: text } },
};

const fieldsByType: Record<string, object> = {
  OrderCreated: {
    orderId: id,
    totalPrice: price,
    currency: { enum: ['DKK', 'SEK', 'EUR'] },
    lines: { type: 'array', minItems: 1, items: { $ref: '#/$defs/line' } },
  },
  SearchPerformed: { query: text, searchId: id, numberOfResults: { type: 'integer', minimum: 0 } },
  ProductClicked: { productId: text, position: { type: 'integer' }, listId: text },
  ProductAddedToCart: { productId: text, quantity: price, unitPrice: price, currency: text },
  ProductViewed: { productId: text, category: text, stock: { type: 'integer' } },
};

/** A shop's tracking plan: each type of event with its fields, told apart by `oneOf`. */
const SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  oneOf: Object.entries(fieldsByType).map(([type, fields]) => ({
    type: 'object',
    required: ['eventType', 'eventId', 'timestamp', ...Object.keys(fields)],
    properties: { eventType: { const: type }, ...common, ...fields },
    additionalProperties: false,
  })),
  $defs: {
    line: {
      type: 'object',
      required: ['productId', 'quantity', 'unitPrice'],
      properties: { productId: text, quantity: price, unitPrice: price },
    },
  },
};

export function plan(): Contract {
  const loaded = loadContract(JSON.stringify(SCHEMA), {
    id: 'plan',
    name: 'Plan',
    now: 0,
    scope: {},
    covers: Object.keys(fieldsByType),
  });
  if (!loaded.ok) throw new Error(`refused: ${JSON.stringify(loaded.refusal)}`);
  return loaded.contract;
}
