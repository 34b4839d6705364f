import { defineBackground } from 'wxt/utils/define-background';
import { browser } from 'wxt/browser';
import { missingOrigins, requestAccess } from './access.ts';
import { answerCommands } from './commands.ts';
import { receiveReports } from './devtools-receiver.ts';
import { observeNetwork } from './network-observer.ts';
import { watchReach } from './reach.ts';
import { openRecording } from './recording.ts';
import { receiveSightings } from './relay-receiver.ts';
import { resend } from './resend.ts';
import { watchTabs } from './watching.ts';

export default defineBackground(() => {
  // All listeners are registered here and now: what wakes the background must find them.
  const watching = watchTabs(browser);
  const reach = watchReach(browser, watching);
  const recording = openRecording(browser, watching, reach);
  observeNetwork(browser, recording, reach);
  receiveReports(browser, recording);
  receiveSightings(browser, recording, watching);
  answerCommands(browser, {
    status: async ({ tabId }) => recording.status(tabId),
    pause: async ({ tabId, paused }) => {
      if (paused) await recording.paused(tabId);
      return watching.pause(tabId, paused);
    },
    clear: ({ tab }) => recording.clear(tab),
    resend: ({ capture }) => resend(browser, recording, capture),
    missing: ({ origins }) => missingOrigins(browser, origins),
    'request-access': ({ origins }) => requestAccess(browser, origins),
    'reset-log': () => recording.reset(),
  });
});
