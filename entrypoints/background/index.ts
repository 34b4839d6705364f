import { defineBackground } from 'wxt/utils/define-background';
import { browser } from 'wxt/browser';
import { missingOrigins, requestAccess } from './access.ts';
import { answerCommands } from './commands.ts';
import { receiveReports } from './devtools-receiver.ts';
import { observeNetwork } from './network-observer.ts';
import { watchReach } from './reach.ts';
import { openRecording } from './recording.ts';
import { receiveSightings } from './relay-receiver.ts';
import { createResending } from './resend.ts';
import { watchTabs } from './watching.ts';

export default defineBackground(() => {
  // All listeners are registered here and now, but for the user's own endpoints: what wakes the
  // background must find them.
  const watching = watchTabs(browser);
  const reach = watchReach(browser, watching);
  const recording = openRecording(browser, watching, reach);
  const resending = createResending(browser, recording);
  observeNetwork(browser, recording, reach);
  receiveReports(browser, recording);
  receiveSightings(browser, recording, watching);
  answerCommands(browser, {
    status: async ({ tabId }) => {
      const status = await recording.status(tabId);
      const job = await resending.jobOf(status.tab);
      return { ...status, ...(job && { resending: job }) };
    },
    pause: async ({ tabId, paused }) => {
      await (paused ? recording.paused(tabId) : recording.resumed(tabId));
      return watching.pause(tabId, paused);
    },
    clear: ({ scope, by, at }) => recording.clear(scope, by, at),
    'undo-clear': ({ clearing }) => recording.undoClear(clearing),
    resend: ({ captures, job, ...how }) =>
      resending.start(
        { id: job, ...how },
        captures.map((original) => ({ original })),
      ),
    'send-draft': ({ draft, job, ...how }) => resending.startDraft({ id: job, ...how }, draft),
    'control-resend': ({ job, action }) => resending.control(job, action),
    missing: ({ origins }) => missingOrigins(browser, origins),
    'request-access': ({ origins }) => requestAccess(browser, origins),
    'reset-log': () => recording.reset(),
  });
});
