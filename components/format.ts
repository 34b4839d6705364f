import type { Language } from '../lib/language/translate.ts';

const FORMATS: Record<Language, Intl.DateTimeFormat> = {
  en: clock('en-GB'),
  da: clock('da'),
};

const NUMBERS: Record<Language, Intl.NumberFormat> = { en: tenths('en-GB'), da: tenths('da') };

function tenths(locale: string): Intl.NumberFormat {
  return new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

/** A number of bytes in megabytes (10⁶), to the tenth. */
export function megabytes(bytes: number, language: Language): string {
  return NUMBERS[language].format(bytes / 1_000_000);
}

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
