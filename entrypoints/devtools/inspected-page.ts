import { browser } from 'wxt/browser';
import { ASK_PAGE, type PageTold, pageTold } from '../../lib/capture/devtools.ts';
import { evaluate } from './asking.ts';

/**
 * When the page is asked after it has come, in milliseconds. Chromium has no answer right after a
 * navigation; the page's frames and title come later.
 */
const ASK_AFTER = [0, 100, 500, 3000];

/**
 * Asks the page in the inspected tab what it is: at once, at each navigation and a moment later.
 *
 * @param gone called with the time of a navigation to a page that gives no answer
 */
export function followPage(tell: (page: PageTold) => void, gone: (at: number) => void): void {
  let turns: ReturnType<typeof setTimeout>[] = [];
  let known = '';

  async function ask(navigated: number, isLast: boolean) {
    const told = pageTold(await evaluate(ASK_PAGE).catch(() => undefined), Date.now());
    if (!told) {
      if (isLast) gone(navigated);
      return;
    }
    const said = JSON.stringify({ ...told, at: 0 });
    if (said === known) return;
    known = said;
    tell(told);
  }

  function askInTurns() {
    for (const turn of turns) clearTimeout(turn);
    const now = Date.now();
    turns = ASK_AFTER.map((after) =>
      setTimeout(() => void ask(now, after === ASK_AFTER.at(-1)), after),
    );
  }

  browser.devtools.network.onNavigated.addListener(askInTurns);
  askInTurns();
}
