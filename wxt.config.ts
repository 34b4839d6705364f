import { preact } from '@preact/preset-vite';
import { defineConfig } from 'wxt';

/** The oldest versions of the browsers that can run the extension. */
export const OLDEST = { chromium: 126, firefox: 142 };

/** Hosts that work right after install; every other host is asked for when it is needed. */
const HOST_PERMISSIONS = ['*://*.bizzkit.biz/*', '*://localhost/*', '*://127.0.0.1/*'];

export default defineConfig({
  manifestVersion: 3,
  imports: false,
  vite: () => ({ plugins: [preact()], build: { target: 'esnext' } }),
  manifest: ({ browser }) => ({
    name: '__MSG_extensionName__',
    description: '__MSG_extensionDescription__',
    default_locale: 'en',
    permissions: ['webRequest', 'scripting', 'storage', 'unlimitedStorage', 'activeTab'],
    host_permissions: HOST_PERMISSIONS,
    optional_host_permissions: ['*://*/*'],
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'tracking-debugger@bizzkit.biz',
              strict_min_version: `${OLDEST.firefox}.0`,
              data_collection_permissions: { required: ['none'] },
            },
          },
        }
      : {
          minimum_chrome_version: `${OLDEST.chromium}`,
          // Messages carry Blobs, from Chrome 148 on; older ones take no notice, and carry none.
          message_serialization: 'structured_clone',
        }),
  }),
});
