import { isRecord } from '../../wire/decode.ts';
import { fieldOf, plainName } from '../../wire/names.ts';
import { pointer } from '../../wire/pointer.ts';
import { quote } from '../quote.ts';
import { KIND } from './name-kinds.ts';
import { GUESS, type EventRule } from './rule.ts';

/** Lines of an order that are summed up; beyond, its total is not checked. */
const MAX_LINES = 10_000;
/** Fields of an order that are looked at for what is added to its lines. */
const MAX_FIELDS = 200;
/** What is added to the lines, or taken off: more of it than this is not tried. */
const MAX_EXTRAS = 6;
/** Each line may have been rounded by half of this. */
const SMALLEST_COIN = 0.01;

/** Names, without case style, of what makes a total other than its lines. */
const EXTRA =
  /shipping|freight|delivery|fragt|discount|rabat|voucher|coupon|giftcard|tax|vat|moms|fee|gebyr|rounding/;

export const orderTotal: EventRule = {
  ...GUESS,
  id: 'order-total',
  title: 'ruleOrderTotal',
  explanation: 'ruleOrderTotalWhy',
  kinds: KIND.money,
  example: {
    event: {
      eventType: 'OrderCreated',
      orderId: '10045',
      totalPrice: 1200,
      currency: 'DKK',
      lines: [{ productId: 'A-1', quantity: 2, unitPrice: 649.75 }],
    },
  },
  check({ event: { payload } }) {
    const total = fieldOf(payload.value, 'totalPrice') ?? fieldOf(payload.value, 'total');
    const lines = fieldOf(payload.value, 'lines');
    if (typeof total?.value !== 'number' || !Array.isArray(lines?.value)) return [];
    const items: unknown[] = lines.value;
    if (items.length === 0 || items.length > MAX_LINES) return [];
    const sum = sumOf(items);
    if (sum === undefined) return [];
    const tolerance =
      SMALLEST_COIN * (1 + items.length / 2) + Math.abs(sum) * Number.EPSILON * items.length;
    if (Math.abs(sum - total.value) <= tolerance) return [];
    const extras = extrasOf(payload.value);
    if (isTotal(total.value, sum, extras, tolerance)) return [];
    const rounded = Math.round(sum * 100) / 100;
    const path = payload.path + pointer(total.name);
    return [
      {
        path,
        expected: `${extras.length > 0 ? '≈ ' : ''}${rounded}`,
        actual: quote(total.value),
        ...(extras.length === 0 && { fix: { path, value: rounded } }),
      },
    ];
  },
};

/** `undefined` where a line does not say what it costs. */
function sumOf(lines: unknown[]): number | undefined {
  let sum = 0;
  for (const line of lines) {
    if (!isRecord(line)) return undefined;
    const quantity = fieldOf(line, 'quantity')?.value;
    const price = (fieldOf(line, 'unitPrice') ?? fieldOf(line, 'price'))?.value;
    if (typeof quantity !== 'number' || typeof price !== 'number') return undefined;
    sum += quantity * price;
  }
  return Number.isFinite(sum) ? sum : undefined;
}

function extrasOf(order: Record<string, unknown>): number[] {
  return Object.entries(order)
    .slice(0, MAX_FIELDS)
    .flatMap(([name, value]): number[] => {
      const isExtra = typeof value === 'number' && EXTRA.test(plainName(name));
      return isExtra ? [Math.abs(value)] : [];
    });
}

/** Whether some of the extras, added or taken off, make the total: which of them it has is not known. */
function isTotal(total: number, sum: number, extras: number[], tolerance: number): boolean {
  if (extras.length > MAX_EXTRAS) return true;
  let possible = [sum];
  for (const extra of extras) {
    possible = possible.flatMap((one) => [one, one + extra, one - extra]);
  }
  return possible.some((one) => Math.abs(one - total) <= tolerance);
}
