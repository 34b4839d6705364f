import type { browser as Browser } from 'wxt/browser';
import { type Answers, Command } from '../../lib/messaging/commands.ts';

type Handlers = {
  [Name in Command['command']]: (
    command: Extract<Command, { command: Name }>,
  ) => Promise<Answers[Name]>;
};

/** Carries out commands of the extension's own pages, and of nobody else. */
export function answerCommands(browser: typeof Browser, handlers: Handlers): void {
  const own = browser.runtime.getURL('/');
  browser.runtime.onMessage.addListener((message: unknown, sender, respond) => {
    const parsed = Command.safeParse(message);
    if (!parsed.success || !sender.url?.startsWith(own)) return false;
    // The table's types pair each command with its handler; a union does not tell.
    const handle = handlers[parsed.data.command] as (command: Command) => Promise<unknown>;
    handle(parsed.data).then(
      (answer) => respond({ answer }),
      (error: unknown) => respond({ fault: String(error) }),
    );
    return true;
  });
}
