import { browser } from 'wxt/browser';
import { AccessRequest } from '../../components/access-request.tsx';
import { mount } from '../../components/mount.tsx';
import { originPattern } from '../../lib/capture/origins.ts';
import { openSettings } from '../../lib/settings/store.ts';
import { loadLocale } from '../page/locale.ts';

/** The page that asks for access where a panel may not: Firefox asks only after a click in a tab. */
const origins = new URLSearchParams(location.search)
  .getAll('origin')
  .filter((origin) => URL.parse(origin)?.origin === origin);
const { settings } = await openSettings(browser.storage.local);
const { language, locale } = await loadLocale(settings.value.language);
const request = () => browser.permissions.request({ origins: origins.map(originPattern) });
mount(<AccessRequest origins={origins} request={request} />, language, locale);
