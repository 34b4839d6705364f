import { signal } from '@preact/signals';
import { browser } from 'wxt/browser';
import type { MissingAccess } from '../../components/access-notice.tsx';
import { isEndpoint } from '../../lib/capture/endpoints.ts';
import { originPattern } from '../../lib/capture/origins.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { command } from '../page/background.ts';

/** Origins of frames that are named at the most. */
const MAX_FRAMES = 10;
/** Runs in the inspected page; it reads and gives back text only. */
const ASK_PAGE =
  'JSON.stringify([location.origin, ...Array.from(document.querySelectorAll("iframe"), (frame) => frame.src)])';

type Seen = Map<string, Omit<MissingAccess, 'origin'>>;
interface Entry {
  request: { method: string; url: string; headers: { name: string; value: string }[] };
}

/**
 * Finds which origins matter here and are closed to the extension: the page and its frames by asking
 * the page, senders and receivers by DevTools' own network log, which needs no access.
 */
export function findMissingAccess(settings: () => Settings) {
  const missing = signal<MissingAccess[]>([]);
  const seen: Seen = new Map();

  function note(url: string | undefined, role: MissingAccess['role'], needed: boolean) {
    const origin = URL.parse(url ?? '')?.origin;
    if (!origin?.startsWith('http')) return;
    const known = seen.get(origin);
    if (!known || (needed && !known.needed))
      seen.set(origin, { role: known?.role ?? role, needed });
  }

  function noteEntry({ request }: Entry): boolean {
    if (!isEndpoint(request.method, request.url, settings().endpoints)) return false;
    const sender = request.headers.find(({ name }) => /^origin$/i.test(name))?.value;
    note(sender, 'frame', true);
    note(request.url, 'receiver', true);
    return true;
  }

  async function askPage() {
    const urls = pageUrls(await evaluate(ASK_PAGE));
    note(urls[0], 'page', true);
    for (const url of urls.slice(1, MAX_FRAMES + 1)) note(url, 'frame', false);
    await check();
  }

  async function check() {
    const closed = await command({ command: 'missing', origins: [...seen.keys()] });
    missing.value = closed.flatMap((origin) => {
      const about = seen.get(origin);
      return about ? [{ origin, ...about }] : [];
    });
  }

  browser.devtools.network.onRequestFinished.addListener((entry) => {
    if (noteEntry(entry)) void check();
  });
  browser.devtools.network.onNavigated.addListener(() => {
    seen.clear();
    void askPage();
  });
  void askPage();
  return { missing, check: askPage };
}

/** The answer comes from the page's world: whatever it is, at most some addresses result. */
function pageUrls(answer: unknown): string[] {
  try {
    const urls: unknown = JSON.parse(String(answer));
    return Array.isArray(urls) ? urls.filter((url) => typeof url === 'string') : [];
  } catch {
    // A page that has replaced JSON, or one that can't be asked: nothing is known of it.
    return [];
  }
}

/** Chromium answers by a callback, Firefox by a promise of [result, fault]; the types know neither. */
type Evaluate = (code: string, tell?: (result: unknown) => void) => Promise<[unknown]> | undefined;

async function evaluate(expression: string): Promise<unknown> {
  // The types describe Chromium's callback alone, and no string as its result.
  const ask = browser.devtools.inspectedWindow.eval as unknown as Evaluate;
  if (import.meta.env.FIREFOX) return (await ask(expression))?.[0];
  return new Promise((resolve) => void ask(expression, resolve));
}

/** Chromium's panel may ask by itself; in Firefox a page of the extension does it. */
export async function allow(origins: string[]): Promise<void> {
  if (import.meta.env.FIREFOX) await command({ command: 'request-access', origins });
  else await browser.permissions.request({ origins: origins.map(originPattern) });
}
