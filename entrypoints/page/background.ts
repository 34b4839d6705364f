import { signal } from '@preact/signals';
import { browser } from 'wxt/browser';
import { ask, isOrphan } from '../../lib/messaging/ask.ts';
import type { AnswerTo, Command } from '../../lib/messaging/commands.ts';

/** How often a page looks whether its extension is still there, in milliseconds. */
const LOOK_EVERY = 1000;

const runtime = () => browser.runtime;

/** True once the extension has been reloaded or updated, and this page is left over from before. */
export const isLeftOver = signal(false);

const look = setInterval(() => {
  if (isOrphan(runtime)) leaveOver();
}, LOOK_EVERY);

function leaveOver() {
  clearInterval(look);
  isLeftOver.value = true;
}

/**
 * Sends a command to the background and resolves with its answer; never, in a page that is left over.
 *
 * @throws Error with the background's own words
 */
export function command<C extends Command>(message: C): Promise<AnswerTo<C>> {
  return ask(runtime, leaveOver, message);
}
