import type messages from '../../public/_locales/en/messages.json';

/** Ids of all texts; English has them all, and a test holds the other languages to the same. */
export type MessageId = keyof typeof messages;

/** A locale file, in the browsers' own format. */
export type Locale = Record<
  string,
  { message: string; placeholders?: Record<string, { content: string }> }
>;

export type Translate = (id: MessageId, ...params: (string | number)[]) => string;

export const LANGUAGES = ['en', 'da'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Where the languages are spoken as we speak them: how numbers and times are written. */
export const LOCALES: Record<Language, string> = { en: 'en-GB', da: 'da' };

/** Texts of one language, with numbers as it writes them. An id that the locale lacks is shown as it is. */
export function translator(locale: Locale, language: Language): Translate {
  const numbers = new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 20 });
  const written = (param: string | number) =>
    typeof param === 'number' ? numbers.format(param) : param;
  return (id, ...params) => {
    const entry = locale[id];
    if (!entry) return id;
    return entry.message.replace(/\$(\w+)\$/g, (whole, name: string) => {
      const position = entry.placeholders?.[name.toLowerCase()]?.content.slice(1);
      return position === undefined ? whole : written(params[Number(position) - 1] ?? '');
    });
  };
}

/** The language of a setting: the browser's, where we speak it, else English. */
export function languageOf(setting: Language | 'browser', browserLanguage: string): Language {
  if (setting !== 'browser') return setting;
  return /^da\b/i.test(browserLanguage) ? 'da' : 'en';
}
