import type { Reporter } from './hook.ts';
import { quietly, wrapMethod } from './wrap.ts';

/** Reports beacons with a string body. A beacon has no outcome that the page could see. */
export function watchBeacon(scope: Pick<typeof globalThis, 'Navigator'>, reporter: Reporter): void {
  wrapMethod(scope.Navigator.prototype, 'sendBeacon', ([target, body], _self, proceed) => {
    const at = Date.now();
    const accepted = proceed();
    quietly(() => {
      const url = reporter.wanted('POST', target);
      if (url === undefined || typeof body !== 'string') return;
      const call = reporter.nextCall();
      const route = reporter.route();
      const method = 'POST';
      reporter.report({ kind: 'call', at, call, transport: 'beacon', method, url, route, body });
      if (accepted) return;
      const error = 'sendBeacon returned false';
      reporter.report({ kind: 'outcome', at: Date.now(), call, error });
    });
    return accepted;
  });
}
