import type { MessageId } from '../../lib/language/translate.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import type { SettingsStore } from '../../lib/settings/store.ts';
import { useTexts } from '../language.ts';
import { Section } from './section.tsx';

const LANGUAGE_TEXT: Record<Settings['language'], MessageId> = {
  browser: 'languageBrowser',
  en: 'languageEn',
  da: 'languageDa',
};

export function LanguageSection({ store }: { store: SettingsStore }) {
  const { t } = useTexts();
  const languages = Object.entries(LANGUAGE_TEXT) as [Settings['language'], MessageId][];
  return (
    <Section title="language">
      <select
        aria-label={t('language')}
        value={store.settings.value.language}
        onChange={(event) => {
          const chosen = languages.find(([language]) => language === event.currentTarget.value);
          if (chosen) void store.change({ language: chosen[0] });
        }}
      >
        {languages.map(([language, text]) => (
          <option key={language} value={language}>
            {t(text)}
          </option>
        ))}
      </select>
    </Section>
  );
}
