import { quietly } from './quietly.ts';
import type { Watch } from './watch.ts';

/** Reports beacons. They have no outcome that the page could see, but that the browser refuses one. */
export function watchBeacon(scope: Pick<typeof globalThis, 'Navigator'>, watch: Watch): void {
  watch.wrap.method(scope.Navigator.prototype, 'sendBeacon', (args, _self, proceed) => {
    const began = quietly(() => {
      const url = watch.endpoint(args[0]);
      if (url === undefined) return undefined;
      return watch.describe('beacon', url, watch.tellBody(args.length > 1 ? args[1] : undefined));
    });
    const accepted = proceed();
    if (!began) return accepted;
    quietly(() => {
      const call = watch.began(began);
      if (!accepted) watch.ended(call, { error: 'sendBeacon returned false' });
    });
    return accepted;
  });
}
