import { MAX_URL, MAX_WORDS } from '../bounds.ts';
import type { ConsentPlatformId } from '../consent.ts';
import type { HookSighting, Transport } from '../sighting.ts';
import { createCallerStack } from './caller-stack.ts';
import type { ConsentReading } from './consent/platform.ts';
import { createEndpointMatch } from './endpoint-match.ts';
import type { HookCommand } from './handshake.ts';
import type { Natives, PageScope } from './natives.ts';
import { watchRequests } from './requests.ts';
import { createTellBody, type Told } from './told-body.ts';
import { createWrapper } from './wrap.ts';

export type Watch = ReturnType<typeof createWatch>;

/** A call as it was when the page made it. */
export interface Began extends Told {
  at: number;
  transport: Transport;
  url: string;
  route: string;
  stack: string | undefined;
}

export type Outcome = { status: number } | { error: string };

/** What the watchers of one page share: what they look for, and how they report it. */
export function createWatch(
  scope: PageScope,
  natives: Natives,
  report: (sighting: HookSighting, blobs: Blob[]) => void,
) {
  const { bare, location, slice } = natives;
  const wrap = createWrapper(natives, scope.Function.prototype);
  const match = createEndpointMatch(natives);
  const callerStack = createCallerStack(natives);
  const tellBody = createTellBody(natives);
  let active = true;
  let calls = 0;

  const route = (): string => slice(location.href, 0, MAX_URL);

  /** The text of what a page gives as a URL. */
  function textOf(url: unknown): string {
    if (typeof url === 'string') return url;
    const kind = natives.kindOf(url);
    if (kind === 'url') return natives.href(url);
    return kind === 'request' ? natives.requestUrl(url) : natives.String(url);
  }

  /** The whole URL, if it is an endpoint's and the hook is active. */
  const endpoint = (url: unknown): string | undefined =>
    active ? match.find(textOf(url)) : undefined;

  const requests = watchRequests(scope, natives, wrap, endpoint, tellBody);

  return {
    natives,
    wrap,
    requests,
    endpoint,
    tellBody,
    route,

    obey(command: HookCommand): void {
      active = command.active;
      match.set(command.endpoints);
    },

    describe(transport: Transport, url: string, { body, blobs }: Told): Began {
      const at = natives.now();
      return { at, transport, url, body, blobs, route: route(), stack: callerStack() };
    },

    /** Reports a call; returns its number, which counts up without a hole. */
    began({ blobs, stack, at, transport, url, route, body }: Began): number {
      const call = (calls += 1);
      const sighting: HookSighting = {
        kind: 'call',
        at,
        call,
        transport,
        method: 'POST',
        url,
        route,
        body,
      };
      if (stack !== undefined) sighting.stack = stack;
      report(bare(sighting), blobs);
      return call;
    },

    ended(call: number, outcome: Outcome): void {
      const at = natives.now();
      if ('status' in outcome) {
        report(bare({ kind: 'outcome', at, call, status: outcome.status }), []);
      } else {
        report(bare({ kind: 'outcome', at, call, error: slice(outcome.error, 0, MAX_WORDS) }), []);
      }
    },

    routed(url: string): void {
      if (active) report(bare({ kind: 'route', at: natives.now(), url }), []);
    },

    /** The reading is without prototypes. */
    consented(platform: ConsentPlatformId, { state, given, refused }: ConsentReading): void {
      const at = natives.now();
      report(bare({ kind: 'consent', at, platform, state, given, refused }), []);
    },

    /** An error as it writes itself, without what the page may have made of its `toString`. */
    wordsOf(error: unknown): string {
      if (typeof error !== 'object' || error === null) return natives.String(error);
      const { name, message } = error as Error;
      const own = typeof name === 'string' && typeof message === 'string';
      return own ? `${name}: ${message}` : natives.String(error);
    },
  };
}
