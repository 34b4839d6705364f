import { expect, test } from 'vitest';
import { readManifest } from './built.ts';

/**
 * The whole manifest, so that nothing comes in unseen: no further permission, no way in for pages
 * (`web_accessible_resources`, `externally_connectable`), no content script that is not registered
 * on demand, no content security policy but the default. Icons grant nothing.
 */
const both = {
  manifest_version: 3,
  name: '__MSG_extensionName__',
  description: '__MSG_extensionDescription__',
  version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
  default_locale: 'en',
  permissions: ['webRequest', 'scripting', 'storage', 'unlimitedStorage', 'activeTab'],
  host_permissions: ['*://*.bizzkit.biz/*', '*://localhost/*', '*://127.0.0.1/*'],
  optional_host_permissions: ['*://*/*'],
  devtools_page: 'devtools.html',
  options_ui: { open_in_tab: true, page: 'options.html' },
};

test('the manifest for Chrome asks for this and nothing more', async () => {
  expect({ ...(await readManifest('.output/chrome-mv3')), icons: undefined }).toEqual({
    ...both,
    minimum_chrome_version: '126',
    message_serialization: 'structured_clone',
    background: { service_worker: 'background.js' },
  });
});

test('the manifest for Firefox asks for this and nothing more', async () => {
  expect({ ...(await readManifest('.output/firefox-mv3')), icons: undefined }).toEqual({
    ...both,
    background: { scripts: ['background.js'] },
    browser_specific_settings: {
      gecko: {
        id: 'tracking-debugger@bizzkit.biz',
        strict_min_version: '142.0',
        data_collection_permissions: { required: ['none'] },
      },
    },
  });
});
