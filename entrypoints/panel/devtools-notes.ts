import { type ReadonlySignal, signal } from '@preact/signals';
import {
  devtoolsChannel,
  type DevtoolsTalk,
  type PageNotes,
} from '../../lib/messaging/devtools-channel.ts';

/** What the devtools page of the same tab knows, kept up to date. */
export function followNotes(tabId: number): ReadonlySignal<PageNotes> {
  const notes = signal<PageNotes>({ origins: [], others: 0, lookalikes: [] });
  const channel = new BroadcastChannel(devtoolsChannel(tabId));
  channel.addEventListener('message', ({ data }: MessageEvent<DevtoolsTalk>) => {
    if (data.kind === 'notes') notes.value = data.notes;
  });
  const ask: DevtoolsTalk = { kind: 'ask' };
  channel.postMessage(ask);
  return notes;
}
