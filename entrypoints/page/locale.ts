import { browser } from 'wxt/browser';
import { type Language, languageOf, type Locale } from '../../lib/language/translate.ts';

/** The texts of a setting's language. Read by ourselves, as the browser has only its own language. */
export async function loadLocale(
  setting: Language | 'browser',
): Promise<{ language: Language; locale: Locale }> {
  const language = languageOf(setting, browser.i18n.getUILanguage());
  const response = await fetch(`/_locales/${language}/messages.json`);
  const locale: Locale = await response.json(); // a file of our own
  return { language, locale };
}
