import type { Way } from '../lib/resend/job.ts';
import type { Resending } from '../lib/session/resending.ts';
import type { MessageId } from '../lib/language/translate.ts';
import { useTexts } from './language.ts';

const WAYS: { way: Way; text: MessageId; hint: MessageId }[] = [
  { way: 'extension', text: 'resendByExtension', hint: 'resendByExtensionHint' },
  { way: 'page', text: 'resendThroughPage', hint: 'resendThroughPageHint' },
];

/** Who sends, with what that changes, and what would stand in its way. */
export function WayChoice({ resending }: { resending: Resending }) {
  const { t } = useTexts();
  const { way, forbidden, lostHeaders, askedFor } = resending;
  return (
    <fieldset>
      <legend>{t('resendWay')}</legend>
      {WAYS.map((one) => (
        <label key={one.way}>
          <input
            type="radio"
            name="resend-way"
            value={one.way}
            checked={way.value === one.way}
            onChange={() => (way.value = one.way)}
          />{' '}
          {t(one.text)} <span class="muted">{t(one.hint)}</span>
        </label>
      ))}
      {lostHeaders.value.length > 0 && (
        <p>{t('resendLostHeaders', lostHeaders.value.join(', '))}</p>
      )}
      {way.value === 'page' && askedFor.value.length > 0 && (
        <p>{t('resendAsksFirst', askedFor.value.join(', '))}</p>
      )}
      {way.value === 'page' && forbidden.value !== undefined && (
        <p class="error" role="alert">
          ⊘ {t('resendForbidden', forbidden.value)}{' '}
          <button onClick={() => (way.value = 'extension')}>{t('resendByExtensionInstead')}</button>
        </p>
      )}
    </fieldset>
  );
}
