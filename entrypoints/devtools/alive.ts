import { browser } from 'wxt/browser';

/** False once the extension was reloaded or updated: what is left of it here can talk to nobody. */
export function isAlive(): boolean {
  return browser.runtime?.id !== undefined;
}
