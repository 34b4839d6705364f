import { isEndpoint } from '../endpoints.ts';
import type { PageSighting } from '../sighting.ts';
import { watchBeacon } from './beacon.ts';
import { watchFetch } from './fetch.ts';
import { type HookCommand, HOOK_HELLO, RELAY_HELLO } from './handshake.ts';
import { watchRoutes } from './routes.ts';
import { quietly } from './wrap.ts';
import { watchXhr } from './xhr.ts';

/** What a watcher needs: a URL resolved if it is one to report, and where to report. */
export interface Reporter {
  /** The absolute URL if the call goes to an endpoint and the hook is active. */
  wanted(method: string, url: unknown): string | undefined;
  nextCall(): number;
  route(): string;
  report(sighting: PageSighting): void;
}

type PageScope = Window & typeof globalThis;

/**
 * Watches the page's own calls from within its world and dispatches what it sees to the relay, under
 * an event name that is drawn here and told before page scripts run. Nothing in it may throw into
 * the page, or change what the page's call does.
 */
export function startHook(scope: PageScope): void {
  // Taken now: the page may replace them later.
  const { document, location, JSON, URL, CustomEvent } = scope;
  const dispatch = document.dispatchEvent.bind(document);
  const name = scope.crypto.getRandomValues(new Uint32Array(4)).join('-');
  let active = true;
  let endpoints: string[] = [];
  let calls = 0;

  const reporter: Reporter = {
    wanted(method, url) {
      if (!active) return undefined;
      const text = typeof url === 'string' ? url : url instanceof URL ? url.href : undefined;
      if (text === undefined || (endpoints.length === 0 && !text.includes('api/events'))) {
        return undefined;
      }
      const absolute = new URL(text, document.baseURI).href;
      return isEndpoint(method, absolute, endpoints) ? absolute : undefined;
    },
    nextCall: () => (calls += 1),
    route: () => location.href,
    report(sighting) {
      if (active) dispatch(new CustomEvent(name, { detail: JSON.stringify(sighting) }));
    },
  };

  watchFetch(scope, reporter);
  watchXhr(scope, reporter);
  watchBeacon(scope, reporter);
  watchRoutes(scope, reporter);

  document.addEventListener(`${name}!`, (event) => {
    quietly(() => {
      const command = JSON.parse(detailOf(event)) as HookCommand; // our relay's own words
      active = command.active;
      endpoints = command.endpoints;
    });
  });
  const hello = () => dispatch(new CustomEvent(HOOK_HELLO, { detail: name }));
  document.addEventListener(RELAY_HELLO, hello, { once: true });
  hello();
}

function detailOf(event: Event): string {
  return event instanceof CustomEvent && typeof event.detail === 'string' ? event.detail : 'null';
}
