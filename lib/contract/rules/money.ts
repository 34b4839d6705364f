import { quote } from '../quote.ts';
import { CURRENCIES, currencyMeant } from './currencies.ts';
import { findingsAt, fixOf } from './facts.ts';
import { KIND } from './name-kinds.ts';
import { orderTotal } from './order-total.ts';
import { GUESS, type EventRule, type Naming } from './rule.ts';

/** Beyond this a price is no price, in any currency. */
const MOST_PRICE = 1e9;
const MOST_QUANTITY = 10_000;
const MOST_POSITION = 100_000;
const MOST_RESULTS = 100_000_000;
/** Decimals that a price may have: some currencies have three, some unit prices more. */
const MOST_DECIMALS = 4;

const currency: EventRule = {
  ...GUESS,
  id: 'currency',
  title: 'ruleCurrency',
  explanation: 'ruleCurrencyWhy',
  kinds: KIND.currency,
  refines: true,
  example: { event: { eventType: 'ProductAddedToCart', currency: 'kr.' } },
  check: (facts) =>
    findingsAt(facts, (leaf) => {
      const { value } = leaf;
      if (!(leaf.kind & KIND.currency) || typeof value !== 'string' || value.trim() === '') return;
      if (CURRENCIES.has(value)) return;
      const meant = currencyMeant(value);
      return {
        expected: `ISO 4217 (${meant ?? 'DKK'})`,
        actual: quote(value),
        ...(meant !== undefined && fixOf(leaf, meant)),
      };
    }),
};

const price: EventRule = {
  ...GUESS,
  id: 'price',
  title: 'rulePrice',
  explanation: 'rulePriceWhy',
  kinds: KIND.money,
  example: { event: { eventType: 'ProductAddedToCart', unitPrice: -649.75 } },
  check: (facts) =>
    findingsAt(facts, (leaf) => {
      const { value } = leaf;
      if (!(leaf.kind & KIND.money) || typeof value !== 'number') return;
      const actual = quote(value);
      if (!(value >= 0 && value <= MOST_PRICE)) return { expected: `0 … ${MOST_PRICE}`, actual };
      const rounded = Math.round(value * 100) / 100;
      if (decimalsOf(value) <= MOST_DECIMALS) return;
      return { expected: `≤ ${MOST_DECIMALS} decimals`, actual, ...fixOf(leaf, rounded) };
    }),
};

/** What counts has whole numbers within bounds; only a quantity may be of metres or kilograms. */
function within(
  entry: Naming,
  { kinds, fits, expected }: { kinds: number; fits: (value: number) => boolean; expected: string },
): EventRule {
  return {
    ...GUESS,
    ...entry,
    kinds,
    check: (facts) =>
      findingsAt(facts, ({ kind, value }) => {
        if (!(kind & kinds) || typeof value !== 'number' || fits(value)) return;
        return { expected, actual: quote(value) };
      }),
  };
}

const quantity = within(
  {
    id: 'quantity',
    title: 'ruleQuantity',
    explanation: 'ruleQuantityWhy',
    example: { event: { eventType: 'ProductAddedToCart', quantity: 0 } },
  },
  {
    kinds: KIND.quantity,
    fits: (value) => value > 0 && value <= MOST_QUANTITY,
    expected: `> 0, ≤ ${MOST_QUANTITY}`,
  },
);

const position = within(
  {
    id: 'position',
    title: 'rulePosition',
    explanation: 'rulePositionWhy',
    example: { event: { eventType: 'ProductClicked', position: -1 } },
  },
  {
    kinds: KIND.position,
    fits: (value) => Number.isInteger(value) && value >= 0 && value <= MOST_POSITION,
    expected: `0, 1, 2, … ${MOST_POSITION}`,
  },
);

const resultCount = within(
  {
    id: 'result-count',
    title: 'ruleResultCount',
    explanation: 'ruleResultCountWhy',
    example: { event: { eventType: 'SearchPerformed', query: 'hue', numberOfResults: 2.5 } },
  },
  {
    kinds: KIND.count,
    fits: (value) => Number.isInteger(value) && value >= 0 && value <= MOST_RESULTS,
    expected: `0, 1, 2, … ${MOST_RESULTS}`,
  },
);

/** At the least 2, as no one asks for fewer. */
function decimalsOf(value: number): number {
  if (Math.round(value * 100) / 100 === value) return 2;
  const text = String(value);
  const exponent = /e-(\d+)$/.exec(text);
  if (exponent) return Number(exponent[1]);
  const point = text.indexOf('.');
  return point < 0 ? 0 : text.length - point - 1;
}

export const MONEY_RULES = [orderTotal, currency, price, quantity, position, resultCount];
