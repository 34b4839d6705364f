import { type Language, LOCALES } from '../lib/language/translate.ts';

const WHOLE = formats((locale) => new Intl.NumberFormat(locale));
const TENTHS = formats(
  (locale) => new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
);
const CLOCKS = formats((locale) => clock(locale, { fractionalSecondDigits: 3 }));
const COARSE_CLOCKS = formats((locale) => clock(locale, {}));
const DATES = formats(
  (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }),
);
const MILLISECONDS = formats(
  (locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }),
);

export function wholeNumber(count: number, language: Language): string {
  return WHOLE[language].format(count);
}

/** A number of bytes in kilobytes (10³), to the tenth. */
export function kilobytes(bytes: number, language: Language): string {
  return `${TENTHS[language].format(bytes / 1000)} kB`;
}

/** A number of bytes in megabytes (10⁶), to the tenth. */
export function megabytes(bytes: number, language: Language): string {
  return TENTHS[language].format(bytes / 1_000_000);
}

function formats<Format>(of: (locale: string) => Format): Record<Language, Format> {
  return { en: of(LOCALES.en), da: of(LOCALES.da) };
}

function clock(locale: string, more: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false,
    ...more,
  });
}

/** Time of day to the millisecond, from milliseconds since the epoch. */
export function clockTime(at: number, language: Language): string {
  return CLOCKS[language].format(at);
}

/** Time of day to the second, from milliseconds since the epoch. */
export function coarseTime(at: number, language: Language): string {
  return COARSE_CLOCKS[language].format(at);
}

/** Day and time to the minute, from milliseconds since the epoch. */
export function dateAndTime(at: number, language: Language): string {
  return DATES[language].format(at);
}

/** From when to when, to the minute, from milliseconds since the epoch: what both share stands once. */
export function timeRange(from: number, to: number, language: Language): string {
  return DATES[language].formatRange(from, to);
}

export function milliseconds(length: number, language: Language): string {
  return `${MILLISECONDS[language].format(length)} ms`;
}
