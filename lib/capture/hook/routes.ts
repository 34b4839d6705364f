import { quietly } from './quietly.ts';
import type { Watch } from './watch.ts';

const METHODS = ['pushState', 'replaceState'] as const;
const EVENTS = ['popstate', 'hashchange'];

/** Reports in-page navigations: `pushState`, `replaceState`, back and forward, the hash. */
export function watchRoutes(scope: Pick<typeof globalThis, 'History'> & EventTarget, watch: Watch) {
  let last = watch.route();
  const changed = () =>
    quietly(() => {
      const url = watch.route();
      if (url === last) return;
      last = url;
      watch.routed(url);
    });
  for (const name of METHODS) {
    watch.wrap.method(scope.History.prototype, name, (_args, _self, proceed) => {
      const result = proceed();
      changed();
      return result;
    });
  }
  for (const name of EVENTS) watch.natives.listen(scope, name, changed, true);
}
