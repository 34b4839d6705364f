import type { Scriptable } from '../e2e/drivers/driver.ts';

/** Changes stored settings, whatever they are, from a page of the extension. */
export async function setSettings(view: Scriptable, part: Record<string, unknown>): Promise<void> {
  await view.evaluate(async (part) => {
    const { local } = (globalThis.browser ?? globalThis.chrome).storage;
    const { settings } = await local.get('settings');
    await local.set({ settings: { ...(settings as object | undefined), ...part } });
  }, part);
}

/** As right after install. */
export async function forgetSettings(view: Scriptable): Promise<void> {
  await view.evaluate(() => (globalThis.browser ?? globalThis.chrome).storage.local.clear());
}

export async function resetLog(view: Scriptable): Promise<void> {
  await view.evaluate(async () => {
    await (globalThis.browser ?? globalThis.chrome).runtime.sendMessage({ command: 'reset-log' });
  });
}
