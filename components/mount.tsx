import { type ComponentChildren, render } from 'preact';
import { type Language, type Locale, translator } from '../lib/language/translate.ts';
import { LanguageContext } from './language.ts';

/** Draws a page of the extension in a language. */
export function mount(page: ComponentChildren, language: Language, locale: Locale): void {
  document.documentElement.lang = language;
  const texts = { t: translator(locale, language), language };
  render(
    <LanguageContext.Provider value={texts}>{page}</LanguageContext.Provider>,
    document.getElementById('root')!,
  );
}
