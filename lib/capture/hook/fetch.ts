import type { PageCall } from '../sighting.ts';
import type { Reporter } from './hook.ts';
import { quietly, wrapMethod } from './wrap.ts';

/** Reports calls of `fetch` with a string body; other bodies are the network observer's. */
export function watchFetch(scope: Pick<typeof globalThis, 'fetch'>, reporter: Reporter): void {
  wrapMethod(scope, 'fetch', ([input, init], _self, proceed) => {
    const at = Date.now();
    const seen = quietly(() => describe(input, init, at, reporter));
    const promise = proceed();
    // A page's own replacement of fetch may return anything.
    if (!seen || typeof promise?.then !== 'function') return promise;
    quietly(() => reporter.report(seen));
    const outcome = { kind: 'outcome', call: seen.call } as const;
    // The page gets this promise, not the first: a handler of ours on that one would count as the
    // page's own and silence its `unhandledrejection`.
    return promise.then(
      (response) => {
        quietly(() => reporter.report({ ...outcome, at: Date.now(), status: response.status }));
        return response;
      },
      (error: unknown) => {
        quietly(() => reporter.report({ ...outcome, at: Date.now(), error: String(error) }));
        throw error;
      },
    );
  });
}

function describe(
  input: RequestInfo | URL,
  init: RequestInit | undefined,
  at: number,
  reporter: Reporter,
): PageCall | undefined {
  const method = init?.method ?? 'GET';
  const url = reporter.wanted(method, input);
  const body = init?.body;
  if (url === undefined || typeof body !== 'string') return undefined;
  const transport = init?.keepalive ? 'keepalive' : 'fetch';
  const call = reporter.nextCall();
  return { kind: 'call', at, call, transport, method, url, route: reporter.route(), body };
}
