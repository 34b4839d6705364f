import { computed, signal } from '@preact/signals';
import { Draft, DRAFTS_KEY, type DraftBatch, readDrafts, withDraft } from '../resend/draft.ts';
import { isBlank, withoutSecrets } from '../resend/own-headers.ts';
import { latestWriter } from '../settings/latest.ts';
import type { SettingsArea } from '../settings/store.ts';

/** Drafts as they outlive the panel: each as it was written last, without secrets. */
export function createKeptDrafts(area: Pick<SettingsArea, 'get' | 'set'>) {
  const fault = signal<string | undefined>(undefined);
  const all = async () => readDrafts((await area.get(DRAFTS_KEY))[DRAFTS_KEY]);
  const writer = latestWriter(async (draft: Draft) => {
    try {
      await area.set({ [DRAFTS_KEY]: withDraft(await all(), draft) });
      fault.value = undefined;
    } catch (error) {
      fault.value = String(error);
    }
  });

  return {
    /** Why the last one could not be kept. */
    fault: computed(() => fault.value),

    /** One that can't be read is none. */
    async find(id: string): Promise<Draft | undefined> {
      return (await all().catch(() => [])).find((draft) => draft.id === id);
    },

    keep(id: string, draft: DraftBatch, at: number) {
      const headers = withoutSecrets(draft.headers.filter((header) => !isBlank(header)));
      const kept = Draft.safeParse({ ...draft, id, headers, at });
      // What is beyond the bounds says so itself.
      if (kept.success) void writer.write(kept.data);
    },
  };
}
