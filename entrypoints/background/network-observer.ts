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
    // Chromium hides Origin, Referer and Cookie from those who do not ask; Firefox knows no asking.
    const extra = import.meta.env.FIREFOX ? [] : (['extraHeaders'] as const);
    add(webRequest.onBeforeRequest, (details) => beforeRequest(details, self), ['requestBody']);
    add(webRequest.onSendHeaders, (details) => sentHeaders(details, self), [
      'requestHeaders',
      ...extra,
    ]);
    add(webRequest.onHeadersReceived, (details) => answered(details, self), [
      'responseHeaders',
      ...extra,
    ]);
    add(webRequest.onBeforeRedirect, (details) => redirected(details, endpoints));
    add(webRequest.onCompleted, (details) => completed(details, self));
    add(webRequest.onErrorOccurred, (details) => failed(details, self));
    // Chromium shows preflights only to those who ask for all headers.
    add(webRequest.onBeforeSendHeaders, preflight, ['requestHeaders', ...extra], isPreflight);
    add(webRequest.onCompleted, preflightEnded, ['responseHeaders', ...extra], isPreflight);
    add(webRequest.onErrorOccurred, preflightEnded, undefined, isPreflight);

    function add<D extends { method: string; url: string }, O extends string>(
      event: {
        addListener(listener: (details: D) => undefined, filter: { urls: string[] }, o?: O[]): void;
        removeListener(listener: (details: D) => undefined): void;
      },
      sighting: (details: D) => NetworkSighting,
      options?: O[],
      wanted: (details: D) => boolean = isWanted,
    ) {
      const listener = (details: D): undefined => {
        if (wanted(details)) report(sighting(details));
      };
      if (options) event.addListener(listener, filter, options);
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
