import type { Reporter } from './hook.ts';
import { quietly, wrapMethod } from './wrap.ts';

/** Reports in-page navigations: `pushState`, `replaceState`, back and forward, the hash. */
export function watchRoutes(
  scope: Pick<typeof globalThis, 'History'> & Pick<Window, 'addEventListener'>,
  reporter: Reporter,
): void {
  let last = reporter.route();
  const changed = () =>
    quietly(() => {
      const url = reporter.route();
      if (url === last) return;
      last = url;
      reporter.report({ kind: 'route', at: Date.now(), url });
    });
  for (const name of ['pushState', 'replaceState'] as const) {
    wrapMethod(scope.History.prototype, name, (_args, _self, proceed) => {
      const result = proceed();
      changed();
      return result;
    });
  }
  for (const name of ['popstate', 'hashchange']) scope.addEventListener(name, changed, true);
}
