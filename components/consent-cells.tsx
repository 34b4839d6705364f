import {
  CONSENT_PLATFORMS,
  type ConsentChange,
  type ConsentState,
} from '../lib/capture/consent.ts';
import type { MessageId, Translate } from '../lib/language/translate.ts';
import { clockTime } from './format.ts';
import { useTexts } from './language.ts';

const SIGN: Record<ConsentState, string> = {
  unknown: '?',
  pending: '…',
  given: '✓',
  refused: '⊘',
  partly: '◐',
};
const TEXT: Record<ConsentState, MessageId> = {
  unknown: 'consentUnknown',
  pending: 'consentPending',
  given: 'consentGiven',
  refused: 'consentRefused',
  partly: 'consentPartly',
};

/** What a page's consent platform said, between the events before it and those after. */
export function ConsentCells({ change }: { change: ConsentChange }) {
  const { t, language } = useTexts();
  const { at, platform, state } = change;
  const purposes = purposesOf(t, change);
  return (
    <>
      <span role="gridcell" class="sign" aria-hidden="true">
        {SIGN[state]}
      </span>
      <span role="gridcell" class="time">
        {clockTime(at, language)}
      </span>
      <span role="gridcell" class="head" title={`${t('consentClaim')}\n${purposes}`}>
        {CONSENT_PLATFORMS[platform]}: <b>{t(TEXT[state])}</b> <bdi class="muted">{purposes}</bdi>
      </span>
    </>
  );
}

function purposesOf(t: Translate, change: ConsentChange): string {
  const given = change.given.join(', ');
  const refused = change.refused.join(', ');
  if (given && refused) return t('consentForSome', given, refused);
  return given || refused ? t('consentFor', given || refused) : '';
}
