/** The shop's side of the checkout: fills the iframe, and waits for the order's number. */
import { readCart } from './cart.ts';
import { readConsent } from './consent.ts';
import { startFrame } from './frame.ts';
import { readSettings } from './settings.ts';

const frame = document.querySelector<HTMLIFrameElement>('iframe#checkout');
const checkout = new URL(frame?.dataset['src'] ?? location.href);

addEventListener('message', ({ origin, data }: MessageEvent<unknown>) => {
  if (origin !== checkout.origin || typeof data !== 'object' || data === null) return;
  if ('orderId' in data && typeof data.orderId === 'string') {
    location.assign(`/thanks?order=${encodeURIComponent(data.orderId)}`);
  }
});

/** Another origin sees none of this shop's storage, so all goes with the address. */
if (frame) {
  const { transport, interval, size, endpoint } = readSettings();
  const handed = { transport, endpoint, interval: `${interval}`, size: `${size}` };
  const cart = JSON.stringify(readCart());
  const query = { ...handed, cart, consent: readConsent(), shop: location.origin };
  checkout.search = new URLSearchParams(query).toString();
  frame.src = checkout.href;
}
startFrame();
