import { batch, computed, signal } from '@preact/signals';
import {
  DEFAULT_SETTINGS,
  type ReadSettings,
  readSettings,
  Settings,
  SETTINGS_KEY,
} from './settings.ts';

/** The part of `storage.local` that the settings need. */
export interface SettingsArea {
  get(key: string): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(key: string): Promise<void>;
  onChanged: { addListener(listener: (changes: Record<string, unknown>) => void): void };
}

export type SettingsStore = Awaited<ReturnType<typeof openSettings>>;

/**
 * The settings as signals, the same in every page of the extension. Settings that can't be read are
 * left as they are until they are reset; the defaults are in force meanwhile.
 */
export async function openSettings(area: SettingsArea) {
  const settings = signal<Settings>(DEFAULT_SETTINGS);
  const fault = signal<string | undefined>(undefined);

  async function read() {
    const result = await area.get(SETTINGS_KEY).then(
      (stored) => readSettings(stored[SETTINGS_KEY]),
      (error: unknown): ReadSettings => ({ ok: false, reason: String(error) }),
    );
    batch(() => {
      settings.value = result.ok ? result.settings : DEFAULT_SETTINGS;
      fault.value = result.ok ? undefined : result.reason;
    });
  }

  await read();
  area.onChanged.addListener((changes) => {
    if (SETTINGS_KEY in changes) void read();
  });

  return {
    settings: computed(() => settings.value),
    fault: computed(() => fault.value),

    /** Does nothing while the stored settings are broken, or if the change would break them. */
    async change(part: Partial<Settings>): Promise<void> {
      if (fault.value !== undefined) return;
      const next = Settings.safeParse({ ...settings.value, ...part });
      if (!next.success) return;
      settings.value = next.data;
      await area.set({ [SETTINGS_KEY]: next.data });
    },

    async reset(): Promise<void> {
      await area.remove(SETTINGS_KEY);
      await read();
    },
  };
}
