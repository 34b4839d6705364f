import { effect } from '@preact/signals';
import { browser } from 'wxt/browser';
import { mount } from '../../components/mount.tsx';
import { Options } from '../../components/options.tsx';
import { openContracts } from '../../lib/settings/contracts.ts';
import { openSettings } from '../../lib/settings/store.ts';
import { command } from '../page/background.ts';
import { loadLocale } from '../page/locale.ts';
import { followLogSize } from './log-size.ts';

const store = await openSettings(browser.storage.local);
const contracts = await openContracts(browser.storage.local);
const logSize = followLogSize();
const resetLog = async () => {
  await command({ command: 'reset-log' });
};
let drawn: string | undefined;
effect(() => {
  const setting = store.settings.value.language;
  if (setting === drawn) return;
  drawn = setting;
  void loadLocale(setting).then(({ language, locale }) =>
    mount(
      <Options store={store} contracts={contracts} logSize={logSize} resetLog={resetLog} />,
      language,
      locale,
    ),
  );
});
