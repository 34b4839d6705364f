import { keyA } from '../keys.ts';
import { attacks, spied } from './attacks.ts';
import { lookOf } from './look.ts';
import { readSettings } from './settings.ts';

/** Taken before the page breaks its own world. */
const { stringify } = JSON;
const { dataset } = document.documentElement;
const { endpoint } = readSettings();

dataset['look'] = lookOf();

/**
 * Does to its world what `?attack=` names, and sends one batch, whose product is named for it.
 * `data-sent` is then the status, or the error that the page's own call threw at it; `data-spied` is
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

/** What a page can hear of a hook that comes late: the name under which it will speak. */
document.addEventListener('bizzkit-tracking-hook', (event) => {
  dataset['heard'] = String((event as CustomEvent).detail);
});

document.querySelector('#forge')?.addEventListener('click', () => {
  const name = dataset['heard'] ?? '';
  const say = (detail: unknown) => document.dispatchEvent(new CustomEvent(name, { detail }));
  const call = {
    kind: 'call',
    at: Date.now(),
    transport: 'fetch',
    method: 'POST',
    url: endpoint,
    route: location.href,
    body: { kind: 'text', text: '{"forged":true}', of: 'string' },
  };
  for (let n = 1; n <= 10_000; n += 1) say(stringify({ ...call, call: 1_000_000 + n }));
  say('x'.repeat(50_000_000));
  say(
    stringify({
      ...call,
      call: 7,
      body: { kind: 'text', text: 'x'.repeat(7_000_000), of: 'string' },
    }),
  );
  say(stringify({ kind: 'document', at: 1, url: 'https://forged.test/', title: 'Forged' }));
  dataset['forged'] = 'yes';
});

void attack(new URLSearchParams(location.search).get('attack') ?? '');
dataset['ready'] = 'yes';
