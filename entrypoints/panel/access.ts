import { effect, type ReadonlySignal, signal } from '@preact/signals';
import { browser } from 'wxt/browser';
import type { MissingAccess } from '../../components/access-notice.tsx';
import { originPattern } from '../../lib/capture/origins.ts';
import type { PageNotes } from '../../lib/messaging/devtools-channel.ts';
import { command } from '../page/background.ts';

/** Finds which of the origins that matter here are closed to the extension. */
export function findMissingAccess(notes: ReadonlySignal<PageNotes>) {
  const missing = signal<MissingAccess[]>([]);

  async function check() {
    const { origins } = notes.peek();
    const closed = await command({
      command: 'missing',
      origins: origins.map(({ origin }) => origin),
    });
    missing.value = origins.filter(({ origin }) => closed.includes(origin));
  }

  let known = '';
  effect(() => {
    const now = JSON.stringify(notes.value.origins);
    if (now === known) return;
    known = now;
    void check();
  });
  return { missing, check };
}

/** Chromium's panel may ask by itself; in Firefox a page of the extension does it. */
export async function allow(origins: string[]): Promise<void> {
  if (import.meta.env.FIREFOX) await command({ command: 'request-access', origins });
  else await browser.permissions.request({ origins: origins.map(originPattern) });
}
