import type { Began, Watch } from './watch.ts';
import { quietly } from './quietly.ts';

/** Reports calls of `fetch`, and how they ended. */
export function watchFetch(scope: Pick<typeof globalThis, 'fetch'>, watch: Watch): void {
  const { natives, requests, wrap } = watch;

  function describe(args: Parameters<typeof fetch>): Began | undefined {
    const url = watch.endpoint(args[0]);
    if (url === undefined) return undefined;
    const init = args.length > 1 ? args[1] : undefined;
    const { method, keepalive, told } = requests.take(args[0], init);
    if (method !== 'POST') return undefined;
    return watch.describe(keepalive ? 'keepalive' : 'fetch', url, told);
  }

  function end(call: number, promise: Promise<Response>): Promise<Response> {
    // The page gets this promise, not the first: a handler of ours on that one would count as the
    // page's own and silence its `unhandledrejection`.
    return natives.afterwards(
      promise,
      (response: unknown) => {
        quietly(() => watch.ended(call, { status: natives.responseStatus(response) }));
        return response;
      },
      (error: unknown) => {
        quietly(() => watch.ended(call, { error: watch.wordsOf(error) }));
        throw error;
      },
    ) as Promise<Response>;
  }

  wrap.method(scope, 'fetch', (args, _self, proceed) => {
    const began = quietly(() => describe(args));
    const promise = proceed();
    if (!began) return promise;
    const call = quietly(() => watch.began(began));
    // A page's own replacement of fetch may return anything: then its end is not seen.
    return (call !== undefined && quietly(() => end(call, promise))) || promise;
  });
}
