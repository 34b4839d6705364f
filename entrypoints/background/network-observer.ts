import type { browser as Browser } from 'wxt/browser';
import { endpointPattern, isEndpoint, RECEIVER_PATTERN } from '../../lib/capture/endpoints.ts';
import {
  answered,
  beforeRequest,
  completed,
  failed,
  preflight,
  preflightEnded,
  redirected,
  sentHeaders,
} from '../../lib/capture/network.ts';
import type { NetworkSighting } from '../../lib/capture/sighting.ts';
import type { ReachOfObservers } from './reach.ts';
import type { Recording } from './recording.ts';

/**
 * Listens to requests to endpoints. The receivers' path is listened to from the start, or a wake-up
 * would miss its event; endpoints of the user's own once the settings are read.
 */
export function observeNetwork(
  browser: typeof Browser,
  recording: Recording,
  reach: ReachOfObservers,
): void {
  const { webRequest } = browser;
  const self = new URL(browser.runtime.getURL('/')).origin;
  let endpoints: string[] = [];
  const listening: (() => void)[] = [];

  const report = (sighting: NetworkSighting) =>
    // A fault of the log shows in the panel's status; the next sighting tries again.
    void recording.see({ by: 'network', sighting }).catch(() => {});
  const isWanted = ({ method, url }: { method: string; url: string }) =>
    isEndpoint(method, url, endpoints);
  const isPreflight = ({ method, url }: { method: string; url: string }) =>
    method === 'OPTIONS' && isEndpoint('POST', url, endpoints);

  function listen(urls: string[]) {
    const filter = { urls };
    // Chromium hides Origin, Referer, Cookie and all preflights from those who do not ask; Firefox
    // knows no asking.
    const extra = import.meta.env.FIREFOX ? [] : (['extraHeaders'] as const);
    add(webRequest.onBeforeRequest, { request: (details) => beforeRequest(details, self) }, [
      'requestBody',
    ]);
    add(webRequest.onSendHeaders, { request: (details) => sentHeaders(details, self), preflight }, [
      'requestHeaders',
      ...extra,
    ]);
    add(webRequest.onHeadersReceived, { request: (details) => answered(details, self) }, [
      'responseHeaders',
      ...extra,
    ]);
    add(webRequest.onBeforeRedirect, { request: (details) => redirected(details, endpoints) });
    add(
      webRequest.onCompleted,
      { request: (details) => completed(details, self), preflight: preflightEnded },
      extra,
    );
    add(webRequest.onErrorOccurred, {
      request: (details) => failed(details, self),
      preflight: preflightEnded,
    });

    /** One listener for both: each costs a message of the browser's for every request. */
    function add<D extends { method: string; url: string }, O extends string>(
      event: {
        addListener(listener: (details: D) => undefined, filter: { urls: string[] }, o?: O[]): void;
        removeListener(listener: (details: D) => undefined): void;
      },
      sighting: { request(details: D): NetworkSighting; preflight?(details: D): NetworkSighting },
      options: readonly O[] = [],
    ) {
      const listener = (details: D): undefined => {
        if (isWanted(details)) report(sighting.request(details));
        else if (sighting.preflight && isPreflight(details)) report(sighting.preflight(details));
      };
      if (options.length > 0) event.addListener(listener, filter, [...options]);
      else event.addListener(listener, filter);
      listening.push(() => event.removeListener(listener));
    }
  }

  listen([RECEIVER_PATTERN]);
  recording.onSettings((settings) => {
    if (settings.endpoints.join('\n') === endpoints.join('\n')) return;
    endpoints = settings.endpoints;
    reach.listensTo(endpoints);
    for (const stop of listening.splice(0)) stop();
    listen([RECEIVER_PATTERN, ...endpoints.map(endpointPattern)]);
  });
}
