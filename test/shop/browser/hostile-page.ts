import { keyA } from '../keys.ts';
import { attacks, spied } from './attacks.ts';
import { lookOf } from './look.ts';
import { readSettings } from './settings.ts';

/** Taken before the page breaks its own world. */
const { stringify } = JSON;
const { apply, set } = Reflect;
const { dispatchEvent } = EventTarget.prototype;
const accepted = new Event('CookiebotOnAccept');
const { dataset } = document.documentElement;
const { endpoint } = readSettings();

dataset['look'] = lookOf();

/**
 * Does to its world what `?attack=` names, has a customer who consents, and sends one batch, whose product
 * is named for it. `data-sent` is then the status, or the error that the page's own call threw at it; `data-spied` is
 * what of the page's replacements has been called meanwhile.
 */
async function attack(id: string): Promise<void> {
  const chosen = attacks.find((one) => one.id === id);
  if (!chosen) return;
  const timestamp = new Date().toISOString();
  const event = { eventType: 'ProductViewed', eventId: `e-${id}`, timestamp, productId: id };
  const body = stringify({ instrumentationKey: keyA, events: [event] });
  const post = (url: string, text: string) => fetch(url, { method: 'POST', body: text });
  chosen.run();
  const consent = { preferences: true, statistics: true, marketing: true };
  set(globalThis, 'Cookiebot', { hasResponse: true, consent });
  apply(dispatchEvent, globalThis, [accepted]);
  try {
    const { status } = await (chosen.send ?? post)(endpoint, body);
    chosen.undo?.();
    dataset['spied'] = id === 'spied-methods' ? stringify(spied) : '{}';
    dataset['sent'] = `${status}`;
  } catch (error) {
    dataset['sent'] = (error as Error).message;
  }
}

addEventListener('error', ({ message }) => {
  dataset['uncaught'] = message;
});

const HELLO = 'bizzkit-tracking-hook';
const OWN_NAME = 'name-of-the-page';

/** What a page can hear of a hook that comes late: the name under which it will speak. */
document.addEventListener(HELLO, (event) => {
  dataset['heard'] = String((event as CustomEvent).detail);
});
document.addEventListener(`${OWN_NAME}!`, (event) => {
  dataset['answered'] = String((event as CustomEvent).detail);
});

/** Says what a hook says, to whoever answers. */
document.querySelector('#speak')?.addEventListener('click', () => {
  document.dispatchEvent(new CustomEvent(HELLO, { detail: OWN_NAME }));
  dataset['spoken'] = 'yes';
});

const say = (detail: unknown) =>
  document.dispatchEvent(new CustomEvent(dataset['heard'] ?? '', { detail }));

/** A call that was never made. */
function forgedCall(call: number, productId: string): object {
  const at = Date.now();
  const timestamp = new Date(at).toISOString();
  const event = { eventType: 'ProductViewed', eventId: `e-${productId}`, timestamp, productId };
  const text = stringify({ instrumentationKey: keyA, events: [event] });
  const body = { kind: 'text', text, of: 'string' };
  const route = location.href;
  return { kind: 'call', at, transport: 'fetch', method: 'POST', url: endpoint, route, body, call };
}

/** Two calls, of which one was answered, and what is not the page's to tell. */
document.querySelector('#forge')?.addEventListener('click', () => {
  say(stringify(forgedCall(1_000_001, 'forged-answered')));
  say(stringify({ kind: 'outcome', at: Date.now(), call: 1_000_001, status: 202 }));
  say(stringify(forgedCall(1_000_002, 'forged-open')));
  say(stringify({ kind: 'document', at: 1, url: 'https://forged.test/', title: 'Forged' }));
  say(
    stringify({ kind: 'violation', at: Date.now(), url: endpoint, directive: 'forged-directive' }),
  );
  dataset['forged'] = 'yes';
});

document.querySelector('#flood')?.addEventListener('click', () => {
  for (let n = 1; n <= 10_000; n += 1) say(stringify(forgedCall(2_000_000 + n, 'flood')));
  say('x'.repeat(50_000_000));
  say(stringify(forgedCall(3_000_000, 'x'.repeat(7_000_000))));
  dataset['flooded'] = 'yes';
});

void attack(new URLSearchParams(location.search).get('attack') ?? '');
dataset['ready'] = 'yes';
