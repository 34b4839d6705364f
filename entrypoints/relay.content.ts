import { browser } from 'wxt/browser';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { startRelay } from '../lib/capture/relay.ts';
import type { Acknowledgement } from '../lib/messaging/commands.ts';
import { ANNOUNCE, OUTBOX } from '../lib/messaging/relay-messages.ts';

/** In the content world, which the page can't see: this document has its relay. */
const MARK = '__bizzkitTrackingRelay';

export default defineContentScript({
  registration: 'runtime',
  main() {
    if (MARK in globalThis) return;
    Object.defineProperty(globalThis, MARK, { value: true });
    const relay = startRelay({
      document,
      page: window,
      startedAt: performance.timeOrigin,
      async deliver(sightings) {
        const answer: Acknowledgement | undefined = await browser.runtime.sendMessage({
          sightings,
        });
        if (!answer) throw new Error('The background could not record it');
        return answer;
      },
      leave: (entry) =>
        void browser.storage.local.set({ [`${OUTBOX}${crypto.randomUUID()}`]: entry }),
    });
    browser.runtime.onMessage.addListener((message) => {
      if (message === ANNOUNCE) relay.announce();
    });
  },
});
