import { effect } from '@preact/signals';
import { browser } from 'wxt/browser';
import { mount } from '../../components/mount.tsx';
import { Panel } from '../../components/panel.tsx';
import { type Announcement, LOG_CHANNEL } from '../../lib/messaging/announcement.ts';
import type { FeedAnswer } from '../../lib/session/feed.ts';
import { createSession } from '../../lib/session/session.ts';
import { openContracts } from '../../lib/settings/contracts.ts';
import { openSettings } from '../../lib/settings/store.ts';
import { allow, findMissingAccess } from './access.ts';
import { command, isLeftOver } from '../page/background.ts';
import { followNotes } from './devtools-notes.ts';
import FeedWorker from './feed.worker.ts?worker';
import { loadLocale } from '../page/locale.ts';
import { sourceOpener } from './source.ts';
import { followTheme } from './theme.ts';

const store = await openSettings(browser.storage.local);
const { contracts } = await openContracts(browser.storage.local);
const worker = new FeedWorker();
const session = createSession({
  tabId: browser.devtools.inspectedWindow.tabId,
  settings: store.settings,
  contracts,
  saveFilter: (filter) => void store.change({ filter }),
  ask: (request) => worker.postMessage(request),
  command,
});
worker.addEventListener('message', ({ data }: MessageEvent<FeedAnswer>) => session.receive(data));

const notes = followNotes(browser.devtools.inspectedWindow.tabId);
const { missing, check } = findMissingAccess(notes);
const channel = new BroadcastChannel(LOG_CHANNEL);
channel.addEventListener('message', ({ data }: MessageEvent<Announcement>) => {
  if (data.kind !== 'status') return;
  void session.refreshStatus();
  void check();
});

followTheme();
await session.refreshStatus();

const verbs = {
  reloadPanel: () => location.reload(),
  addEndpoint: (url: string) =>
    void store.change({ endpoints: [...store.settings.value.endpoints, url] }),
  allow: (origins: string[]) => void allow(origins),
  openSource: sourceOpener(),
  reloadPage: () => browser.devtools.inspectedWindow.reload(),
  setHookOff: (origin: string, off: boolean) => {
    const others = store.settings.value.hookOff.filter((one) => one !== origin);
    void store.change({ hookOff: off ? [...others, origin] : others });
  },
  openOptions: () => void browser.runtime.openOptionsPage(),
  setPreserveLog: (preserveLog: boolean) => void store.change({ preserveLog }),
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
