import { browser } from 'wxt/browser';

/** Chromium answers by a callback, Firefox by a promise of the result in a list. */
type Evaluate = (
  expression: string,
  tell?: (result: unknown) => void,
) => Promise<unknown[]> | undefined;
type GetHar = (tell: (log: unknown) => void) => Promise<unknown> | undefined;

/** What an expression comes to in the inspected page: whatever the page makes of it. */
export async function evaluate(expression: string): Promise<unknown> {
  // The types describe Chromium's callback alone, and no string as its result.
  const ask = browser.devtools.inspectedWindow.eval as unknown as Evaluate;
  if (import.meta.env.FIREFOX) return (await ask(expression))?.[0];
  return new Promise((resolve) => void ask(expression, resolve));
}

/** What DevTools' network log has so far. */
export async function logEntries(): Promise<unknown[]> {
  // The types describe Chromium's callback alone; Firefox answers by a promise.
  const ask = browser.devtools.network.getHAR as unknown as GetHar;
  const log = await new Promise<unknown>((resolve) => {
    const asked = ask(resolve);
    if (asked) asked.then(resolve, () => resolve(undefined));
  });
  const entries = (log as { entries?: unknown } | undefined)?.entries;
  return Array.isArray(entries) ? entries : [];
}
