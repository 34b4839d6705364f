import type { HookSighting } from '../sighting.ts';
import { watchBeacon } from './beacon.ts';
import { watchConsent } from './consent/watch-consent.ts';
import { type LaterScope, watchFetchLater } from './fetch-later.ts';
import { watchFetch } from './fetch.ts';
import { type HookCommand, HOOK_HELLO, RELAY_HELLO } from './handshake.ts';
import { captureNatives, type PageScope } from './natives.ts';
import { quietly } from './quietly.ts';
import { watchRoutes } from './routes.ts';
import { createWatch } from './watch.ts';
import { watchXhr } from './xhr.ts';

/**
 * Watches the page's own calls from within its world and dispatches what it sees to the relay, under
 * an event name that is drawn here and told before page scripts run. Nothing in it may throw into
 * the page, or change what the page's call does.
 *
 * A sighting is JSON, or, with Blobs, an array of JSON and the Blobs.
 */
export function startHook(scope: PageScope): void {
  quietly(() => start(scope));
}

function start(scope: PageScope): void {
  const natives = captureNatives(scope);
  const { append, bare, CustomEvent, document, dispatch, listen, unlisten } = natives;
  const name = scope.crypto.getRandomValues(new scope.Uint32Array(4)).join('-');

  const say = (type: string, detail: unknown) =>
    dispatch(document, new CustomEvent(type, bare({ detail })));

  const obey = (event: Event) =>
    quietly(() => {
      // The relay is there: nobody else is answered.
      unlisten(document, RELAY_HELLO, hello);
      const command = natives.parse(natives.detailOf(event) as string) as HookCommand; // our relay's own
      watch.obey(command);
      const isWatched = command.active && command.certain === true;
      if (isWatched) consent ??= watchConsent(scope, watch);
      consent?.heed(isWatched);
    });

  function report(sighting: HookSighting, blobs: Blob[]): void {
    // `document.open()` may have taken the listener off the document.
    listen(document, `${name}!`, obey);
    const json = natives.stringify(sighting);
    if (blobs.length === 0) {
      say(name, json);
      return;
    }
    const detail: unknown[] = [json];
    for (let at = 0; at < blobs.length; at += 1) append(detail, blobs[at]);
    say(name, detail);
  }

  const watch = createWatch(scope, natives, report);
  let consent: ReturnType<typeof watchConsent> | undefined;
  // Each by itself: a page may have taken one of them away before a late hook came.
  quietly(() => watchFetch(scope, watch));
  quietly(() => watchFetchLater(scope as LaterScope, watch));
  quietly(() => watchXhr(scope, watch));
  quietly(() => watchBeacon(scope, watch));
  quietly(() => watchRoutes(scope, watch));

  const hello = () => quietly(() => say(HOOK_HELLO, name));
  listen(document, `${name}!`, obey);
  listen(document, RELAY_HELLO, hello);
  hello();
}
