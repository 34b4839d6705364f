import { quietly } from './quietly.ts';
import type { Told } from './told-body.ts';
import type { Began, Outcome, Watch } from './watch.ts';

interface Opened {
  url: string;
  async: boolean;
  /** The call that is on its way, until it has ended. */
  call?: number | undefined;
}

const FAILED: Outcome = { error: 'XHR failed' };
const ABORTED: Outcome = { error: 'XHR abort' };
const TIMED_OUT: Outcome = { error: 'XHR timeout' };

/** Reports `XMLHttpRequest`s, synchronous ones too, and how they ended. */
export function watchXhr(
  scope: Pick<typeof globalThis, 'XMLHttpRequest'>,
  { natives, wrap, ...watch }: Watch,
): void {
  const requests = new natives.WeakMap<object, Opened>();
  const { prototype } = scope.XMLHttpRequest;

  function end(opened: Opened | undefined, outcome: Outcome): void {
    if (opened?.call === undefined) return;
    const { call } = opened;
    opened.call = undefined;
    watch.ended(call, outcome);
  }

  function outcomeOf(request: unknown): Outcome {
    const status = natives.xhrStatus(request);
    return status > 0 ? { status } : FAILED;
  }

  function tell(body: unknown): Told {
    if (natives.kindOf(body) !== 'document') return watch.tellBody(body);
    return { body: natives.bare({ kind: 'none', reason: 'not-seen' }), blobs: [] };
  }

  /** The page's own listeners come before: an end that they bring about is theirs. */
  function listenTo(request: XMLHttpRequest, opened: Opened): void {
    const once = natives.bare({ once: true });
    const on = (type: string, outcome: () => Outcome) =>
      natives.listen(request, type, () => quietly(() => end(opened, outcome())), once);
    on('abort', () => ABORTED);
    on('timeout', () => TIMED_OUT);
    on('loadend', () => outcomeOf(request));
  }

  wrap.method(prototype, 'open', (args, self, proceed) => {
    quietly(() => {
      const request = self as XMLHttpRequest;
      // Opened anew while it is on its way, a request ends without an event.
      end(natives.mapGet(requests, request), ABORTED);
      natives.mapDelete(requests, request);
      const given: unknown[] = args; // as for `open`, whose overloads hide it
      const url = watch.endpoint(given[1]);
      if (url === undefined || natives.toUpperCase(natives.String(given[0])) !== 'POST') return;
      natives.mapSet(requests, request, { url, async: given.length < 3 || !!given[2] });
    });
    return proceed();
  });

  wrap.method(prototype, 'send', (args, self, proceed) => {
    const opened = quietly(() => natives.mapGet(requests, self));
    if (!opened || opened.call !== undefined) return proceed();
    const began = quietly((): Began | undefined => {
      const told = tell(args.length > 0 ? args[0] : undefined);
      return watch.describe(opened.async ? 'xhr' : 'sync-xhr', opened.url, told);
    });
    if (!began) return proceed();
    quietly(() => {
      opened.call = watch.began(began);
      if (opened.async) listenTo(self as XMLHttpRequest, opened);
    });
    if (opened.async) return proceed();
    try {
      proceed();
    } finally {
      // A synchronous one that fails throws, without an event.
      quietly(() => end(opened, outcomeOf(self)));
    }
  });
}
