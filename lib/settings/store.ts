import { batch, computed, signal } from '@preact/signals';
import { latestWriter } from './latest.ts';
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
  const writer = latestWriter((next: Settings) => area.set({ [SETTINGS_KEY]: next }));
  /** What was stored was not taken in, as a change of our own was on its way. */
  let isBehind = false;

  async function read() {
    const result = await area.get(SETTINGS_KEY).then(
      (stored) => readSettings(stored[SETTINGS_KEY]),
      (error: unknown): ReadSettings => ({ ok: false, reason: String(error) }),
    );
    if (writer.isWriting()) {
      isBehind = true;
      return;
    }
    batch(() => {
      settings.value = sharing(settings.peek(), result.ok ? result.settings : DEFAULT_SETTINGS);
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
      settings.value = sharing(settings.peek(), next.data);
      await writer.write(next.data);
      if (!isBehind) return;
      isBehind = false;
      await read();
    },

    async reset(): Promise<void> {
      await writer.rest();
      await area.remove(SETTINGS_KEY);
      await read();
    },
  };
}

/** The settings, with those of the old ones that have not changed: what is drawn by these need not be drawn anew. */
function sharing(old: Settings, next: Settings): Settings {
  const shared = Object.entries(next).map(([name, value]) => {
    const before: unknown = old[name as keyof Settings];
    return [name, JSON.stringify(before) === JSON.stringify(value) ? before : value] as const;
  });
  if (shared.every(([name, value]) => value === old[name as keyof Settings])) return old;
  return Object.fromEntries(shared) as Settings;
}
