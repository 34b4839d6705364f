import { findProduct, showPrice } from '../catalogue.ts';
import { html } from '../html.ts';
import { keyA } from '../keys.ts';
import { readCart, removeFromCart, type CartLine } from './cart.ts';
import { startFrame } from './frame.ts';
import { pricedLines, totalPrice } from './order.ts';
import { startTracker } from './tracking.ts';

const tracker = startTracker(keyA);
const list = document.querySelector('#cart-lines');

list?.addEventListener('click', ({ target }) => {
  const productId = target instanceof HTMLElement ? target.dataset['remove'] : undefined;
  const line = readCart().find((line) => line.productId === productId);
  if (line) remove(line);
});

function remove(line: CartLine): void {
  removeFromCart(line.productId);
  for (const priced of pricedLines([line])) {
    tracker.track({ eventType: 'ProductRemovedFromCart', ...priced, currency: 'DKK' });
  }
  draw();
}

function draw(): void {
  const lines = pricedLines(readCart());
  if (list) {
    // `html` escapes every value.
    list.innerHTML = html`${lines.map(
      ({ productId, quantity, unitPrice }) =>
        html`<li>
          <span>${quantity} × ${findProduct(productId)?.name ?? productId}</span>
          <span class="price">${showPrice(quantity * unitPrice)}</span>
          <button data-remove="${productId}">Fjern</button>
        </li>`,
    )}`.markup;
  }
  const total = document.querySelector('#cart-total');
  if (total) total.textContent = lines.length ? showPrice(totalPrice(lines)) : 'Kurven er tom.';
}

draw();
startFrame();
