import type { Reporter } from './hook.ts';
import { quietly, wrapMethod } from './wrap.ts';

/** Reports `XMLHttpRequest`s with a string body, synchronous ones too. */
export function watchXhr(
  scope: Pick<typeof globalThis, 'XMLHttpRequest'>,
  reporter: Reporter,
): void {
  const opened = new WeakMap<object, { method: string; url: string }>();
  const { prototype } = scope.XMLHttpRequest;

  wrapMethod(prototype, 'open', (args, self, proceed) => {
    quietly(() => {
      const [method, url] = args as [string, unknown]; // as for `open`, whose overloads hide it
      const wanted = reporter.wanted(method, url);
      if (wanted === undefined) opened.delete(self as XMLHttpRequest);
      else opened.set(self as XMLHttpRequest, { method, url: wanted });
    });
    return proceed();
  });

  wrapMethod(prototype, 'send', ([body], self, proceed) => {
    quietly(() => {
      const request = self as XMLHttpRequest; // `opened` knows only those
      const target = opened.get(request);
      if (!target || typeof body !== 'string') return;
      const call = reporter.nextCall();
      const route = reporter.route();
      reporter.report({
        kind: 'call',
        at: Date.now(),
        call,
        transport: 'xhr',
        ...target,
        route,
        body,
      });
      request.addEventListener('loadend', () =>
        quietly(() => {
          const result = request.status > 0 ? { status: request.status } : { error: 'XHR failed' };
          reporter.report({ kind: 'outcome', at: Date.now(), call, ...result });
        }),
      );
    });
    return proceed();
  });
}
