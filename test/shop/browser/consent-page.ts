import { keyA } from '../keys.ts';
import { type Banner, platforms } from './consent-platforms.ts';
import { startFrame } from './frame.ts';
import { newId } from './new-id.ts';
import { readSettings } from './settings.ts';

/** Sends an event, whatever the customer has answered. */
function send(): void {
  const timestamp = new Date().toISOString();
  const event = { eventType: 'ProductViewed', eventId: newId(), timestamp, productId: newId() };
  const body = JSON.stringify({ instrumentationKey: keyA, events: [event] });
  void fetch(readSettings().endpoint, { method: 'POST', body });
}

/** Platforms come after the page, in milliseconds. */
const BANNER_AFTER = 100;
let banner: Banner | undefined;

// As shops do that have not thought of it.
send();
setTimeout(() => {
  banner = platforms[new URLSearchParams(location.search).get('platform') ?? '']?.();
}, BANNER_AFTER);
document.querySelector('#send')?.addEventListener('click', send);
document.querySelector('#accept')?.addEventListener('click', () => banner?.answer(true));
document.querySelector('#refuse')?.addEventListener('click', () => banner?.answer(false));
startFrame();
