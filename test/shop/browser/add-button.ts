import type { Product } from '../catalogue.ts';
import { addToCart } from './cart.ts';
import type { EventTracker } from './event-tracker.ts';

/** Lets `#add-to-cart` add the product. */
export function startAddButton(tracker: EventTracker, { id, price }: Product): void {
  const button = document.querySelector('#add-to-cart');
  button?.addEventListener('click', () => {
    addToCart(id);
    button.textContent = 'Lagt i kurven ✓';
    tracker.track({
      eventType: 'ProductAddedToCart',
      productId: id,
      quantity: 1,
      unitPrice: price,
      currency: 'DKK',
    });
  });
}
