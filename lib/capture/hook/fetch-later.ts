import { quietly } from './quietly.ts';
import type { Watch } from './watch.ts';

/** No browser's types have it yet. */
export interface LaterScope {
  fetchLater?(input: RequestInfo | URL, init?: RequestInit): unknown;
}

/** Reports calls of `fetchLater`, where it exists. What becomes of them the page does not learn. */
export function watchFetchLater(scope: LaterScope, watch: Watch): void {
  if (!scope.fetchLater) return;
  watch.wrap.method(scope as Required<LaterScope>, 'fetchLater', (args, _self, proceed) => {
    const began = quietly(() => {
      const url = watch.endpoint(args[0]);
      if (url === undefined) return undefined;
      const init = args.length > 1 ? args[1] : undefined;
      const { method, told } = watch.requests.take(args[0], init);
      return method === 'POST' ? watch.describe('fetch-later', url, told) : undefined;
    });
    const result = proceed();
    if (began) quietly(() => watch.began(began));
    return result;
  });
}
