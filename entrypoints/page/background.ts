import { browser } from 'wxt/browser';
import type { AnswerTo, Command } from '../../lib/messaging/commands.ts';

/**
 * Sends a command to the background and resolves with its answer. A background that was stopped in
 * the middle is asked once more, except to send something: that might be done by then.
 *
 * @throws Error with the background's own words
 */
export async function command<C extends Command>(message: C): Promise<AnswerTo<C>> {
  const reply: { answer: AnswerTo<C> } | { fault: string } | undefined =
    await browser.runtime.sendMessage(message);
  if (reply && 'answer' in reply) return reply.answer;
  if (!reply && message.command !== 'resend') return command(message);
  throw new Error(reply?.fault ?? 'The background was stopped before it answered');
}
