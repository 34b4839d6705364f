import { browser } from 'wxt/browser';
import { entrySighting } from '../../lib/capture/devtools.ts';
import { createPageLoads } from '../../lib/capture/page-loads.ts';
import { createPageNotes } from '../../lib/capture/page-notes.ts';
import { createDelivery } from '../../lib/messaging/deliver.ts';
import { devtoolsChannel, type DevtoolsTalk } from '../../lib/messaging/devtools-channel.ts';
import {
  type DevtoolsReports,
  packEntry,
  RECORDED,
  type Report,
} from '../../lib/messaging/devtools-messages.ts';
import { openSettings } from '../../lib/settings/store.ts';
import { type Finished, followNetworkLog } from './network-log.ts';
import { followPage } from './inspected-page.ts';
import { isAlive } from './alive.ts';

/** Pause in which changes are gathered before the panel is told of them, in milliseconds. */
const TELL_AFTER = 200;

/** Reports to the background what DevTools sees of a tab, and to the tab's panel what is in no capture. */
export async function observeTab(tabId: number): Promise<void> {
  const own = browser.runtime.getURL('/');
  const run = crypto.randomUUID().slice(0, 8);
  let entries = 0;
  const notes = createPageNotes();
  const loads = createPageLoads();
  const delivery = createDelivery<Report>({
    isAlive,
    async send(reports) {
      const message: DevtoolsReports = { devtools: tabId, reports };
      return (await browser.runtime.sendMessage(message)) === RECORDED;
    },
  });
  const channel = new BroadcastChannel(devtoolsChannel(tabId));
  const { settings } = await openSettings(browser.storage.local);
  let telling: ReturnType<typeof setTimeout> | undefined;

  function tellPanel() {
    telling ??= setTimeout(() => {
      telling = undefined;
      const talk: DevtoolsTalk = { kind: 'notes', notes: notes.told(settings.value.endpoints) };
      channel.postMessage(talk);
    }, TELL_AFTER);
  }

  async function onFinished({ har, content }: Finished) {
    const isOurs = notes.entry(har, settings.value.endpoints);
    // Firefox's names of pages are not known to tell them apart.
    const pageSince = import.meta.env.FIREFOX ? undefined : loads.since(har);
    tellPanel();
    if (!isOurs) return;
    entries += 1;
    const entry = `${run}:${entries}`;
    delivery.add(packEntry(entrySighting(har, await content(), entry, own, pageSince)));
  }

  channel.addEventListener('message', ({ data }: MessageEvent<DevtoolsTalk>) => {
    if (data.kind === 'ask') tellPanel();
  });
  settings.subscribe(tellPanel);
  followNetworkLog((finished) => void onFinished(finished));
  followPage(
    (page) => {
      notes.page(page);
      tellPanel();
      delivery.add(page);
    },
    (at) => {
      notes.forget(at);
      tellPanel();
    },
  );
}
