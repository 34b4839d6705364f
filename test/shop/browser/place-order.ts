/** The page in the checkout's iframe, of another origin than the shop. */
import { showPrice } from '../catalogue.ts';
import { keyB } from '../keys.ts';
import { parseCart } from './cart.ts';
import { parseConsent, rememberConsent } from './consent.ts';
import { pricedLines, totalPrice } from './order.ts';
import { startTracker } from './tracking.ts';

const orderId = '10045';
/** The order is placed, answer or not: a dead receiver must not cost the shop a sale. */
const longestWait = 2000;

const query = new URLSearchParams(location.search);
rememberConsent(parseConsent(query.get('consent')));
const tracker = startTracker(keyB);

/** An empty cart checks out two of A-1, so that a test may start here. */
const cart = parseCart(query.get('cart'));
const lines = pricedLines(cart.length ? cart : [{ productId: 'A-1', quantity: 2 }]);
const total = totalPrice(lines);

const sum = document.querySelector('#order-total');
if (sum) sum.textContent = showPrice(total);

const button = document.querySelector<HTMLButtonElement>('#place-order');
button?.addEventListener('click', () => {
  button.disabled = true;
  void placeOrder();
});
document.documentElement.dataset['ready'] = '';

async function placeOrder(): Promise<void> {
  tracker.track({ eventType: 'OrderCreated', orderId, totalPrice: total, currency: 'DKK', lines });
  await Promise.race([tracker.flush(), new Promise((resolve) => setTimeout(resolve, longestWait))]);
  parent.postMessage({ orderId }, query.get('shop') ?? location.origin);
}
