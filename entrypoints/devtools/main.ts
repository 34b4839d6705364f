import { browser } from 'wxt/browser';
import { KEEP_AWAKE_EVERY, WATCH_PORT } from '../../lib/messaging/commands.ts';

/** Pause before a lost background is called again, in milliseconds. */
const RECONNECT_AFTER = 200;

void browser.devtools.panels.create('Tracking', '/icons/icon.svg', '/panel.html');
watch();

/** Says that DevTools is open on the tab, as long as it is. */
function watch() {
  const port = browser.runtime.connect({
    name: `${WATCH_PORT}${browser.devtools.inspectedWindow.tabId}`,
  });
  const awake = setInterval(() => port.postMessage('awake'), KEEP_AWAKE_EVERY);
  port.onDisconnect.addListener(() => {
    clearInterval(awake);
    setTimeout(watch, RECONNECT_AFTER);
  });
}
