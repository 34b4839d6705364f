import type { AnswerTo, Command } from './commands.ts';
import { createPatience, NoAnswer } from './patience.ts';

/** Pause before a background that was not there is asked again, in milliseconds. */
const RETRY_AFTER = 100;

/** The part of the browser's `runtime` that asking needs; after a reload of the extension it is gone, or dead. */
export interface Runtime {
  id?: string;
  sendMessage(message: unknown): Promise<unknown>;
}

type Reply<C extends Command> = { answer: AnswerTo<C> } | { fault: string } | undefined;

/**
 * Whether this page is left over from before the extension was reloaded or updated: browsers take
 * away the id, or `runtime` as a whole.
 */
export function isOrphan(runtime: () => Runtime | undefined): boolean {
  try {
    return runtime()?.id === undefined;
  } catch {
    return true;
  }
}

/**
 * Asks the background, and calls `orphaned` where there is none for us any more: the answer then never
 * comes, since there is nothing that the caller could do about it.
 *
 * @throws Error with the background's own words
 */
export async function ask<C extends Command>(
  runtime: () => Runtime | undefined,
  orphaned: () => void,
  message: C,
): Promise<AnswerTo<C>> {
  const answered = createPatience();
  for (;;) {
    const reply = await answered(send<C>(runtime, message)).catch(unanswered);
    if (reply === 'orphaned') {
      orphaned();
      return new Promise(() => {});
    }
    if (reply && 'answer' in reply) return reply.answer;
    if (reply) throw new Error(reply.fault);
    // A background that was stopped in the middle is asked again, except to send something: that
    // might be done by then.
    if (message.command === 'resend' || message.command === 'send-draft') {
      throw new Error('The background was stopped before it answered');
    }
  }
}

/** As of a background that was stopped in the middle. */
function unanswered(error: unknown): undefined {
  if (!(error instanceof NoAnswer)) throw error;
}

async function send<C extends Command>(
  runtime: () => Runtime | undefined,
  message: C,
): Promise<Reply<C> | 'orphaned'> {
  if (isOrphan(runtime)) return 'orphaned';
  try {
    // Our own background's answer: it is as the types of the commands say.
    return (await runtime()?.sendMessage(message)) as Reply<C>;
  } catch (error) {
    // Chromium says so by the error before it takes the id away.
    if (isOrphan(runtime) || /context invalidated/i.test(String(error))) return 'orphaned';
    if (!/receiving end does not exist|message (channel|port) closed/i.test(String(error)))
      throw error;
    // The background is just being stopped, and comes back with the next message.
    await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER));
    return undefined;
  }
}
