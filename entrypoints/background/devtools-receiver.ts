import type { browser as Browser } from 'wxt/browser';
import { DevtoolsReports, RECORDED, unpack } from '../../lib/messaging/devtools-messages.ts';
import type { Recording } from './recording.ts';

/** Receives what devtools pages report, and answers when it is in the log. */
export function receiveReports(browser: typeof Browser, recording: Recording): void {
  const devtools = browser.runtime.getURL('/devtools.html');
  browser.runtime.onMessage.addListener((message: unknown, sender, respond) => {
    if (sender.url !== devtools) return false;
    const parsed = DevtoolsReports.safeParse(message);
    if (!parsed.success) return false;
    const { devtools: tabId, reports } = parsed.data;
    const sightings = reports.map((report) => unpack(report, tabId));
    Promise.all(sightings.map((sighting) => recording.see({ by: 'devtools', sighting }))).then(
      () => respond(RECORDED),
      () => respond(undefined),
    );
    return true;
  });
}
