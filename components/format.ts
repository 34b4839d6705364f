import type { Language } from '../lib/language/translate.ts';

const FORMATS: Record<Language, Intl.DateTimeFormat> = {
  en: clock('en-GB'),
  da: clock('da'),
};

function clock(locale: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hour12: false,
  });
}

/** Time of day to the millisecond, from milliseconds since the epoch. */
export function clockTime(at: number, language: Language): string {
  return FORMATS[language].format(at);
}
