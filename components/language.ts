import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Language, Translate } from '../lib/language/translate.ts';

export interface Texts {
  t: Translate;
  language: Language;
}

export const LanguageContext = createContext<Texts>({ t: (id) => id, language: 'en' });

export function useTexts(): Texts {
  return useContext(LanguageContext);
}

/** A count with its noun, in the singular where the count asks for it. */
export function countOf(
  t: Translate,
  count: number,
  many:
    | 'eventCount'
    | 'keyCount'
    | 'issueCount'
    | 'otherRequests'
    | 'requestCount'
    | 'visitCount'
    | 'gapCount'
    | 'equalCount'
    | 'batchCount',
): string {
  return count === 1 ? t(`${many}One`) : t(many, count);
}
