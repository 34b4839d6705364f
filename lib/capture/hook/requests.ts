import type { Natives } from './natives.ts';
import { quietly } from './quietly.ts';
import type { TellBody, Told } from './told-body.ts';
import type { Wrapper } from './wrap.ts';

export type Requests = ReturnType<typeof watchRequests>;

type Endpoint = (url: unknown) => string | undefined;

/**
 * Remembers the bodies of `Request`s to endpoints as they were given to the constructor: a body can
 * be read once, and to clone a page's Request would take its bytes from the network observer.
 */
export function watchRequests(
  scope: Pick<typeof globalThis, 'Request'>,
  natives: Natives,
  wrap: Wrapper,
  endpoint: Endpoint,
  tellBody: TellBody,
) {
  const bodies = new natives.WeakMap<object, Told>();
  const notSeen = (): Told => ({
    body: natives.bare({ kind: 'none', reason: 'not-seen' }),
    blobs: [],
  });

  /** The body of a call: the one in its options, or else that of the Request. */
  function bodyOf(input: unknown, init: RequestInit | undefined): Told {
    const body = init?.body;
    if (body !== undefined && body !== null) return tellBody(body, 'streams');
    if (natives.kindOf(input) !== 'request') return tellBody(undefined);
    return natives.mapGet(bodies, input) ?? notSeen();
  }

  function methodOf(input: unknown, init: RequestInit | undefined): string {
    const given: unknown = init?.method;
    if (given !== undefined) return natives.toUpperCase(natives.String(given));
    return natives.kindOf(input) === 'request' ? natives.requestMethod(input) : 'GET';
  }

  const { Request } = scope;
  if (typeof Request === 'function') {
    wrap.constructor(scope, 'Request', (args, request) =>
      quietly(() => {
        if (endpoint(request) === undefined || natives.requestMethod(request) !== 'POST') return;
        const init = args.length > 1 ? args[1] : undefined;
        natives.mapSet(bodies, request, bodyOf(args[0], init));
      }),
    );
    wrap.method(Request.prototype, 'clone', (_args, self, proceed) => {
      const clone = proceed();
      quietly(() => {
        const told = natives.mapGet(bodies, self);
        if (told) natives.mapSet(bodies, clone as Request, told);
      });
      return clone;
    });
  }

  return {
    /** What of a call matters here, from the arguments of `fetch`. */
    take(input: unknown, init: RequestInit | undefined) {
      const method = methodOf(input, init);
      if (method !== 'POST') return { method, keepalive: false, told: notSeen() };
      const keepalive: unknown =
        init?.keepalive ?? (natives.kindOf(input) === 'request' && natives.requestKeepalive(input));
      return { method, keepalive: !!keepalive, told: bodyOf(input, init) };
    },
  };
}
