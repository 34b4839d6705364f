import { useSignal } from '@preact/signals';
import type { MessageId } from '../../lib/language/translate.ts';
import type { SettingsStore } from '../../lib/settings/store.ts';
import { useTexts } from '../language.ts';
import { Section } from './section.tsx';

interface ResetSectionProps {
  store: SettingsStore;
  resetLog(): Promise<void>;
}

export function ResetSection({ store, resetLog }: ResetSectionProps) {
  const { t } = useTexts();
  const done = useSignal<MessageId | undefined>(undefined);
  const reset = async (run: () => Promise<void>, text: MessageId) => {
    await run();
    done.value = text;
  };
  return (
    <Section title="resetTitle" hint="resetHint">
      <div class="row">
        <button onClick={() => void reset(store.reset, 'settingsWereReset')}>
          {t('resetSettings')}
        </button>
        <button onClick={() => void reset(resetLog, 'logWasReset')}>{t('resetLog')}</button>
        <span role="status">{done.value && t(done.value)}</span>
      </div>
    </Section>
  );
}
