import { effect } from '@preact/signals';
import { browser } from 'wxt/browser';
import { mount } from '../../components/mount.tsx';
import { Panel } from '../../components/panel.tsx';
import { STATUS_CHANNEL, type StatusAnnouncement } from '../../lib/messaging/announcement.ts';
import type { FeedAnswer } from '../../lib/session/feed.ts';
import type { ListMode } from '../../lib/session/lines.ts';
import { createSession } from '../../lib/session/session.ts';
import { openContracts } from '../../lib/settings/contracts.ts';
import type { ColumnSetting } from '../../lib/settings/columns.ts';
import type { Layout } from '../../lib/settings/settings.ts';
import { openSettings } from '../../lib/settings/store.ts';
import { allow, findMissingAccess } from './access.ts';
import { command, isLeftOver } from '../page/background.ts';
import { copyText } from './clipboard.ts';
import { followNotes } from './devtools-notes.ts';
import FeedWorker from './feed.worker.ts?worker';
import { loadLocale } from '../page/locale.ts';
import { pagePolicies } from './page-policies.ts';
import { sourceOpener } from './source.ts';
import { followTheme } from './theme.ts';

/** How often the background is asked whether it is there, in milliseconds. */
const LOOK_EVERY = 2000;

// It loads meanwhile.
const worker = new FeedWorker();
const [store, { contracts }] = await Promise.all([
  openSettings(browser.storage.local),
  openContracts(browser.storage.local),
]);
const session = createSession({
  tabId: browser.devtools.inspectedWindow.tabId,
  settings: store.settings,
  contracts,
  saveFilter: (text) => void store.change({ filter: { text } }),
  ask: (request) => worker.postMessage(request),
  command,
  newId: () => crypto.randomUUID(),
  pagePolicies,
  draftArea: browser.storage.local,
});
worker.addEventListener('message', ({ data }: MessageEvent<FeedAnswer>) => session.receive(data));

const notes = followNotes(browser.devtools.inspectedWindow.tabId);
const { missing, check } = findMissingAccess(notes);
const channel = new BroadcastChannel(STATUS_CHANNEL);
channel.addEventListener('message', ({ data }: MessageEvent<StatusAnnouncement>) => {
  if (data.kind === 'resending') session.resending.hear(data.job);
  else {
    void session.refreshStatus();
    void check();
  }
});

followTheme();
void keepLooking();
// Nothing answers such a page any more.
effect(() => {
  if (isLeftOver.value) session.isCutOff.value = true;
});

async function keepLooking() {
  for (;;) {
    await session.lookForBackground();
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
  }
}

const verbs = {
  reloadPanel: () => location.reload(),
  addEndpoint: (url: string) =>
    void store.change({ endpoints: [...store.settings.value.endpoints, url] }),
  allow: (origins: string[]) => void allow(origins),
  openSource: sourceOpener(),
  copy: copyText,
  reloadPage: () => browser.devtools.inspectedWindow.reload(),
  setHookOff: (origin: string, off: boolean) => {
    const others = store.settings.value.hookOff.filter((one) => one !== origin);
    void store.change({ hookOff: off ? [...others, origin] : others });
  },
  openOptions: () => void browser.runtime.openOptionsPage(),
  setLayout: (layout: Layout) => void store.change({ layout }),
  setPreserveLog: (preserveLog: boolean) => void store.change({ preserveLog }),
  setColumns: (columns: ColumnSetting[]) => void store.change({ columns }),
  setListMode: (listMode: ListMode) => void store.change({ listMode }),
  setOverview: (overview: boolean) => void store.change({ overview }),
  resetSettings: () => void store.reset(),
};
let drawn: string | undefined;
effect(() => {
  const setting = store.settings.value.language;
  if (setting === drawn) return;
  drawn = setting;
  void loadLocale(setting).then(({ language, locale }) =>
    mount(
      <Panel
        session={session}
        settings={store.settings}
        settingsFault={store.fault}
        missing={missing}
        isLeftOver={isLeftOver}
        notes={notes}
        verbs={verbs}
      />,
      language,
      locale,
    ),
  );
});
