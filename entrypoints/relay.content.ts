import { browser } from 'wxt/browser';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { startRelay } from '../lib/capture/relay.ts';
import type { Acknowledgement } from '../lib/messaging/commands.ts';
import {
  ANNOUNCE,
  LATE_MARK,
  OUTBOX,
  RELAY_MARK,
  type RelayMark,
} from '../lib/messaging/relay-messages.ts';

export default defineContentScript({
  registration: 'runtime',
  main() {
    if (RELAY_MARK in globalThis) return;
    const relay = startRelay({
      document,
      page: window,
      serviceWorker: serviceWorkers(),
      isAlive: () => browser.runtime?.id !== undefined,
      startedAt: performance.timeOrigin,
      top: window.top === window,
      late: LATE_MARK in globalThis,
      now: () => Date.now(),
      async deliver(sightings) {
        const answer: Acknowledgement | undefined = await browser.runtime.sendMessage({
          sightings,
        });
        if (!answer) throw new Error('The background could not record it');
        return answer;
      },
      leave: (entry) => {
        // `randomUUID` is for secure contexts only.
        const name = crypto.getRandomValues(new Uint32Array(4)).join('-');
        // In Firefox a document that is being torn down may have lost its storage: only the network tells then.
        browser.storage.local.set({ [`${OUTBOX}${name}`]: entry }).catch(() => {});
      },
    });
    const mark: RelayMark = { hooked: relay.hooked, expectHook: relay.expectHook };
    Object.defineProperty(globalThis, RELAY_MARK, { value: mark });
    // `document.open()` takes all listeners off the document, and gives it a new root.
    new MutationObserver(relay.listenAgain).observe(document, { childList: true });
    whenParsed(relay.parsing);
    browser.runtime.onMessage.addListener((message) => {
      if (message === ANNOUNCE) relay.announce();
    });
  },
});

/** Tells when the parser has put the first node into the document, before any script of it runs. */
function whenParsed(tell: () => void): void {
  new MutationObserver((_changes, observer) => {
    observer.disconnect();
    tell();
  }).observe(document, { childList: true, subtree: true });
}

/** In a sandboxed document without an origin even asking for them throws. */
function serviceWorkers(): ServiceWorkerContainer | undefined {
  try {
    return navigator.serviceWorker;
  } catch {
    return undefined;
  }
}
