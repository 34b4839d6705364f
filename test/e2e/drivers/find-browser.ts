import { accessSync, constants } from 'node:fs';
import path from 'node:path';

export type Browser = 'chromium' | 'firefox';

const COMMANDS: Record<Browser, readonly string[]> = {
  chromium: ['chromium', 'chromium-browser', 'google-chrome'],
  firefox: ['firefox-esr', 'firefox'],
};

/** The browser's program: what CHROMIUM or FIREFOX in the environment says, or the first on the PATH. */
export function findBrowser(browser: Browser): string | undefined {
  const chosen = process.env[browser.toUpperCase()];
  if (chosen) return chosen;
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return COMMANDS[browser]
    .flatMap((command) => folders.map((folder) => path.join(folder, command)))
    .find(isProgram);
}

/** Like findBrowser, but throws if there is none. */
export function needBrowser(browser: Browser): string {
  const program = findBrowser(browser);
  if (!program) throw new Error(`No ${browser} found: run \`npm run browsers\``);
  return program;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
