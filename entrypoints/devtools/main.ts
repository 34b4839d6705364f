import { browser } from 'wxt/browser';
import { KEEP_AWAKE_EVERY, WATCH_PORT } from '../../lib/messaging/commands.ts';
import { isAlive } from './alive.ts';
import { observeTab } from './observer.ts';

/** Pause before a lost background is called again, in milliseconds. */
const RECONNECT_AFTER = 200;

const { tabId } = browser.devtools.inspectedWindow;
void browser.devtools.panels.create('Tracking', '/icons/icon.svg', '/panel.html');
watch();
await observeTab(tabId);

/** Says that DevTools is open on the tab, as long as it is. */
function watch() {
  if (!isAlive()) return;
  const port = browser.runtime.connect({ name: `${WATCH_PORT}${tabId}` });
  const awake = setInterval(() => port.postMessage('awake'), KEEP_AWAKE_EVERY);
  port.onDisconnect.addListener(() => {
    clearInterval(awake);
    setTimeout(watch, RECONNECT_AFTER);
  });
}
