import { expect, test } from 'vitest';
import { readManifest } from './built.ts';

/** Whole, so that no permission, page or surface comes in unseen; names and version aside. */
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

test('the manifest for Chrome asks for nothing more than this', async () => {
  expect(drawn(await readManifest('.output/chrome-mv3'))).toEqual({
    ...both,
    minimum_chrome_version: '126',
    background: { service_worker: 'background.js' },
  });
});

test('the manifest for Firefox asks for nothing more than this', async () => {
  expect(drawn(await readManifest('.output/firefox-mv3'))).toEqual({
    ...both,
    background: { scripts: ['background.js'] },
    browser_specific_settings: {
      gecko: {
        id: 'tracking-debugger@bizzkit.biz',
        strict_min_version: '140.0',
        data_collection_permissions: { required: ['none'] },
      },
    },
  });
});

test.each(['.output/chrome-mv3', '.output/firefox-mv3'] as const)(
  '%s opens no way in from pages, and keeps the default content security policy',
  async (build) => {
    const manifest = await readManifest(build);
    expect(Object.keys(manifest)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(FORBIDDEN)]),
    );
  },
);

const FORBIDDEN =
  /^(content_scripts|web_accessible_resources|externally_connectable|content_security_policy|optional_permissions)$/;

/** Icons grant nothing. */
function drawn({ icons: _, ...manifest }: Record<string, unknown>): Record<string, unknown> {
  return manifest;
}
