import { findProduct } from '../catalogue.ts';
import type { CartLine } from './cart.ts';

export interface OrderLine extends CartLine {
  unitPrice: number;
}

/** The cart's lines with prices, less those of products that are no more. */
export function pricedLines(cart: readonly CartLine[]): OrderLine[] {
  return cart.flatMap((line) => {
    const product = findProduct(line.productId);
    return product ? [{ ...line, unitPrice: product.price }] : [];
  });
}

/** In whole øre. */
export function totalPrice(lines: readonly OrderLine[]): number {
  const sum = lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0);
  return Math.round(sum * 100) / 100;
}
